"""Deferred acceptance in rounds over arrays, then one by one for the few who still move.

Rounds are cheap while thousands move in each and hopeless on a long chain of displacements;
the one-by-one finish is the other way round.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from motcua.admissions.one_by_one import finish as one_by_one
from motcua.admissions.order import Longs, Order

Bytes = npt.NDArray[np.uint8]
Finish = Callable[[Order, Bytes, Longs, Longs, bool, Longs], Bytes]


def settle(
    order: Order, quota: Longs, ties: bool, opening: Longs, few: int, finish: Finish = one_by_one
) -> Bytes:
    """Return which positions are held when nobody moves any more.

    ``opening`` are the rows of the first preferences; with ``few`` movers or less left,
    ``finish`` moves them one by one.
    """
    held = np.zeros(len(order.row), dtype=np.uint8)
    cut = np.where(quota > 0, order.eligible, order.start[:-1])
    rows = opening
    while len(rows) > few:
        _propose(order, held, cut, rows)
        rows = _displace(order, held, cut, quota, ties)
    return finish(order, held, cut, quota, ties, rows) if len(rows) else held


def _propose(order: Order, held: Bytes, cut: Longs, rows: Longs) -> None:
    """Let every mover take the first preference from ``rows`` on that lies before the cut."""
    programme = order.programme
    while len(rows):
        position = order.at[rows]
        reached = position < cut[programme[rows]]
        held[position[reached]] = 1
        rows = rows[~reached]
        rows = rows[order.more[rows]] + 1


def _displace(order: Order, held: Bytes, cut: Longs, quota: Longs, ties: bool) -> Longs:
    """Raise the cuts of full programmes; return the next rows of those who fall behind them."""
    taken = np.flatnonzero(held)
    bounds = np.searchsorted(taken, order.start)
    count = np.diff(bounds)
    full = np.flatnonzero((count >= quota) & (quota > 0))
    last = taken[bounds[full] + quota[full] - 1]
    if ties:
        cut[full] = np.searchsorted(order.group, order.group[last], side="right")
    else:
        cut[full] = last + 1
    fallen = taken[taken >= np.repeat(cut, count)]
    held[fallen] = 0
    rows = order.row[fallen].astype(np.int64)
    return rows[order.more[rows]] + 1
