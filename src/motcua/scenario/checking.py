"""Hold the national side's tables against the ledger: dossier by dossier, step by step. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from motcua.scenario.ledger import Entry, Step, wire_moment

NAMED = 20


@dataclass
class Seen:
    """A dossier as the national side shows it; ``look`` is its word about lateness."""

    status: int
    due_at: datetime | None
    finished_at: datetime | None
    look: str
    steps: Counter[Step] = field(default_factory=Counter)


@dataclass
class Findings:
    """What differs; every list names codes, so that each can be looked up."""

    lost: list[str] = field(default_factory=list)  # dossiers not there
    lost_steps: int = 0
    doubled: list[str] = field(default_factory=list)  # with a step too many, or filed by nobody
    wrong_status: list[str] = field(default_factory=list)
    wrong_times: list[str] = field(default_factory=list)
    falsely_late: list[str] = field(default_factory=list)
    falsely_in_time: list[str] = field(default_factory=list)
    synchronised: int = 0

    def named(self) -> dict[str, list[str]]:
        lists = {name: found for name, found in vars(self).items() if isinstance(found, list)}
        return {name: sorted(found)[:NAMED] for name, found in lists.items() if found}


def compare(entries: Mapping[str, Entry], seen: Mapping[str, Seen], now: datetime) -> Findings:
    """Return what the national side shows other than the ledger says."""
    found = Findings(doubled=sorted(seen.keys() - entries.keys()))
    for code, entry in entries.items():
        there = seen.get(code)
        if there is None:
            found.lost.append(code)
            found.lost_steps += entry.steps.total()
        else:
            _one(entry, there, now, found)
    return found


def silent_finishes(
    entries: Iterable[Entry], seen: Mapping[str, Seen], now: datetime
) -> tuple[int, int]:
    """Return how many are finished in time, and of how many of them the news has not arrived.

    The second is what a portal that takes silence for lateness would show late by mistake, of
    dossiers whose promised day has passed.
    """
    due = [e for e in entries if e.finished_at and not e.is_late and e.due_at and e.due_at < now]
    unheard = [e for e in due if e.code not in seen or seen[e.code].finished_at is None]
    return len(due), len(unheard)


def _one(entry: Entry, there: Seen, now: datetime, found: Findings) -> None:
    missing, extra = difference(entry.steps, there.steps)
    found.lost_steps += missing
    tests: dict[str, bool] = {
        "doubled": extra > 0,
        "wrong_status": entry.status != there.status,
        "wrong_times": not _same_times(entry, there),
        "falsely_late": there.look == "late" and not entry.was_late_at(now),
        "falsely_in_time": _shown_in_time(entry, there),
    }
    for name in (name for name, wrong in tests.items() if wrong):
        getattr(found, name).append(entry.code)
    found.synchronised += not missing and not any(tests.values())


def difference(told: Counter[Step], there: Counter[Step]) -> tuple[int, int]:
    """Return how many steps are missing and how many are too many.

    A step without moment (the worker's own) is any one left over with its status.
    """
    missing, extra = told - there, there - told
    for moment, status in list(missing):
        if not moment:
            fits = next((step for step in extra if step[1] == status), None)
            if fits is not None:
                missing -= Counter([(moment, status)])
                extra -= Counter([fits])
    return missing.total(), extra.total()


def _same_times(entry: Entry, there: Seen) -> bool:
    both = ((entry.due_at, there.due_at), (entry.finished_at, there.finished_at))
    return all(_same(ours, theirs) for ours, theirs in both)


def _same(ours: datetime | None, theirs: datetime | None) -> bool:
    return (ours and wire_moment(ours)) == (theirs and wire_moment(theirs))


def _shown_in_time(entry: Entry, there: Seen) -> bool:
    """Whether a dossier finished after its last promised day is shown as done in time."""
    unfinished = entry.finished_at is None or entry.due_at is None
    late = not unfinished and entry.finished_at.date() > entry.due_at.date()  # type: ignore[union-attr]
    return late and there.look == "done"
