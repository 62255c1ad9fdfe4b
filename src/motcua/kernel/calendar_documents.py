"""Work calendars and office hours as they are written in parameters/."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import cast

from motcua.kernel.calendar import ONE_DAY, HalfDay, OfficeHours, WorkCalendar
from motcua.kernel.dated_documents import read_status
from motcua.kernel.documents import Node


def read_office_hours(node: Node) -> OfficeHours:
    """Read sessions such as ``["07:00-11:30", "13:30-17:00"]``."""
    sessions = tuple(map(_session, node.items()))
    try:
        return OfficeHours(sessions)
    except ValueError as fault:
        node.fail(str(fault), "at least one session, in order and apart")
        return OfficeHours(((time(7), time(17)),))


def _session(node: Node) -> tuple[time, time]:
    start, _, end = node.text().partition("-")
    return node.instead(start.strip()).clock(), node.instead(end.strip()).clock()


def read_year(node: Node) -> WorkCalendar:
    """Read the calendar of one year: days off, swapped days, half days, each with its source."""
    fields = node.fields("year checked_on days_off swaps", "half_days")
    fields["checked_on"].day()
    year = fields["year"].integer(at_least=1990)
    days_off = dict(_days_off(fields["days_off"]))
    swaps = dict(_swaps(fields["swaps"]))
    half_days = {} if fields["half_days"].is_null() else dict(_half_days(fields["half_days"]))
    calendar = WorkCalendar(
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        days_off={day: name for day, (name, _) in (days_off | swaps).items() if name},
        makeup_days=frozenset(day for day, (name, _) in swaps.items() if not name),
        half_days=half_days,
        unverified=frozenset(day for day, (_, sure) in (days_off | swaps).items() if not sure),
    )
    named = (*calendar.days_off, *calendar.makeup_days, *half_days)
    strange = [day for day in named if day.year != year]
    if strange and not any(fault.file == node.file for fault in node.faults):
        fields["year"].fail(f"{min(strange)} stands in this calendar", f"days of {year}")
    return calendar


def _days_off(node: Node) -> Iterator[tuple[date, tuple[str, bool]]]:
    for item in node.items():
        fields = item.fields("day name source status", "to")
        name, sure = fields["name"].text(), _is_sure(fields)
        day = fields["day"].day()
        last = day if fields["to"].is_null() else fields["to"].day()
        if not 0 <= (last - day).days < 30:
            fields["to"].fail(f"{last}", f"a day at most a month after {day}")
            last = day
        while day <= last:
            yield day, (name, sure)
            day += ONE_DAY


def _swaps(node: Node) -> Iterator[tuple[date, tuple[str, bool]]]:
    """Yield the day taken off with its name, and the day worked for it without one."""
    for item in node.items():
        fields = item.fields("off worked name source status")
        sure = _is_sure(fields)
        yield fields["off"].day(), (fields["name"].text(), sure)
        yield fields["worked"].day(), ("", sure)


def _half_days(node: Node) -> Iterator[tuple[date, HalfDay]]:
    for item in node.items():
        fields = item.fields("day worked source status")
        _is_sure(fields)
        yield fields["day"].day(), cast(HalfDay, fields["worked"].choice(("morning", "afternoon")))


def _is_sure(fields: dict[str, Node]) -> bool:
    fields["source"].text()
    return read_status(fields["status"]) == "verified"
