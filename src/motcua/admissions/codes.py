"""Codes of candidates and programmes, whole numbers or text, as places in ascending order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Codes:
    """The codes in ascending order, and the place of each row of the file they came from."""

    ascending: pa.Array
    place_of_row: Places
    repeated: npt.NDArray[np.intp]  # rows whose code an earlier row has

    def __len__(self) -> int:
        return len(self.ascending)

    def name(self, place: int) -> str:
        return str(self.ascending[place].as_py())

    def locate(self, column: pa.ChunkedArray) -> Places:
        """Return the place of every code of ``column``, -1 where it is unknown or null."""
        if pa.types.is_dictionary(column.type):
            whole = column.unify_dictionaries().combine_chunks()
            if isinstance(whole, pa.ChunkedArray):
                whole = whole.chunk(0) if whole.num_chunks else pa.array([], column.type)
            table = np.append(self.locate(pa.chunked_array([whole.dictionary])), np.int32(-1))
            indices = pc.fill_null(whole.indices, len(table) - 1)
            return _picked(table, indices.to_numpy(zero_copy_only=False))
        if pa.types.is_integer(column.type) and column.null_count == 0:
            dense = self._locate_dense(column.to_numpy())
            if dense is not None:
                return dense
        found = pc.index_in(column.cast(self.ascending.type), value_set=self.ascending)
        places: Places = pc.fill_null(found, -1).to_numpy().astype(np.int32, copy=False)
        return places

    def _locate_dense(self, values: npt.NDArray[Any]) -> Places | None:
        """Look codes up in a table when they fill their range well enough."""
        if not len(self) or not len(values):
            return None
        low, high = self.ascending[0].as_py(), self.ascending[-1].as_py()
        if high - low > 4 * len(self) + 1024:
            return None
        table = np.full(high - low + 2, -1, dtype=np.int32)
        table[self.ascending.to_numpy() - low] = np.arange(len(self), dtype=np.int32)
        if low == 0 and int(values.min()) >= 0 and int(values.max()) <= high:
            return _picked(table, values)
        outside = (values < low) | (values > high)
        shifted = np.where(outside, high + 1, values).astype(np.int64) - low
        return _picked(table, shifted)


def _picked(table: Places, places: npt.NDArray[Any]) -> Places:
    picked: Places = table[places]
    return picked


def same_kind(left: pa.ChunkedArray, right: pa.ChunkedArray) -> tuple[Any, Any]:
    """Return both columns as 64-bit whole numbers, or both as text when one of them is text."""
    if _is_whole(left.type) and _is_whole(right.type):
        return left, right
    return _as_text(left), _as_text(right)


def codes_of(column: pa.ChunkedArray) -> Codes:
    """Sort the codes of a column that holds no null."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    values = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    if _is_whole(values.type):
        values = values.cast(pa.int64())
    count = len(values)
    if _ascending(values):
        rows = np.arange(count, dtype=np.int32)
        return Codes(values, rows, np.empty(0, dtype=np.intp))
    order = pc.array_sort_indices(values).to_numpy()
    ordered = values.take(pa.array(order))
    fresh = np.ones(count, dtype=bool)
    fresh[1:] = pc.not_equal(ordered[1:], ordered[:-1]).to_numpy(zero_copy_only=False)
    place_of_row = np.empty(count, dtype=np.int32)
    place_of_row[order] = np.cumsum(fresh) - 1
    repeated = np.sort(order[~fresh]).astype(np.intp)
    return Codes(ordered.filter(pa.array(fresh)), place_of_row, repeated)


def _is_whole(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind))


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_dictionary(column.type) and pa.types.is_string(column.type.value_type):
        return column
    return column.cast(pa.string())


def _ascending(values: pa.Array) -> bool:
    if len(values) < 2:
        return True
    return bool(pc.all(pc.greater(values[1:], values[:-1])).as_py())
