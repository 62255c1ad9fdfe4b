"""Opens the engine that the user asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from motcua.reconcile.duckdb_engine import DuckDBEngine
from motcua.reconcile.engine import Engine
from motcua.reconcile.source import BadInput

ENGINES = ("duckdb", "spark")
BYTES_PER_ROW, BYTES_PER_EXTRA, LEAST_MB, SHARE_OF_MACHINE = 110, 80, 180, 0.6


def opened(
    name: str, scratch: Path, files: dict[str, Path], memory_mb: int, threads: int
) -> Engine:
    """Return an engine with its scratch folder; raises BadInput when Spark is not installed."""
    if name == "duckdb":
        return DuckDBEngine(scratch / "spill", memory_mb, threads)
    try:
        from motcua.reconcile.spark_engine import SparkEngine
    except ModuleNotFoundError as error:
        raise BadInput("Chưa cài PySpark; cài bằng: pip install 'motcua[spark]'") from error
    return SparkEngine(scratch / "tables", memory_mb, threads)


def rows(path: Path) -> int:
    """Return the number of rows of a Parquet file; raises BadInput when it is none."""
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException) as error:
        raise BadInput(f"{path.name}: tệp Parquet hỏng hoặc không đọc được") from error


def default_memory_mb(files: dict[str, Path], extras: int) -> int:
    """Return the memory limit: room for the rows and their extra keys, at most 60 % of the machine."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    each = BYTES_PER_ROW + BYTES_PER_EXTRA * extras
    wanted = LEAST_MB + sum(rows(path) for path in files.values()) * each // 1_000_000
    return min(wanted, int(SHARE_OF_MACHINE * machine / 1_000_000))
