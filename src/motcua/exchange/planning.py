"""Which message of a lane goes next. Pure rules over what waits.

Only whole-dossier snapshots coalesce: the newest stands for the older ones and takes the place
of the oldest. Progress rows all go, in order, and only once the destination knows the dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A delivery that is not acknowledged."""

    id: int
    ordinal: int
    kind: str
    coalesce: bool
    cause: UUID
    request_id: str = ""
    body: str | None
    quarantined: bool


@dataclass(frozen=True)
class Step:
    """One message: what it carries, and the ids of older snapshots that it makes needless."""

    carries: tuple[Waiting, ...]
    supersedes: tuple[int, ...] = ()


def next_step(waiting: Sequence[Waiting], *, known: bool, batch: int = 1) -> Step | None:
    """Return the next message of a lane, or None when nothing may go.

    ``waiting`` is in order of ordinal. ``batch`` is how many progress rows one message may
    carry. A refused snapshot holds back the rows of a dossier that the destination does not
    know yet, and nothing else.
    """
    snapshots = [one for one in waiting if one.coalesce]
    rows = [one for one in waiting if not one.coalesce and not one.quarantined]
    if snapshots and not snapshots[-1].quarantined:
        place = snapshots[0].ordinal
        rows = [row for row in rows if known and row.ordinal < place]
        if not rows:
            return Step((snapshots[-1],), tuple(one.id for one in snapshots[:-1]))
    elif snapshots and not known:
        return None
    if not rows:
        return None
    alike = takewhile(lambda row: row.kind == rows[0].kind, rows[:batch])
    return Step(tuple(alike))
