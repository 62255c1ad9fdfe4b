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

ROWS_PER_GROUP = 262_144


class DuckDBEngine:
    """The default engine."""

    sql = DUCKDB

    def __init__(self, scratch: Path, memory_mb: int, threads: int) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._scratch = scratch
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": f"{memory_mb}MB",
                "threads": threads,
                "temp_directory": str(scratch),
                "preserve_insertion_order": False,
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
            self._connection.execute(f"DROP TABLE IF EXISTS {name}")

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
        self.view(name, f"SELECT * FROM read_parquet({quoted(str(path))})")

    def write(self, select: str, path: Path) -> None:
        reader = self._connection.sql(select).to_arrow_reader(ROWS_PER_GROUP)
        with pq.ParquetWriter(path, reader.schema, compression="zstd") as out:
            waiting: list[pa.RecordBatch] = []
            for batch in reader:
                waiting.append(batch)
                if sum(map(len, waiting)) >= ROWS_PER_GROUP:
                    waiting = _written(out, waiting)
            if waiting:
                out.write_table(pa.Table.from_batches(waiting))

    def columns(self, path: Path) -> dict[str, str]:
        found = self.rows(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(path))})")
        return {str(row[0]): str(row[1]).lower() for row in found}

    def close(self) -> None:
        self._connection.close()


def _written(out: pq.ParquetWriter, batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """Write whole row groups and return what is left over, so that cuts never depend on timing."""
    table = pa.Table.from_batches(batches)
    whole = len(table) // ROWS_PER_GROUP * ROWS_PER_GROUP
    out.write_table(table.slice(0, whole), row_group_size=ROWS_PER_GROUP)
    return list(table.slice(whole).to_batches())


def _filled(values: Column) -> Column:
    if isinstance(values, np.ma.MaskedArray):
        filler = np.nan if values.dtype.kind == "f" else ("" if values.dtype.kind == "O" else 0)
        return np.asarray(values.filled(filler))
    return values
