"""Tell people of planned pauses, of their change and of their end before they began.

Runs in the worker, a stretch of people a round and one transaction a person: broken off, the next
round goes on with who is left, and nobody is told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from motcua.notices.models import Downtime, Notice
from motcua.notices.notify import notify
from motcua.notices.recipients import Recipient
from motcua.notices.wording import Fact

A_ROUND = 300  # people
ANNOUNCED, CHANGED, CANCELLED = "downtime", "downtime-changed", "downtime-cancelled"
_ACCOUNT = "account:"


def tell_of_downtimes(now: datetime, concerned: Callable[[datetime], set[UUID]]) -> int:
    """Tell the next people of what was announced or called off; returns how many were told.

    ``concerned(now)`` returns the accounts that have something under way.
    """
    told = 0
    for one in Downtime.objects.filter(told_at=None, cancelled_at=None, ends_at__gt=now):
        told += _announce(one, concerned(now), now)
    called_off = Downtime.objects.filter(
        cancel_told_at=None, replaced_by=None, cancelled_at__isnull=False
    )
    for one in called_off:
        told += _call_off(one, now)
    return told


def people_told(numbers: Iterable[int]) -> dict[int, int]:
    """Return how many people were told of each pause."""
    abouts = {_about(number): number for number in numbers}
    found = Notice.objects.filter(about__in=abouts, template__in=(ANNOUNCED, CHANGED))
    counted = found.values_list("about").annotate(n=Count("recipient", distinct=True))
    return {abouts[about]: n for about, n in counted}


def _announce(one: Downtime, concerned: set[UUID], now: datetime) -> int:
    before = _accounts_told(one.replaces_id) if one.replaces_id else set()
    left = sorted((concerned | before) - _accounts_told(one.pk))
    facts: dict[str, Fact] = {"begins": one.begins_at, "ends": one.ends_at, "purpose": one.purpose}
    count = 0
    for account in islice(left, A_ROUND):
        with transaction.atomic():
            standing = Downtime.objects.select_for_update().filter(pk=one.pk, cancelled_at=None)
            if not standing.exists():
                return count
            _tell(one, account, CHANGED if account in before else ANNOUNCED, facts, now)
        count += 1
    if len(left) <= A_ROUND:
        Downtime.objects.filter(pk=one.pk).update(told_at=now)
    return count


def _call_off(one: Downtime, now: datetime) -> int:
    left = sorted(_accounts_told(one.pk) - _accounts_told(one.pk, (CANCELLED,)))
    facts: dict[str, Fact] = {
        "begins": one.begins_at,
        "ends": one.ends_at,
        "reason": one.cancel_reason,
    }
    for account in islice(left, A_ROUND):
        with transaction.atomic():
            _tell(one, account, CANCELLED, facts, now)
    if len(left) <= A_ROUND:
        Downtime.objects.filter(pk=one.pk).update(cancel_told_at=now)
    return min(len(left), A_ROUND)


def _tell(
    one: Downtime, account: UUID, template: str, facts: dict[str, Fact], now: datetime
) -> None:
    cause = f"downtime {one.pk}" + (" cancelled" if template == CANCELLED else "")
    to = Recipient(account=account)
    notify(to, template, facts, cause=cause, now=now, about=_about(one.pk))


def _accounts_told(number: int, templates: tuple[str, ...] = (ANNOUNCED, CHANGED)) -> set[UUID]:
    found = Notice.objects.filter(about=_about(number), template__in=templates)
    return {
        UUID(key.removeprefix(_ACCOUNT))
        for key in found.values_list("recipient", flat=True)
        if key.startswith(_ACCOUNT)
    }


def _about(number: int) -> str:
    return f"downtime {number}"
