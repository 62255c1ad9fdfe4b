"""When a dossier is due (thời hạn giải quyết).

Pure functions: moments, calendar and office hours are passed in, so a dossier of last year is
counted by the calendar of last year. Moments are aware, in any zone; seconds are dropped, as on
the statutory forms. Rules, sources and worked examples: docs/law/limits.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.clock import HANOI, local_day
from motcua.kernel.working_time import add_working_minutes, to_minute, working_minutes_between

__all__ = [
    "DueState",
    "DueWord",
    "Extension",
    "Limit",
    "Outcome",
    "Pause",
    "add_working_minutes",
    "due",
    "due_word",
    "moved",
    "outcome",
    "remaining",
    "starts_at",
    "working_minutes_between",
]

Clock = Literal["not_started", "running", "paused"]
Unit = Literal["working_days", "calendar_days", "hours", "same_day"]
HourRule = Literal["end_of_day", "hour_of_receipt"]
_UNIT_WORDS = {"working_days": "ngày làm việc", "calendar_days": "ngày", "hours": "giờ làm việc"}


@dataclass(frozen=True)
class Limit:
    """A limit as the procedure states it.

    ``cut_off``: what is received after this time counts as received the next working day.
    ``hour_rule``: a limit in working days ends at closing time, or at the hour of receipt.
    """

    amount: int
    unit: Unit
    cut_off: time | None = None
    hour_rule: HourRule = "end_of_day"

    def __post_init__(self) -> None:
        if (self.amount < 1) != (self.unit == "same_day"):
            raise ValueError(f"A limit is at least 1, or 0 for the same day; got {self}")
        if self.hour_rule == "hour_of_receipt" and self.unit != "working_days":
            raise ValueError(f"The hour of receipt only matters for working days; got {self}")

    @classmethod
    def same_day(cls, cut_off: time | None = None) -> Limit:
        return cls(0, "same_day", cut_off)

    def vi(self, *, on_form: bool = False) -> str:
        """Return '7 ngày làm việc' for screens, '07 ngày làm việc' for forms."""
        if self.unit == "same_day":
            return "trong ngày"
        amount = f"{self.amount:02}" if on_form else str(self.amount)
        return f"{amount} {_UNIT_WORDS[self.unit]}"


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stands still; ``end`` is None while it lasts."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"A pause cannot end before it starts: {self}")


@dataclass(frozen=True)
class Extension:
    """Time added to a limit by law or decision (gia hạn)."""

    amount: int
    unit: Literal["working_days", "calendar_days", "hours"] = "working_days"

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"An extension is at least 1; got {self}")


class DueWord(StrEnum):
    NOT_STARTED = "not_started"
    PAUSED = "paused"
    IN_TIME = "in_time"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"


class Outcome(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True)
class DueState:
    """``days``: working days left, or working days late (at least 1)."""

    word: DueWord
    days: int = 0

    def vi(self) -> str:
        match self.word:
            case DueWord.NOT_STARTED:
                return "Chưa tính thời hạn"
            case DueWord.PAUSED:
                return "Tạm dừng tính thời hạn"
            case DueWord.SOON:
                return f"Sắp đến hạn (còn {self.days} ngày)"
            case DueWord.TODAY:
                return "Đến hạn hôm nay"
            case DueWord.LATE:
                return f"Quá hạn {self.days} ngày"
            case _:
                return "Còn hạn"


def starts_at(
    received_at: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours
) -> datetime:
    """Return the working moment at which the dossier counts as received.

    Before opening: the opening. After closing, after the cut-off or on a day off: the opening of
    the next working day. In the lunch break: the start of the afternoon.
    """
    moment = to_minute(received_at)
    sessions = hours.on(moment.date(), calendar)
    too_late = limit.cut_off is not None and moment.time() > limit.cut_off
    if not sessions or moment > sessions[-1][1] or too_late:
        return hours.opening(calendar.next_working_day(moment.date()), calendar)
    return next(max(start, moment) for start, end in sessions if moment <= end)


def due(
    received_at: datetime,
    limit: Limit,
    calendar: WorkCalendar,
    hours: OfficeHours,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
) -> datetime:
    """Return the moment by which the dossier must be decided.

    A pause of t working minutes moves it by exactly t working minutes. A pause that still lasts
    has not moved it yet, and one that begins after it comes too late.
    """
    start = starts_at(received_at, limit, calendar, hours)
    end = _end(start, limit, calendar, hours)
    for extension in extensions:
        end = _extended(end, extension, calendar, hours)
    for paused_from, resumed_at in _apart(pauses, start):
        if paused_from > end:
            break
        end = moved(end, paused_from, resumed_at, calendar, hours)
    return end


def moved(
    end: datetime,
    paused_from: datetime,
    resumed_at: datetime,
    calendar: WorkCalendar,
    hours: OfficeHours,
) -> datetime:
    """Return ``end`` moved by exactly the working minutes of one pause."""
    stood_still = working_minutes_between(paused_from, resumed_at, calendar, hours)
    return add_working_minutes(end, stood_still, calendar, hours) if stood_still else end


def due_word(
    now: datetime, due: datetime | None, calendar: WorkCalendar, clock: Clock = "running"
) -> DueState:
    """Tell how the dossier stands at ``now``; the last working day before the due day is 'soon'."""
    if clock == "not_started" or due is None:
        return DueState(DueWord.NOT_STARTED)
    if clock == "paused":
        return DueState(DueWord.PAUSED)
    today, due_day = local_day(now), local_day(due)
    if today > due_day:
        return DueState(DueWord.LATE, max(1, calendar.working_days_between(due_day, today)))
    if today == due_day:
        return DueState(DueWord.TODAY)
    # a date promised on a day off has no working day left before it
    days = max(1, calendar.working_days_between(today, due_day))
    return DueState(DueWord.SOON if days == 1 else DueWord.IN_TIME, days)


def remaining(now: datetime, due: datetime, calendar: WorkCalendar, hours: OfficeHours) -> int:
    """Return the working minutes left at ``now``, negative when late."""
    return working_minutes_between(now, due, calendar, hours)


def outcome(finished_at: datetime, due: datetime) -> Outcome:
    """Compare by day, as the index of Quyết định 766/QĐ-TTg does."""
    finished_on, due_on = local_day(finished_at), local_day(due)
    if finished_on < due_on:
        return Outcome.EARLY
    return Outcome.ON_TIME if finished_on == due_on else Outcome.LATE


def _end(start: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours) -> datetime:
    if limit.unit == "hours":
        return add_working_minutes(start, limit.amount * 60, calendar, hours)
    if limit.unit == "calendar_days":
        day = calendar.working_day_from(start.date() + timedelta(days=limit.amount))
        return hours.closing(day, calendar)
    day = calendar.nth_working_day_after(start.date(), limit.amount)
    if limit.hour_rule == "hour_of_receipt":
        return _at_hour(day, start, calendar, hours)
    return hours.closing(day, calendar)


def _extended(
    end: datetime, extension: Extension, calendar: WorkCalendar, hours: OfficeHours
) -> datetime:
    if extension.unit == "hours":
        return add_working_minutes(end, extension.amount * 60, calendar, hours)
    if extension.unit == "calendar_days":
        day = calendar.working_day_from(end.date() + timedelta(days=extension.amount))
        return hours.closing(day, calendar)
    day = calendar.nth_working_day_after(end.date(), extension.amount)
    return _at_hour(day, end, calendar, hours)


def _at_hour(day: date, like: datetime, calendar: WorkCalendar, hours: OfficeHours) -> datetime:
    """Return ``day`` at the hour of ``like``, or the nearest hour worked on that day."""
    moment = datetime.combine(day, like.time(), HANOI)
    return min(max(moment, hours.opening(day, calendar)), hours.closing(day, calendar))


def _apart(pauses: Iterable[Pause], start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the ended pauses in order, cut at ``start`` and where they overlap."""
    counted_to = start
    for pause in sorted(pauses, key=lambda pause: pause.start):
        if pause.end is not None and to_minute(pause.end) > counted_to:
            yield max(to_minute(pause.start), counted_to), to_minute(pause.end)
            counted_to = to_minute(pause.end)
