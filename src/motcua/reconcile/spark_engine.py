"""Apache Spark 4 and later, for those who outgrow one machine; tested in local mode.

Tables are Parquet in the scratch folder, so that each statement is one Spark job and a lost
executor recomputes little. On a cluster the scratch folder must be one that all nodes share.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from pyspark.sql.types import StringType

from motcua.reconcile.dialect import SPARK
from motcua.reconcile.engine import Column

ROWS_PER_GROUP = 122_880


class SparkEngine:
    """Runs the shared SQL on the active Spark session, or on a local one."""

    sql = SPARK

    def __init__(self, scratch: Path, memory_mb: int, threads: int) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._scratch = scratch
        self._made = 0
        active = SparkSession.getActiveSession()
        self._owned = active is None
        self._session = active or _local_session(scratch, memory_mb, threads)
        _register_nfc(self._session)

    def view(self, name: str, select: str) -> None:
        self._session.sql(select).createOrReplaceTempView(name)

    def table(self, name: str, select: str) -> None:
        folder = self._fresh(name)
        self._session.sql(select).write.parquet(str(folder))
        self.reuse(name, folder)

    def drop(self, *names: str) -> None:
        for name in names:
            self._session.catalog.dropTempView(name)

    def arrays(self, select: str) -> dict[str, Column]:
        table = self._session.sql(select).toArrow()
        return {name: _array(table.column(name)) for name in table.column_names}

    def rows(self, select: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self._session.sql(select).collect()]

    def put(self, name: str, columns: Mapping[str, Column]) -> None:
        path = self._fresh(name).with_suffix(".parquet")
        pq.write_table(pa.table(dict(columns)), path)
        self.reuse(name, path)

    def keep(self, name: str, path: Path) -> None:
        self._session.table(name).write.parquet(str(path))

    def reuse(self, name: str, path: Path) -> None:
        self._session.read.parquet(str(path)).createOrReplaceTempView(name)

    def write(self, select: str, path: Path) -> None:
        """Bring the ordered rows here, partition by partition, into one file."""
        found = self._session.sql(select)
        draft = self._fresh("written")
        found.write.parquet(str(draft))
        parts = sorted(draft.glob("part-*.parquet"))
        schema = pq.read_schema(parts[0]).remove_metadata()
        with pq.ParquetWriter(path, schema, compression="zstd") as out:
            for part in parts:
                out.write_table(
                    pq.read_table(part).replace_schema_metadata(None),
                    row_group_size=ROWS_PER_GROUP,
                )
        shutil.rmtree(draft)

    def columns(self, path: Path) -> dict[str, str]:
        return dict(self._session.read.parquet(str(path)).dtypes)

    def close(self) -> None:
        if self._owned:
            self._session.stop()

    def _fresh(self, name: str) -> Path:
        self._made += 1
        return self._scratch / f"{self._made:04}-{name}"


def _register_nfc(session: SparkSession) -> None:
    # nested, so that it travels by value and the workers need not have this package
    def nfc(text: str | None) -> str | None:
        return None if text is None else unicodedata.normalize("NFC", text)

    session.udf.register("motcua_nfc", nfc, StringType())


def local_settings(scratch: Path, memory_mb: int, threads: int) -> dict[str, str]:
    """Return the settings of a session on this machine alone, that listens to nobody else."""
    return {
        "spark.driver.memory": f"{max(memory_mb, 1024)}m",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.pyspark.python": sys.executable,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(4 * threads),
        "spark.sql.session.timeZone": "Asia/Ho_Chi_Minh",
        "spark.sql.ansi.enabled": "false",
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.log.level": "ERROR",
    }


def _local_session(scratch: Path, memory_mb: int, threads: int) -> SparkSession:
    builder = SparkSession.builder.master(f"local[{threads}]").appName("motcua-reconcile")
    for name, value in local_settings(scratch, memory_mb, threads).items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _array(column: pa.ChunkedArray) -> Column:
    filler: object = "" if pa.types.is_string(column.type) else 0
    if pa.types.is_floating(column.type):
        filler = float("nan")
    return np.asarray(column.fill_null(filler).to_numpy())
