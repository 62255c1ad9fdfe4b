"""What is replayed: how many dossiers, when, by which channel, at which level. Pure.

Report 004 counts 29,613 dossiers in early 2024, of which 10,071 online. Its days are moved to days
for which calendar and procedures are published; the shares stay.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from motcua.kernel.calendar import WorkCalendar
from motcua.kernel.clock import HANOI
from motcua.scenario.levels import COUNTER, ONLINE, Level

REPORTED_DOSSIERS = 29_613
REPORTED_ONLINE = 10_071
REPORTED_LOOK_UPS = 222
REPORTED_SYNCHRONISED = 0.17
REPORTED_FALSELY_LATE = 0.82
FAST = 20  # --fast is this part of the whole
FIRST = date(2026, 9, 21)
LAST = date(2026, 11, 20)
PLAIN_DAYS = 3  # the portal learns our extension of the wire only then
SAMPLED = 100  # one dossier in so many has its result rendered and signed
RUSH_HOUR = 35 / 75  # of a day's dossiers, in the first 90 minutes
MONDAY = 1.4


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One run; the same seed and size give the same people, days and temper of officials."""

    dossiers: int
    seed: int
    actors: int
    first: date = FIRST
    last: date = LAST

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(0), HANOI)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.last, time(18), HANOI)

    @property
    def extended_from(self) -> datetime:
        return self.begins + timedelta(days=PLAIN_DAYS)

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), default=str))

    @classmethod
    def read(cls, file: Path) -> Plan:
        said = json.loads(file.read_text())
        days = {name: date.fromisoformat(said[name]) for name in ("first", "last")}
        return cls(**{**said, **days})


@dataclass(frozen=True)
class Arrival:
    """A dossier that somebody will file: ``number`` counts from 0 in order of time."""

    number: int
    at: datetime
    online: bool
    level: Level

    @property
    def sampled(self) -> bool:
        return self.number % SAMPLED == SAMPLED // 2


def arrivals(plan: Plan, calendar: WorkCalendar) -> list[Arrival]:
    """Return who files when: at counters in office hours, online also in the evening and Sundays.

    The last three working days bring nothing new, so that most dossiers have ended.
    """
    chance = random.Random(plan.seed)  # noqa: S311 - a repeatable story
    days = [plan.first + timedelta(days=n) for n in range((plan.last - plan.first).days + 1)]
    working = [day for day in days if calendar.is_working(day)][:-3]
    many_online = round(plan.dossiers * REPORTED_ONLINE / REPORTED_DOSSIERS)
    drawn = sorted(
        (_moment(chance, working, online), online)
        for online in (number < many_online for number in range(plan.dossiers))
    )
    return [
        Arrival(number, at, online, _level(chance, online=online))
        for number, (at, online) in enumerate(drawn)
    ]


def ticks(plan: Plan) -> Iterator[datetime]:
    """Yield the moments to which the clock is set: hourly by day, once for a night."""
    day = plan.first
    while day <= plan.last:
        for hour in (*range(7, 19), 22):
            yield datetime.combine(day, time(hour), HANOI)
        day += timedelta(days=1)


def _level(chance: random.Random, *, online: bool) -> Level:
    shares = ONLINE if online else COUNTER
    (level,) = chance.choices([*shares], [*shares.values()])
    return level


def _moment(chance: random.Random, working: Sequence[date], online: bool) -> datetime:
    weights = [MONDAY if day.weekday() == 0 else 1.0 for day in working]
    (day,) = chance.choices(working, weights)
    if online and chance.random() < 0.3:
        return datetime.combine(day, time(18 + chance.randrange(4), chance.randrange(60)), HANOI)
    if chance.random() < RUSH_HOUR:
        minutes = 7 * 60 + chance.randrange(90)
    else:
        minutes = chance.choice((8 * 60 + 30, 13 * 60 + 30)) + chance.randrange(170)
    return datetime.combine(day, time(minutes // 60, minutes % 60), HANOI)
