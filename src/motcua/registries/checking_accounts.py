"""Check the accounts of organisations with the business register, without anybody waiting for it."""

from __future__ import annotations

from datetime import datetime

from motcua.accounts.service import (
    Organisation,
    Registered,
    due_for_check,
    keep_registered,
    postpone_check,
)
from motcua.exchange.clients.business_register import BusinessRecord
from motcua.registries.asking import Asker, look_up_organisation

_ASKER = Asker(
    account=None,
    name="Hệ thống tự đối chiếu tài khoản tổ chức",
    purpose="Đối chiếu tài khoản tổ chức với đăng ký doanh nghiệp",
    service="",
)


def check_organisations(now: datetime) -> int:
    """Ask about the organisations that are due; returns about how many the register answered."""
    return sum(_check(one, now) for one in due_for_check(now))


def _check(organisation: Organisation, now: datetime) -> bool:
    account = organisation.account
    answer = look_up_organisation(str(account.tax_code), _ASKER)
    if answer.unavailable:
        postpone_check(account.id, now)
    else:
        keep_registered(account.id, _told(answer.record), now)
    return not answer.unavailable


def _told(record: BusinessRecord | None) -> Registered:
    if record is None:
        return Registered(register=Organisation.Register.NOT_FOUND)
    return Registered(
        register=Organisation.Register(record.state),
        state_said=record.state_said[:200],
        registered_name=record.name[:200],
        registered_representatives="; ".join(record.representatives)[:400],
    )
