"""Working time between two moments, in whole minutes; seconds are dropped, as on the forms."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.clock import HANOI


def working_minutes_between(
    start: datetime, end: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> int:
    """Return the minutes worked from ``start`` to ``end``, negative when ``end`` is earlier."""
    start, end = to_minute(start), to_minute(end)
    if end < start:
        return -working_minutes_between(end, start, calendar, hours)
    minutes = 0
    for opens, closes in hours.sessions_from(start, calendar):
        if opens >= end:
            break
        minutes += _minutes(opens, min(closes, end))
        if closes >= end:
            break
    return minutes


def add_working_minutes(
    moment: datetime, minutes: int, calendar: WorkCalendar, hours: OfficeHours
) -> datetime:
    """Return the earliest moment by which ``minutes`` (0 or more) have been worked."""
    moment = to_minute(moment)
    if minutes < 0:
        raise ValueError(f"Working minutes are only added, got {minutes}")
    if minutes == 0:
        return moment
    left = minutes
    for opens, closes in hours.sessions_from(moment, calendar):
        if left <= _minutes(opens, closes):
            return opens + timedelta(minutes=left)
        left -= _minutes(opens, closes)
    raise AssertionError("sessions never end")


def to_minute(moment: datetime) -> datetime:
    """Return an aware moment in local time without its seconds."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(HANOI).replace(second=0, microsecond=0)


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60
