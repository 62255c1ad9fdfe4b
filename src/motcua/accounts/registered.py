"""What the business register says of an organisation's account, and when to ask it again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from motcua.accounts.models import Organisation

FRESH = timedelta(days=1)  # an answer of today is not asked for again at the next sign-in
PAUSE = timedelta(minutes=10)  # after a register that did not answer
AT_ONCE = 50


@dataclass(frozen=True, kw_only=True)
class Registered:
    """``register`` is one of ``Organisation.Register``; the rest in the register's own words."""

    register: str
    state_said: str = ""
    registered_name: str = ""
    registered_representatives: str = ""


def ask_for_check(account_id: UUID, now: datetime) -> None:
    """Have the business register asked about an organisation that has not been checked lately."""
    stale = Q(checked_at=None) | Q(checked_at__lt=now - FRESH)
    known = Organisation.objects.filter(stale, account_id=account_id, check_due_at=None)
    known.exclude(account__tax_code=None).update(check_due_at=now)


def due_for_check(now: datetime) -> list[Organisation]:
    """Return organisations that the register is to be asked about now, longest waiting first."""
    due = Organisation.objects.filter(check_due_at__lte=now).select_related("account")
    return list(due.order_by("check_due_at")[:AT_ONCE])


def keep_registered(account_id: UUID, told: Registered, now: datetime) -> None:
    """Keep what the register answered."""
    known = Organisation.objects.filter(account_id=account_id)
    known.update(**asdict(told), checked_at=now, check_due_at=None)


def postpone_check(account_id: UUID, now: datetime) -> None:
    """Ask again later: the register did not answer, what it said before stays."""
    Organisation.objects.filter(account_id=account_id).update(check_due_at=now + PAUSE)
