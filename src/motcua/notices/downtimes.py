"""Planned pauses of the system (tạm dừng): announced, changed, called off, shown until over."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import local_day
from motcua.kernel.parameters import parameters
from motcua.notices.downtime_rules import PlannedDowntime, check, earliest_day
from motcua.notices.models import Downtime
from motcua.notices.rules import rules

LISTED = 50
_TWICE = "Đã thông báo một lần tạm dừng khác trong khoảng thời gian này. Sửa lần đó"
_OVER = "Lần tạm dừng này đã bắt đầu, đã kết thúc hoặc đã hủy"


def announce_downtime(wanted: PlannedDowntime, now: datetime, *, by: str = "") -> Downtime:
    """Announce a pause, once however often; raises ``AnnouncedTooLate`` or ``BadInput``.

    ``by`` is name and title of who announces, empty at the command line.
    """
    same = _standing(now).filter(begins_at=wanted.begins, ends_at=wanted.ends).first()
    if same:
        return same
    check(wanted, now, days_ahead(now), parameters().calendar)
    return _written(wanted, now, by)


def change_downtime(
    number: int, wanted: PlannedDowntime, now: datetime, *, by: str = ""
) -> Downtime:
    """Put another pause in the place of one that has not begun; raises ``BadInput``."""
    with transaction.atomic():
        old = _standing(now).filter(begins_at__gt=now, id=number).select_for_update().first()
        if old is None:
            raise BadInput(_OVER)
        known = planned(old)
        if wanted == known:
            return old
        check(wanted, now, days_ahead(now), parameters().calendar, known)
        old.cancelled_at, old.cancelled_by = now, by
        old.save(update_fields=["cancelled_at", "cancelled_by"])
        return _written(wanted, now, by, replaces=old)


def cancel_downtime(number: int, reason: str, now: datetime, *, by: str = "") -> bool:
    """Call a pause off that is not over; says whether there was one. People are told ``reason``."""
    if not 0 < len(reason) <= Downtime.LONGEST_REASON:
        raise BadInput(f"Ghi lý do hủy để người dân đọc, không quá {Downtime.LONGEST_REASON} ký tự")
    coming = _standing(now).filter(id=number)
    return bool(coming.update(cancelled_at=now, cancelled_by=by, cancel_reason=reason))


def first_day_to_announce(now: datetime) -> date:
    """Return the first day of a pause that may be announced at ``now``."""
    return earliest_day(local_day(now), days_ahead(now), parameters().calendar)


def days_ahead(now: datetime) -> int:
    """Return how many working days ahead the law asks for."""
    return rules().downtime_days_ahead.on(local_day(now))


def next_downtime(now: datetime) -> Downtime | None:
    """Return the announced pause that comes next or lasts."""
    return _standing(now).order_by("begins_at").first()


def downtimes() -> QuerySet[Downtime]:
    """Return the latest pauses that were announced, also those called off."""
    return Downtime.objects.order_by("-begins_at", "-id")[:LISTED]


def planned(one: Downtime) -> PlannedDowntime:
    return PlannedDowntime(one.begins_at, one.ends_at, one.purpose)


def _standing(now: datetime) -> QuerySet[Downtime]:
    return Downtime.objects.filter(cancelled_at=None, ends_at__gt=now)


def _written(
    wanted: PlannedDowntime, now: datetime, by: str, *, replaces: Downtime | None = None
) -> Downtime:
    try:
        with transaction.atomic():
            return Downtime.objects.create(
                begins_at=wanted.begins, ends_at=wanted.ends, purpose=wanted.purpose,
                announced_at=now, announced_by=by, replaces=replaces,
            )  # fmt: skip
    except IntegrityError:
        raise BadInput(_TWICE) from None
