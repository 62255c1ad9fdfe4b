"""Every programme's applicants from best to last, as one array of positions.

A preference's *position* is its place in the list of its programme: by score, then by rank,
then by lottery. The programmes' lists lie end to end. Deferred acceptance then needs nothing
but one byte per position (held or not) and one cut per programme that only ever rises towards
the best, because whoever is refused once is refused for good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from motcua.admissions.instance import Instance, Ints

Longs = npt.NDArray[np.int64]


class Widths(NamedTuple):
    """Bits that each part of a packed preference takes."""

    score: int
    rank: int
    turn: int


@dataclass(frozen=True)
class Order:
    """Positions of all preferences; rows are those of the instance."""

    start: Longs  # of each programme's list; one more entry closes the last
    eligible: Longs  # end of the part of each list that reaches the floor
    at: Ints  # position of each row
    row: Ints  # row of each position
    group: npt.NDArray[np.signedinteger]  # same programme, same score; ascending
    programme: Ints  # of each row
    more: npt.NDArray[np.bool_]  # whether the row is followed by another of the same list


Sort = Callable[[Longs], Longs]


def _rows_by_merit(
    instance: Instance, widths: Widths, sort: Sort
) -> tuple[Ints, npt.NDArray[np.signedinteger]]:
    """Return the row and the score group of every position.

    The packed number holds all that decides, so one sort of plain numbers is enough; its
    last parts, rank and turn, lead back to the row unless a list skips ranks.
    """
    packed = instance.programme.astype(np.int64)
    packed <<= widths.score
    packed += instance.top_score
    packed -= instance.score
    packed <<= widths.rank
    packed |= instance.rank
    packed <<= widths.turn
    packed |= instance.turn[instance.owner]
    before = (instance.first[:-1] - 1).astype(np.int32)
    if _gapless(instance, before):
        packed = sort(packed)
        by_turn = np.empty_like(before)
        by_turn[instance.turn] = before
        row = by_turn[packed & ((1 << widths.turn) - 1)]
        row += (packed >> widths.turn & ((1 << widths.rank) - 1)).astype(np.int32)
    else:
        row = np.argsort(packed).astype(np.int32)
        packed = packed[row]
    packed >>= widths.rank + widths.turn
    return row, packed.astype(np.int32) if packed[-1] < 2**31 else packed


def _gapless(instance: Instance, before: Ints) -> bool:
    """Tell whether every list is ranked 1, 2, 3 and so on."""
    expected = np.arange(len(instance.rank), dtype=np.int32)
    expected -= before[instance.owner]
    return np.array_equal(instance.rank, expected)


def _in_place(packed: Longs) -> Longs:
    packed.sort()
    return packed


def order_of(instance: Instance, sort: Sort = _in_place) -> Order:
    """Sort the preferences as the programmes see them."""
    widths = Widths(
        score=instance.top_score.bit_length(),
        rank=int(instance.rank.max(initial=0)).bit_length(),
        turn=len(instance.candidates).bit_length(),
    )
    row, group = _rows_by_merit(instance, widths, sort)
    at = np.empty(len(row), dtype=np.int32)
    at[row] = np.arange(len(row), dtype=np.int32)
    more = np.ones(len(row), dtype=bool)
    more[instance.first[1:] - 1] = False
    places = np.arange(len(instance.programmes) + 1, dtype=np.int64) << widths.score
    floors = places[:-1] + instance.top_score - instance.floor
    return Order(
        start=np.searchsorted(group, places.astype(group.dtype)),
        eligible=np.searchsorted(group, floors.astype(group.dtype), side="right"),
        at=at,
        row=row,
        group=group,
        programme=instance.programme,
        more=more,
    )
