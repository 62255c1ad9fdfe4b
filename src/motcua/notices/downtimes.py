"""Planned pauses of the system: announced as early as the law asks, shown until they are over."""

from __future__ import annotations

from datetime import date, datetime

from motcua.kernel.bad_input import BadInput
from motcua.kernel.calendar import ONE_DAY, WorkCalendar
from motcua.kernel.clock import local_day
from motcua.kernel.parameters import parameters
from motcua.notices.models import Downtime
from motcua.notices.rules import rules


class AnnouncedTooLate(BadInput):
    """The law asks for more notice; ``earliest`` is the first day that may be announced now."""

    def __init__(self, days: int, earliest: date) -> None:
        super().__init__(
            f"Phải thông báo trước ít nhất {days} ngày làm việc: "
            f"sớm nhất là ngày {earliest:%d/%m/%Y}"
        )
        self.earliest = earliest


def announce_downtime(begins: datetime, ends: datetime, purpose: str, now: datetime) -> Downtime:
    """Announce a pause, once however often; raises ``AnnouncedTooLate`` or ``BadInput``."""
    if ends <= begins or begins <= now:
        raise BadInput("Thời gian tạm dừng phải ở sau lúc này và kết thúc sau khi bắt đầu")
    days = rules().downtime_days_ahead.on(local_day(now))
    earliest = earliest_day(local_day(now), days, parameters().calendar)
    if local_day(begins) < earliest:
        raise AnnouncedTooLate(days, earliest)
    return Downtime.objects.get_or_create(
        begins_at=begins,
        ends_at=ends,
        cancelled_at=None,
        defaults={"purpose": purpose, "announced_at": now},
    )[0]


def cancel_downtime(downtime_id: int, now: datetime) -> bool:
    """Call a pause off that has not ended; says whether there was one."""
    coming = Downtime.objects.filter(id=downtime_id, cancelled_at=None, ends_at__gt=now)
    return bool(coming.update(cancelled_at=now))


def earliest_day(today: date, days: int, calendar: WorkCalendar) -> date:
    """Return the first day with ``days`` whole working days between it and the announcement."""
    return calendar.nth_working_day_after(today, days) + ONE_DAY


def next_downtime(now: datetime) -> Downtime | None:
    """Return the announced pause that comes next or lasts."""
    coming = Downtime.objects.filter(cancelled_at=None, ends_at__gt=now)
    return coming.order_by("begins_at").first()
