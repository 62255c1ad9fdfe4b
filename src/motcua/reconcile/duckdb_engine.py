"""DuckDB inside this process: a stated memory limit, and spill to the scratch folder."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from motcua.reconcile.dialect import DUCKDB, quoted
from motcua.reconcile.engine import Column

ROWS_PER_GROUP, LOADED_SHARE = 122_880, 0.5


class DuckDBEngine:
    """The default engine."""

    sql = DUCKDB

    def __init__(self, scratch: Path, memory_mb: int, threads: int) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._memory_bytes = memory_mb * 1_000_000
        self._read_in_place: set[str] = set()
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": f"{memory_mb}MB",
                "threads": threads,
                "temp_directory": str(scratch),
                "preserve_insertion_order": False,
                "block_allocator_memory": f"{memory_mb // 2}MB",  # blocks used again, not given back
                "autoinstall_known_extensions": False,
            },
        )
        self._connection.execute("SET enable_progress_bar = false")

    def view(self, name: str, select: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS {select}")

    def table(self, name: str, select: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS {select}")

    def drop(self, *names: str) -> None:
        for name in names:
            kind = "VIEW" if name in self._read_in_place else "TABLE"
            self._connection.execute(f"DROP {kind} IF EXISTS {name}")

    def arrays(self, select: str) -> dict[str, Column]:
        found = self._connection.execute(select).fetchnumpy()
        return {name: _filled(values) for name, values in found.items()}

    def rows(self, select: str) -> list[tuple[object, ...]]:
        return self._connection.execute(select).fetchall()

    def put(self, name: str, columns: Mapping[str, Column]) -> None:
        self._connection.register("handed_over", pa.table(dict(columns)))
        self.table(name, "SELECT * FROM handed_over")
        self._connection.unregister("handed_over")

    def keep(self, name: str, path: Path) -> None:
        self._connection.execute(
            f"COPY {name} TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        )

    def reuse(self, name: str, path: Path) -> None:
        """Load the file when it is small beside the memory limit, since it is read many times."""
        found = pq.read_metadata(path)
        size = sum(found.row_group(i).total_byte_size for i in range(found.num_row_groups))
        select = f"SELECT * FROM read_parquet({quoted(str(path))})"
        if size < LOADED_SHARE * self._memory_bytes:
            self.table(name, select)
        else:
            self.view(name, select)
            self._read_in_place.add(name)

    def write(self, select: str, path: Path) -> None:
        self._connection.execute(
            f"COPY ({select}) TO {quoted(str(path))} "
            f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROWS_PER_GROUP})"
        )

    def columns(self, path: Path) -> dict[str, str]:
        found = self.rows(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(path))})")
        return {str(row[0]): str(row[1]).lower() for row in found}

    def close(self) -> None:
        self._connection.close()


def _filled(values: Column) -> Column:
    if isinstance(values, np.ma.MaskedArray):
        filler = np.nan if values.dtype.kind == "f" else ("" if values.dtype.kind == "O" else 0)
        return np.asarray(values.filled(filler))
    return values
