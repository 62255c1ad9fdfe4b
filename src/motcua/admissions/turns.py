"""The order that the published lottery gives candidates.

Two candidates with the same number keep the order of their codes; how often that happens is
told in the manifest, since a lottery that leaves ties was not drawn well.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from motcua.admissions.codes import Codes
from motcua.admissions.refusal import Faults


def turns_of(
    candidates: pa.Table, codes: Codes, needed: bool, faults: Faults
) -> tuple[pa.Array | None, npt.NDArray[np.int32], int]:
    """Return the lottery numbers by place of candidate, each place's turn, and how many share.

    The smallest number goes first. Without a lottery, turns follow the codes.
    """
    count = len(codes)
    no_lottery = (None, np.arange(count, dtype=np.int32), 0)
    if "lottery" not in candidates.column_names:
        if needed:
            sentence = "thiếu cột lottery (số bốc thăm), cần cho quy tắc strict"
            faults.whole("candidates", "lottery_missing", sentence)
        return no_lottery
    column = candidates["lottery"]
    empty = column.is_null(nan_is_null=True)
    if pc.any(empty).as_py():
        if needed:
            rows = np.flatnonzero(empty.to_numpy())
            faults.rows(
                "candidates",
                "lottery_missing",
                "thiếu số bốc thăm",
                rows,
                lambda row: f"thí sinh {candidates['candidate'][row].as_py()}",
            )
        return no_lottery
    if len(codes.repeated):
        return no_lottery
    lottery = _by_place(column, codes)
    order = _order(lottery)
    turn = np.empty(count, dtype=np.int32)
    turn[order] = np.arange(count, dtype=np.int32)
    drawn = lottery.take(pa.array(order))
    shared = pc.sum(pc.equal(drawn[1:], drawn[:-1])).as_py() or 0
    return lottery, turn, shared


def _by_place(column: pa.ChunkedArray, codes: Codes) -> pa.Array:
    values = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    row_at = np.empty(len(codes), dtype=np.int64)
    row_at[codes.place_of_row] = np.arange(len(codes))
    if np.array_equal(row_at, np.arange(len(codes))):
        return values
    return values.take(pa.array(row_at))


def _order(lottery: pa.Array) -> npt.NDArray[np.int64]:
    """Return the places in ascending order of lottery number, then of code."""
    count = len(lottery)
    if not pa.types.is_integer(lottery.type):
        ranks = pc.rank(lottery, tiebreaker="dense").to_numpy().astype(np.int64)
    else:
        ranks = lottery.to_numpy().astype(np.int64, copy=False)
    bits = max(count - 1, 1).bit_length()
    low, high = (int(ranks.min()), int(ranks.max())) if count else (0, 0)
    if high - low < 4 * count:
        holder = np.full(high - low + 1, -1, dtype=np.int64)
        holder[ranks - low] = np.arange(count)
        held = holder[holder >= 0]
        if len(held) == count:
            return held
    if int(ranks.min()) >= 0 and int(ranks.max()).bit_length() + bits <= 63:
        packed = np.sort(ranks << bits | np.arange(count))
        return packed & ((1 << bits) - 1)
    return np.argsort(ranks, kind="stable")
