"""The sort and the one-by-one finish compiled by Numba (the ``fast`` extra): the same bytes.

Importing this module needs Numba; the first run on a machine compiles for some seconds and
keeps the result beside the module (or in ``NUMBA_CACHE_DIR``).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from motcua.admissions.order import Longs, Order

DIGIT = 11  # bits sorted in one pass

Bytes = npt.NDArray[np.uint8]


def sort(packed: Longs) -> Longs:
    """Sort numbers that are not negative, digit by digit."""
    if not len(packed):
        return packed
    ordered: Longs = _sorted_by_digits(packed, int(packed.max()).bit_length())
    return ordered


def finish(order: Order, held: Bytes, cut: Longs, quota: Longs, ties: bool, rows: Longs) -> Bytes:
    """Move everyone whose next preference is in ``rows`` until nobody moves any more."""
    count = np.diff(np.searchsorted(np.flatnonzero(held), order.start))
    more = order.more.view(np.uint8)
    group = order.group if ties else order.group[:0]
    _finish(
        order.at, order.row, order.programme, more, group, order.start, cut, quota, rows,
        held, count,
    )  # fmt: skip
    return held


@numba.njit(cache=True, nogil=True)
def _sorted_by_digits(packed: Any, bits: int) -> Any:
    """Sort by the lowest digit first, each pass keeping the order of the last."""
    other = np.empty_like(packed)
    mask = (1 << DIGIT) - 1
    for shift in range(0, bits, DIGIT):
        begin = np.zeros(mask + 2, dtype=np.int64)
        for value in packed:
            begin[(value >> shift & mask) + 1] += 1
        for digit in range(mask + 1):
            begin[digit + 1] += begin[digit]
        for value in packed:
            digit = value >> shift & mask
            other[begin[digit]] = value
            begin[digit] += 1
        packed, other = other, packed
    return packed


@numba.njit(cache=True, nogil=True)
def _next_reached(row: Any, at: Any, programme: Any, more: Any, cut: Any) -> Any:
    """Return the first row of the list, from ``row`` on, that lies before the cut, or -1."""
    while at[row] >= cut[programme[row]]:
        if not more[row]:
            return -1
        row += 1
    return row


@numba.njit(cache=True, nogil=True)
def _clear(low: Any, high: Any, held: Any, row_at: Any, more: Any, waiting: Any, size: Any) -> Any:
    """Empty the seats from ``low`` to ``high``; put the next rows of those who sat there."""
    for position in range(low, high):
        if held[position]:
            held[position] = 0
            row = row_at[position]
            if more[row]:
                waiting[size] = row + 1
                size += 1
    return size


@numba.njit(cache=True, nogil=True)
def _tail_before(end: Any, begin: Any, group: Any, held: Any) -> Any:
    """Return where the last score group before ``end`` begins, and how many in it are held."""
    low = end - 1
    count = np.int64(held[low])
    if len(group):
        while low > begin and group[low - 1] == group[low]:
            low -= 1
            count += held[low]
    return low, count


@numba.njit(cache=True, nogil=True)
def _finish(
    at: Any,
    row_at: Any,
    programme: Any,
    more: Any,
    group: Any,
    start: Any,
    cut: Any,
    quota: Any,
    rows: Any,
    held: Any,
    count: Any,
) -> None:
    tail, in_tail = cut.copy(), np.zeros(len(cut), dtype=np.int64)
    waiting = np.empty(len(held) + 1, dtype=np.int64)
    for first in rows:
        waiting[0] = first
        size = 1
        while size:
            size -= 1
            row = _next_reached(waiting[size], at, programme, more, cut)
            if row < 0:
                continue
            position, there = at[row], programme[row]
            held[position] = 1
            count[there] += 1
            in_tail[there] += position >= tail[there]
            while count[there] - in_tail[there] >= quota[there]:
                size = _clear(tail[there], cut[there], held, row_at, more, waiting, size)
                count[there] -= in_tail[there]
                cut[there] = tail[there]
                tail[there], in_tail[there] = _tail_before(cut[there], start[there], group, held)
