"""Which days and hours offices work.

A calendar is published for a stretch of years. A day outside it is an error that names the day,
never a guess from weekdays: holidays of a coming year are fixed by notice.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Literal

from motcua.kernel.clock import HANOI

ONE_DAY = timedelta(days=1)
_SATURDAY = 5  # date.weekday()
_NOON = time(12)

HalfDay = Literal["morning", "afternoon"]
Session = tuple[datetime, datetime]


class CalendarNotPublished(Exception):
    """A count needs a day that the published calendar does not cover."""

    def __init__(self, day: date, first_day: date, last_day: date) -> None:
        super().__init__(
            f"Ngày {day:%d/%m/%Y} nằm ngoài lịch làm việc đã công bố "
            f"(từ {first_day:%d/%m/%Y} đến {last_day:%d/%m/%Y})"
        )
        self.day = day


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """The working days from ``first_day`` to ``last_day``, both included."""

    first_day: date
    last_day: date
    days_off: Mapping[date, str] = field(default_factory=dict)  # day → name of the holiday
    makeup_days: frozenset[date] = frozenset()  # ngày làm bù
    half_days: Mapping[date, HalfDay] = field(default_factory=dict)  # the half that is worked
    unverified: frozenset[date] = frozenset()  # expected, but not yet found in a notice

    def is_working(self, day: date) -> bool:
        if not self.first_day <= day <= self.last_day:
            raise CalendarNotPublished(day, self.first_day, self.last_day)
        if day in self.makeup_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``."""
        day += ONE_DAY
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def nth_working_day_after(self, day: date, count: int) -> date:
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_day_from(self, day: date) -> date:
        """Return ``day`` itself when it is worked, else the next working day."""
        return day if self.is_working(day) else self.next_working_day(day)

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days later than ``after`` up to and with ``until``."""
        if until <= after:
            return 0
        for day in (after + ONE_DAY, until):
            self.is_working(day)  # says which day is not published
        return self._worked_until(until) - self._worked_until(after)

    def _worked_until(self, day: date) -> int:
        return self._tally[(day - self.first_day).days + 1]

    @cached_property
    def _tally(self) -> list[int]:
        """How many days are worked before each published day, and before the day after the last."""
        days = range((self.last_day - self.first_day).days + 1)
        worked = (self.is_working(self.first_day + ONE_DAY * n) for n in days)
        return list(accumulate(worked, initial=0))


def joined(calendars: Sequence[WorkCalendar]) -> WorkCalendar:
    """Join calendars that follow on one another into one."""
    for earlier, later in pairwise(calendars):
        if later.first_day != earlier.last_day + ONE_DAY:
            raise ValueError(f"No calendar between {earlier.last_day} and {later.first_day}")
    return WorkCalendar(
        first_day=calendars[0].first_day,
        last_day=calendars[-1].last_day,
        days_off=ChainMap(*(dict(calendar.days_off) for calendar in calendars)),
        makeup_days=frozenset().union(*(calendar.makeup_days for calendar in calendars)),
        half_days=ChainMap(*(dict(calendar.half_days) for calendar in calendars)),
        unverified=frozenset().union(*(calendar.unverified for calendar in calendars)),
    )


@dataclass(frozen=True)
class OfficeHours:
    """The sessions of a full working day, in local time, in order."""

    sessions: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        edges = [edge for session in self.sessions for edge in session]
        if not edges or any(a >= b for a, b in pairwise(edges)):
            raise ValueError(f"Sessions must be in order and apart, got {self.sessions}")

    def on(self, day: date, calendar: WorkCalendar) -> list[Session]:
        """Return the sessions worked on ``day`` as aware moments; none on a day off."""
        if not calendar.is_working(day):
            return []
        half = calendar.half_days.get(day)
        return [
            (datetime.combine(day, start, HANOI), datetime.combine(day, end, HANOI))
            for start, end in self.sessions
            if half is None or (half == "morning") == (start < _NOON)
        ]

    def opening(self, day: date, calendar: WorkCalendar) -> datetime:
        return self.on(day, calendar)[0][0]

    def closing(self, day: date, calendar: WorkCalendar) -> datetime:
        return self.on(day, calendar)[-1][1]

    def sessions_from(self, moment: datetime, calendar: WorkCalendar) -> Iterator[Session]:
        """Yield the working stretches from ``moment`` on, the first one cut at ``moment``."""
        moment = moment.astimezone(HANOI)
        day = moment.date()
        while True:
            for start, end in self.on(day, calendar):
                if end > moment:
                    yield max(start, moment), end
            day += ONE_DAY
