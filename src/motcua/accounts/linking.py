"""From an electronic identity to an account of ours.

Order (as the national portal's integrations do it): TechID first; else the personal id for a
person, the tax code for an enterprise; an organisation of the third kind only by TechID. A tax
code whose check digit does not hold opens nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from motcua.accounts.models import Account, Organisation
from motcua.accounts.registered import ask_for_check
from motcua.exchange.clients.identity import ENTERPRISE, PERSON, Identity
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import local_day
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.tax_codes import BadTaxCode, TaxCode

PEOPLE = frozenset({Account.Kind.PERSON, Account.Kind.ORGANISATION})


class CannotLink(BadInput):
    """The identity matches no account that it may open; ``str()`` tells the person what to do."""


_INCOMPLETE = (
    "Tài khoản định danh chưa gửi đủ thông tin để đăng nhập. "
    "Đề nghị cập nhật thông tin trên ứng dụng VNeID rồi đăng nhập lại"
)
_CONTRADICTS = (
    "Tài khoản định danh này không khớp với tài khoản đã dùng trước đây. "
    "Đề nghị gọi đường dây hỗ trợ để được kiểm tra"
)
_CLOSED = "Tài khoản đang bị khóa. Đề nghị gọi đường dây hỗ trợ để được kiểm tra"


def account_of(identity: Identity, now: datetime) -> Account:
    """Return the account of an identity, made on first sign-in; raises ``CannotLink``."""
    identity = replace(identity, tax_code=_tax_code(identity, now))
    try:
        with transaction.atomic():
            return _found_or_made(identity, now)
    except IntegrityError:  # the same person signed in on another device at the same moment
        pass
    try:
        with transaction.atomic():
            return _found_or_made(identity, now)
    except IntegrityError as clash:  # or the tax code is another organisation's
        raise CannotLink(_CONTRADICTS) from clash


def _found_or_made(identity: Identity, now: datetime) -> Account:
    account = _by_tech_id(identity) or _by_number(identity)
    if account is None:
        account = Account(id=uuid4(), kind=_kind(identity), created_at=now)
        account.username = f"eid-{account.id}"
        account.set_unusable_password()
    elif account.kind not in PEOPLE:
        raise CannotLink(_CONTRADICTS)
    elif not account.is_active:
        raise CannotLink(_CLOSED)
    _take_over(account, identity)
    account.save()
    if account.kind == Account.Kind.ORGANISATION:
        _keep_organisation(account, identity)
        ask_for_check(account.id, now)
    return account


def _tax_code(identity: Identity, now: datetime) -> str:
    if identity.kind == PERSON or not identity.tax_code:
        return identity.tax_code
    try:
        return TaxCode.parse(identity.tax_code, local_day(now)).text
    except BadTaxCode as fault:
        raise CannotLink(_INCOMPLETE) from fault


def _keep_organisation(account: Account, identity: Identity) -> None:
    sort = Organisation.Sort.ENTERPRISE if identity.kind == ENTERPRISE else Organisation.Sort.OTHER
    told = {"sort": sort}
    if identity.representative:
        told["representative"] = identity.representative[:120]
    Organisation.objects.update_or_create(account=account, defaults=told)


def _by_tech_id(identity: Identity) -> Account | None:
    if not identity.tech_id:
        return None
    account = Account.objects.select_for_update().filter(tech_id=identity.tech_id).first()
    if account and _contradicts(account, identity):
        raise CannotLink(_CONTRADICTS)
    return account


def _contradicts(account: Account, identity: Identity) -> bool:
    """Tell whether an account is known under another number; a third kind may send none."""
    if identity.kind == PERSON:
        return account.personal_id not in {None, identity.personal_id}
    untold = {account.tax_code} if identity.kind != ENTERPRISE and not identity.tax_code else set()
    return account.tax_code not in {None, identity.tax_code} | untold


def _by_number(identity: Identity) -> Account | None:
    number = _number(identity)
    if not number:
        if identity.tech_id and identity.kind not in {PERSON, ENTERPRISE}:
            return None
        raise CannotLink(_INCOMPLETE)
    key = {"personal_id" if identity.kind == PERSON else "tax_code": number}
    account = Account.objects.select_for_update().filter(**key).first()
    if account and account.tech_id and identity.tech_id and account.tech_id != identity.tech_id:
        raise CannotLink(_CONTRADICTS)
    return account


def _number(identity: Identity) -> str:
    if identity.kind == PERSON:
        return identity.personal_id
    return identity.tax_code if identity.kind == ENTERPRISE else ""


def _kind(identity: Identity) -> Account.Kind:
    return Account.Kind.PERSON if identity.kind == PERSON else Account.Kind.ORGANISATION


def _take_over(account: Account, identity: Identity) -> None:
    """Copy what the identity provider is the authority for."""
    account.tech_id = identity.tech_id or account.tech_id
    if identity.kind == PERSON:
        account.personal_id = identity.personal_id or account.personal_id
        account.full_name = identity.name
        account.birth = _iso(identity.birth)
    else:
        account.tax_code = identity.tax_code or account.tax_code
        account.full_name = identity.organisation or identity.name
    account.level = identity.level
    account.phone = identity.phone or account.phone
    account.email = identity.email or account.email


def _iso(birth: str) -> str:
    try:
        return PartialDate.parse(birth).iso() if birth else ""
    except BadInput:
        return ""
