"""Invite an official to set password and authenticator; accept an invitation (kích hoạt).

A forgotten password and a lost phone are answered by a new invitation, which the administrator
hands over in person: nobody but the official ever knows password or key.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.account_events import note
from motcua.accounts.actors import Actor
from motcua.accounts.models import Account, Invitation
from motcua.accounts.open_sessions import end_sessions
from motcua.accounts.roles import Role
from motcua.kernel.bad_input import BadInput

GOOD_FOR = timedelta(days=3)
RECOVERY_CODES = 8
STEP_S = 30
_DRIFT = (-1, 0, 1)  # steps by which a phone's clock may be off


class InvitationInvalid(BadInput):
    def __init__(self) -> None:
        super().__init__(
            "Phiếu kích hoạt không đúng, đã dùng hoặc đã hết hạn. "
            "Đề nghị quản trị hệ thống của cơ quan cấp phiếu mới"
        )


@dataclass(frozen=True)
class Invited:
    """Whom an invitation is for; ``key`` (hex) is what the authenticator is to hold."""

    account_id: UUID
    username: str
    full_name: str
    key: str


def invite(account_id: UUID, by: Actor, now: datetime) -> str:
    """Make an invitation and return its code, which is shown once and stored nowhere."""
    code = secrets.token_urlsafe(24)
    with transaction.atomic():
        Invitation.objects.filter(account_id=account_id, used_at=None).delete()
        Invitation.objects.create(
            account_id=account_id,
            digest=_digest(code),
            key=secrets.token_hex(20),
            made_at=now,
            expires_at=now + GOOD_FOR,
        )
        note(account_id, "invited", by, now)
    return code


def opened(code: str, now: datetime) -> Invited:
    """Return whom an invitation is for; raises ``InvitationInvalid``."""
    return _invited(_found(code, now))


@transaction.atomic
def accept(code: str, password: str, token: str, now: datetime) -> list[str]:
    """Set password and authenticator, and return the recovery codes, which are shown once.

    ``token`` proves that the authenticator holds the key. Raises ``InvitationInvalid`` or
    ``BadInput`` with the sentence for the screen.
    """
    invitation = _found(code, now, held=True)
    account = invitation.account
    _check_password(password, account)
    if not _holds_key(invitation.key, token):
        raise BadInput("Mã xác thực không khớp. Quét lại mã QR rồi nhập mã đang hiện trên ứng dụng")
    account.set_password(password)
    account.save(update_fields=["password"])
    TOTPDevice.objects.filter(user=account).delete()
    TOTPDevice.objects.create(user=account, name="app", key=invitation.key, confirmed=True)
    end_sessions(account.id)
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    himself = Actor(account_id=account.id, role=Role.SYSTEM, name=account.full_name)
    note(account.id, "activated", himself, now)
    return _recovery_codes(account)


def _found(code: str, now: datetime, *, held: bool = False) -> Invitation:
    rows = Invitation.objects.select_related("account")
    rows = rows.select_for_update(of=("self",)) if held else rows
    found = rows.filter(
        digest=_digest(code), used_at=None, expires_at__gt=now, account__is_active=True
    ).first()
    if found is None:
        raise InvitationInvalid
    return found


def _invited(invitation: Invitation) -> Invited:
    account = invitation.account
    return Invited(account.id, account.username, account.full_name, invitation.key)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as refusal:
        raise BadInput(
            "Mật khẩu phải có từ 12 ký tự, có chữ cái, không phải từ thông dụng, "
            "không trùng tên đăng nhập hoặc họ tên"
        ) from refusal


def _holds_key(key: str, token: str) -> bool:
    digits = "".join(filter(str.isdecimal, token[:20]))
    secret = bytes.fromhex(key)
    known = {f"{totp(secret, step=STEP_S, drift=drift):06}" for drift in _DRIFT}
    return digits in known


def _recovery_codes(account: Account) -> list[str]:
    StaticDevice.objects.filter(user=account).delete()
    device = StaticDevice.objects.create(user=account, name="recovery", confirmed=True)
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=one) for one in codes)
    return codes
