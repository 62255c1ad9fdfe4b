"""When the gateway misbehaves and how: windows on the story's clock, and one draw a message. Pure.

The windows of ``reported`` are made up after report 004, which gives the outcome (17 % of the
dossiers synchronised in two months) and not the causes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta

from motcua.kernel.clock import HANOI

# Each is drawn for itself, in this order; the first that strikes decides.
KINDS = {
    "away": "takes the connection and closes it: nothing was passed on",
    "error": "answers 500 without passing the message on",
    "garbled": "answers 200 with a page instead of JSON, nothing passed on",
    "cut_request": "passes half of the message on and breaks off",
    "hold_request": "keeps the message until told otherwise, then passes it on",
    "late": "answers 504 and passes the message on later, behind newer ones",
    "unheard": "passes on and hears the answer, but the sender never does",
    "cut_answer": "passes on, then breaks off in the middle of the answer",
    "hold_answer": "passes on and keeps the answer until told otherwise",
    "duplicate": "passes the message on twice and gives the second answer",
}
BAD_DAYS = {
    "error": 0.30, "garbled": 0.03, "cut_request": 0.02, "late": 0.05, "unheard": 0.10,
    "cut_answer": 0.03, "duplicate": 0.08,
}  # fmt: skip
SLOW_HOURS = (time(8), time(11))
SLOW_S = 0.05
OUTAGE_DAYS = (1, 6)
DAYS_BETWEEN = (2, 6)


class BadPlan(ValueError):
    """The plan names a kind that does not exist, or its values make no sense."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """From a moment until another, each kind strikes with its probability.

    ``slow_s`` is added to every answer, in real seconds; no moments mean always.
    """

    since: datetime | None = None
    until: datetime | None = None
    chances: Mapping[str, float] = field(default_factory=dict)
    slow_s: float = 0.0

    def covers(self, now: datetime) -> bool:
        begun = self.since is None or self.since <= now
        return begun and (self.until is None or now < self.until)


def reported(first: date, last: date, seed: int) -> Iterator[Window]:
    """Yield the windows of a line as unstable as the one of report 004, for these days."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable story
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    day = begin
    while (day := day + timedelta(days=chance.randint(*DAYS_BETWEEN))) < end:
        back = day + timedelta(days=chance.randint(*OUTAGE_DAYS), hours=chance.randrange(24))
        yield Window(since=day, until=min(back, end), chances={"away": 1.0})
        day = back
    for number in range((end - begin).days):
        morning = first + timedelta(days=number)
        since, until = (datetime.combine(morning, at, HANOI) for at in SLOW_HOURS)
        yield Window(since=since, until=until, slow_s=SLOW_S)
    yield Window(since=begin, until=end, chances=BAD_DAYS)


def write(windows: Iterable[Window]) -> str:
    return json.dumps([asdict(window) for window in windows], default=datetime.isoformat)


def read(text: str) -> tuple[Window, ...]:
    """Return the windows of a plan; raises BadPlan."""
    try:
        rows = [dict(row) for row in json.loads(text)]
        windows = tuple(
            Window(
                since=_moment(row.get("since")),
                until=_moment(row.get("until")),
                chances={kind: float(p) for kind, p in row.get("chances", {}).items()},
                slow_s=float(row.get("slow_s", 0)),
            )
            for row in rows
        )
    except (ValueError, TypeError, AttributeError) as fault:
        raise BadPlan(str(fault)) from fault
    if unknown := {kind for window in windows for kind in window.chances} - KINDS.keys():
        raise BadPlan(f"{min(unknown)!r}: expected one of {', '.join(KINDS)}")
    return windows


def strikes(windows: Iterable[Window], now: datetime, chance: random.Random) -> str:
    """Draw for one message; return the kind that strikes, or '' when it passes."""
    chances: dict[str, float] = {}
    for window in windows:
        if window.covers(now):
            for kind, probability in window.chances.items():
                chances[kind] = max(probability, chances.get(kind, 0.0))
    return next((k for k in KINDS if k in chances and chance.random() < chances[k]), "")


def slowness(windows: Iterable[Window], now: datetime) -> float:
    return max((window.slow_s for window in windows if window.covers(now)), default=0.0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, HANOI)


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
