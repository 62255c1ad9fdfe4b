"""Deferred acceptance one mover at a time: immune to long chains, slow on whole nations."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from motcua.admissions.order import Longs, Order

Bytes = npt.NDArray[np.uint8]


def finish(order: Order, held: Bytes, cut: Longs, quota: Longs, ties: bool, rows: Longs) -> Bytes:
    """Move everyone whose next preference is in ``rows`` until nobody moves any more."""
    seats = bytearray(held)
    start, limit, places = order.start.tolist(), cut.tolist(), quota.tolist()
    count = np.diff(np.searchsorted(np.flatnonzero(held), order.start)).tolist()
    at, row_at, programme, group, more = (
        column.data  # a view whose entries are plain numbers, faster one by one than an array
        for column in (order.at, order.row, order.programme, order.group, order.more)
    )
    waiting = rows.tolist()
    while waiting:
        row = waiting.pop()
        position, there = at[row], programme[row]
        if position >= limit[there]:
            if more[row]:
                waiting.append(row + 1)
            continue
        seats[position] = 1
        count[there] += 1
        while count[there] >= places[there]:
            last = seats.rfind(1, start[there], limit[there])
            tail = bisect_left(group, group[last], start[there], last) if ties else last
            fallen = seats.count(1, tail, limit[there])
            if count[there] - fallen < places[there]:
                break
            waiting += _clear(seats, tail, limit[there], row_at, more)
            count[there] -= fallen
            limit[there] = tail
    return np.frombuffer(seats, dtype=np.uint8)


def _clear(
    seats: bytearray, low: int, high: int, row_at: memoryview, more: memoryview
) -> list[int]:
    """Empty the seats from ``low`` to ``high``; return the next rows of those who sat there."""
    following = []
    position = seats.find(1, low, high)
    while position >= 0:
        seats[position] = 0
        row = row_at[position]
        if more[row]:
            following.append(row + 1)
        position = seats.find(1, position + 1, high)
    return following
