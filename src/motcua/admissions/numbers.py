"""Columns of whole numbers, with every cell that is not one named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from motcua.admissions.refusal import Faults

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Limits:
    """The lowest and highest value allowed, and how a fault of this column is called."""

    code: str
    word: str
    low: int
    high: int


def whole(
    table: pa.Table,
    file: str,
    column: str,
    limits: Limits,
    faults: Faults,
    name: Callable[[int], str],
) -> tuple[npt.NDArray[Any], Mask | None]:
    """Return the column's whole numbers, and which rows are good (None: all of them).

    Empty cells, NaN, fractions and values outside the limits are noted in ``faults``.
    """
    values = table.column(column)
    if pa.types.is_integer(values.type) and values.null_count == 0:
        numbers = values.cast(pa.int64()).to_numpy() if _is_uint64(values) else values.to_numpy()
        empty = broken = None
    else:
        numbers, empty, broken = _numbers_in(values)
    if empty is not None and empty.any():
        faults.rows(
            file, f"{limits.code}_missing", f"thiếu {limits.word}", np.flatnonzero(empty), name
        )
    if broken is not None and broken.any():
        sentence = f"{limits.word} không phải là số nguyên"
        faults.rows(file, f"{limits.code}_not_whole", sentence, np.flatnonzero(broken), name)
    outside = _outside(numbers, limits)
    if outside is not None:
        sentence = f"{limits.word} ngoài khoảng {limits.low} đến {limits.high}"
        if empty is not None and broken is not None:
            outside &= ~empty & ~broken
        faults.rows(file, f"{limits.code}_out_of_range", sentence, np.flatnonzero(outside), name)
    bad = [mask for mask in (empty, broken, outside) if mask is not None and mask.any()]
    return numbers, ~np.logical_or.reduce(bad) if bad else None


def _is_uint64(values: pa.ChunkedArray) -> bool:
    """Tell the one kind of whole number that NumPy does not mix with the others."""
    return bool(values.type == pa.uint64())


def _outside(numbers: npt.NDArray[Any], limits: Limits) -> Mask | None:
    if not len(numbers) or (numbers.min() >= limits.low and numbers.max() <= limits.high):
        return None
    mask: Mask = (numbers < limits.low) | (numbers > limits.high)
    return mask


def _numbers_in(values: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], Mask, Mask]:
    """Return the numbers (0 where there is none), the empty cells, the cells that are no number."""
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    empty = values.is_null(nan_is_null=True).to_numpy()
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        text = pc.utf8_trim_whitespace(values)
        nan = pc.equal(pc.utf8_lower(text), "nan")
        empty |= pc.fill_null(nan, False).to_numpy()
        good = pc.fill_null(pc.match_substring_regex(text, r"^[+-]?[0-9]{1,18}$"), False)
        numbers = pc.fill_null(pc.if_else(good, text, "0").cast(pa.int64()), 0).to_numpy()
        return numbers, empty, ~good.to_numpy() & ~empty
    if pa.types.is_integer(values.type):
        return pc.fill_null(values, 0).to_numpy().astype(np.int64), empty, np.zeros_like(empty)
    if not (pa.types.is_floating(values.type) or pa.types.is_decimal(values.type)):
        return np.zeros(len(values), dtype=np.int64), empty, ~empty
    real = np.nan_to_num(pc.fill_null(values.cast(pa.float64()), 0.0).to_numpy(), nan=0.0)
    fits = (np.floor(real) == real) & (np.abs(real) < 2**53)
    return np.where(fits, real, 0).astype(np.int64), empty, ~fits & ~empty
