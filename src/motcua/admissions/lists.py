"""Every candidate's list of preferences, in order, checked row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from motcua.admissions.codes import Codes
from motcua.admissions.instance import LAST_RANK, Ints, Shorts
from motcua.admissions.numbers import Limits, Mask, whole
from motcua.admissions.refusal import Faults

LONG_LIST = 64  # beyond, a sort finds repeated programmes faster than comparing neighbours


@dataclass(frozen=True)
class Wishes:
    """The preferences as they were read, their two code columns made alike to the others'."""

    candidate: pa.ChunkedArray
    programme: pa.ChunkedArray
    table: pa.Table

    def name(self, row: int) -> str:
        rank = self.table["rank"][row].as_py()
        return (
            f"thí sinh {self.candidate[row].as_py()}, NV{rank}, "
            f"ngành {self.programme[row].as_py()} (dòng {row + 1})"
        )


class Listed(NamedTuple):
    """The last fields of an instance, in its order."""

    first: npt.NDArray[np.int64]
    owner: Ints
    rank: Shorts
    programme: Ints
    score: Shorts


class Rows(NamedTuple):
    """Rows in the order of their file; ``at`` are their numbers there, None when all are good."""

    candidate: Ints
    rank: npt.NDArray[Any]
    programme: Ints
    score: npt.NDArray[Any]
    at: npt.NDArray[np.intp] | None


def listed(wishes: Wishes, who: Codes, what: Codes, top_score: int, faults: Faults) -> Listed:
    """Sort the preferences by candidate and rank; note every fault found on the way."""
    if (len(who) | 1).bit_length() + sum(_widths(len(what), top_score)) > 63:
        faults.whole(
            "inputs", "too_large", f"{len(who)} thí sinh và {len(what)} ngành là quá nhiều"
        )
        faults.stop()
    rows = _good_rows(wishes, who, what, top_score, faults)
    ordered, distinct = _in_order(rows, len(what), top_score)
    first = np.zeros(len(who) + 1, dtype=np.int64)
    np.cumsum(np.bincount(ordered.candidate, minlength=len(who)), out=first[1:])
    if not distinct:
        _note_repeats(rows, rows.rank, "duplicate_rank", "trùng thứ tự nguyện vọng", wishes, faults)
    if _has_repeated_programme(ordered, first, len(what)):
        sentence = "trùng ngành trong cùng một danh sách nguyện vọng"
        _note_repeats(rows, rows.programme, "duplicate_programme", sentence, wishes, faults)
    return Listed(
        first,
        ordered.candidate,
        ordered.rank.astype(np.int16, copy=False),
        ordered.programme.astype(np.int32, copy=False),
        ordered.score.astype(np.int16, copy=False),
    )


def _good_rows(wishes: Wishes, who: Codes, what: Codes, top_score: int, faults: Faults) -> Rows:
    candidate, programme = who.locate(wishes.candidate), what.locate(wishes.programme)
    _note_silent_candidates(candidate, who, faults)
    known = _known(
        candidate, "unknown_candidate", "thí sinh không có trong danh sách thí sinh", wishes, faults
    )
    listed_too = _known(
        programme, "unknown_programme", "ngành không có trong danh sách ngành", wishes, faults
    )
    rank, rank_good = whole(
        wishes.table,
        "preferences",
        "rank",
        Limits("rank", "thứ tự nguyện vọng", 1, LAST_RANK),
        faults,
        wishes.name,
    )
    score, score_good = whole(
        wishes.table,
        "preferences",
        "score",
        Limits("score", "điểm xét tuyển (đơn vị 0,01 điểm)", 0, top_score),
        faults,
        wishes.name,
    )
    masks = [mask for mask in (known, listed_too, rank_good, score_good) if mask is not None]
    if not masks:
        return Rows(candidate, rank, programme, score, None)
    at = np.flatnonzero(np.logical_and.reduce(masks))
    return Rows(candidate[at], rank[at], programme[at], score[at], at)


def _known(places: Ints, code: str, sentence: str, wishes: Wishes, faults: Faults) -> Mask | None:
    if not len(places) or places.min() >= 0:
        return None
    faults.rows("preferences", code, sentence, np.flatnonzero(places < 0), wishes.name)
    good: Mask = places >= 0
    return good


def _note_silent_candidates(candidate: Ints, who: Codes, faults: Faults) -> None:
    speaks = np.zeros(len(who) + 1, dtype=bool)
    speaks[candidate] = True  # an unknown candidate, -1, falls on the spare entry
    faults.rows(
        "candidates",
        "no_preferences",
        "thí sinh không đăng ký nguyện vọng nào",
        np.flatnonzero(~speaks[:-1]),
        lambda place: f"thí sinh {who.name(place)}",
    )


def _in_order(rows: Rows, programmes: int, top_score: int) -> tuple[Rows, bool]:
    """Sort the rows by candidate and rank; tell whether every (candidate, rank) is distinct."""
    same = rows.candidate[1:] == rows.candidate[:-1]
    rising = rows.candidate[1:] > rows.candidate[:-1]
    rising |= same & (rows.rank[1:] > rows.rank[:-1])
    if rising.all():
        return rows, True
    # all four values of a row fit one 64-bit number, so that one sort moves the whole row
    widths = _widths(programmes, top_score)
    packed = rows.candidate.astype(np.int64)
    for width, part in zip(widths, (rows.rank, rows.programme, rows.score), strict=True):
        packed <<= width
        packed |= part
    packed.sort()
    parts: list[npt.NDArray[Any]] = []
    for width in reversed(widths):
        parts.append((packed & ((1 << width) - 1)).astype(np.int16 if width < 16 else np.int32))
        packed >>= width
    score, programme, rank = parts
    candidate = packed.astype(np.int32)
    del packed
    repeated = (candidate[1:] == candidate[:-1]) & (rank[1:] == rank[:-1])
    return Rows(candidate, rank, programme, score, None), not repeated.any()


def _widths(programmes: int, top_score: int) -> tuple[int, int, int]:
    """Return the bits that a rank, a programme and a score take."""
    return LAST_RANK.bit_length(), programmes.bit_length(), top_score.bit_length()


def _has_repeated_programme(ordered: Rows, first: npt.NDArray[np.int64], programmes: int) -> bool:
    owner, programme = ordered.candidate, ordered.programme
    longest = int(np.diff(first).max(initial=0))
    if longest > LONG_LIST:
        pairs = np.sort(owner.astype(np.int64) * programmes + programme)
        return bool((pairs[1:] == pairs[:-1]).any())
    for distance in range(1, longest):
        same = np.flatnonzero(programme[distance:] == programme[:-distance])
        if (owner[same] == owner[same + distance]).any():
            return True
    return False


def _note_repeats(
    rows: Rows,
    values: npt.NDArray[Any],
    code: str,
    sentence: str,
    wishes: Wishes,
    faults: Faults,
) -> None:
    """Note the rows whose (candidate, value) an earlier row of the file has too."""
    order = np.lexsort((values, rows.candidate))
    candidate, value = rows.candidate[order], values[order]
    again = (candidate[1:] == candidate[:-1]) & (value[1:] == value[:-1])
    found = np.sort(order[1:][again])
    at = found if rows.at is None else rows.at[found]
    faults.rows("preferences", code, sentence, at, wishes.name)
