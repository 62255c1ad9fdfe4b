"""Opens the engine that the user asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow.parquet as pq

from motcua.reconcile.duckdb_engine import DuckDBEngine
from motcua.reconcile.engine import Engine
from motcua.reconcile.source import BadInput

ENGINES = ("duckdb", "spark")
BYTES_PER_ROW, LEAST_MB, SHARE_OF_MACHINE = 110, 150, 0.6


def opened(
    name: str, scratch: Path, files: dict[str, Path], memory_mb: int | None, threads: int
) -> Engine:
    """Return an engine with its scratch folder; raises BadInput when Spark is not installed."""
    memory = memory_mb or default_memory_mb(sum(rows(path) for path in files.values()))
    if name == "duckdb":
        return DuckDBEngine(scratch / "spill", memory, threads)
    try:
        from motcua.reconcile.spark_engine import SparkEngine
    except ModuleNotFoundError as error:
        raise BadInput("Chưa cài PySpark; cài bằng: pip install 'motcua[spark]'") from error
    return SparkEngine(scratch / "tables", memory, threads)


def rows(path: Path) -> int:
    """Return the number of rows of a Parquet file."""
    return int(pq.read_metadata(path).num_rows)


def default_memory_mb(rows_of_both: int) -> int:
    """Return the memory limit for so many rows: room for them, at most 60 % of the machine."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    wanted = LEAST_MB + rows_of_both * BYTES_PER_ROW // 1_000_000
    return min(wanted, int(SHARE_OF_MACHINE * machine / 1_000_000))
