"""DuckDB and Spark, column by column; needs PySpark (the extra `spark`) and Java 17."""

import logging
from dataclasses import replace

import pytest

from motcua.reconcile import mapping, normalise
from motcua.reconcile.duckdb_engine import DuckDBEngine
from motcua.reconcile.names import FORMS, forms
from motcua.reconcile.source import open_side
from motcua.reconcile.tests import towns
from motcua.reconcile.tests.legacy import tcvn3, telex, vni

pytest.importorskip("pyspark", reason="PySpark is not installed; it is the extra 'spark'")

ODD_NAMES = (
    "  Trần  Thị   Hoà ", "NGUYỄN THUÝ KIỀU", "H'Mông Y-Ban", "Đỗ Đức  Đạt", "Nguye\u0302\u0303n Va\u0306n A",
    "Nguyeenx Vawn Tris", "Nguyen6 Van8 A1", "Trương Mỹ Uyên", "Ksor H'Bia", "Siu Blơi", "O'Brien Zoë",
    "Lê V. Tám", "Ông Bà (Nguyễn)", "?", "123", "Nguyễn\tVăn\u00a0B", "ÂU DƯƠNG PHONG", "Kpă Ñim", "Phạm Quý Tỵ",
)  # fmt: skip
ODD_IDS = ("001099012345", "1099012345", "012345678", "12345678", "1,2E+11", "001 099 012 345",
           "001099012345.0", "abc", "0", "999999999999999999999", "'001099012345")  # fmt: skip
ODD_BIRTHS = ("1955", "03/1990", "12/25/1990", "27031999", "00/00/1955", "31/02/1980", "hôm qua")


def odd_town():
    """Every encoding of two hundred names, and every oddity that files have shown."""
    register = towns.people(200)
    rows = towns.rows_of(register)
    for i, write in enumerate((tcvn3, vni, telex, str.upper)):
        for row in rows[i * 40 : i * 40 + 40]:
            row["name"] = write(row["name"])
    for i, name in enumerate(ODD_NAMES):
        rows[-1 - i]["name"] = name
    for i, paper in enumerate(ODD_IDS):
        rows[i]["paper"] = paper
    for i, birth in enumerate(ODD_BIRTHS):
        rows[20 + i]["birth"] = birth
    rows[50] |= {"name": None, "birth": None, "sex": None, "xa": None, "tinh": None, "paper": None}
    return register, rows


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    from pyspark.sql import SparkSession

    from motcua.reconcile.spark_engine import SparkEngine, local_settings

    folder = tmp_path_factory.mktemp("spark")
    # hundreds of statements over hundreds of rows: compiling each would take longer than the work
    small = {"spark.sql.shuffle.partitions": "1", "spark.sql.codegen.wholeStage": "false",
             "spark.sql.codegen.factoryMode": "NO_CODEGEN", "spark.sql.adaptive.enabled": "false"}  # fmt: skip
    builder = SparkSession.builder.master("local[1]")
    for name, value in (local_settings(folder, 1024, 1) | small).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    logging.getLogger("py4j").setLevel(logging.WARNING)  # it talks while the interpreter ends
    yield SparkEngine(folder, 1024, 1)
    session.stop()


def test_every_normalised_column_is_the_same_on_both_engines(tmp_path, spark):
    request = towns.write(tmp_path, *odd_town())
    columns = mapping.load(request.mapping)
    found = []
    for engine in (DuckDBEngine(tmp_path / "spill", 500, 1), spark):
        open_side(engine, "p", request.population, columns.population, "p")
        open_side(engine, "s", request.sector, columns.sector, "s")
        normalise.population(engine, columns.population, None)
        normalise.sector(engine, columns.sector, None)
        rows = engine.rows(
            "SELECT rn, id12, id9, birth, sex, province, district, commune, other, nid"
            " FROM s_rows ORDER BY rn"
        )
        names = engine.rows(
            f"SELECT * FROM ({forms(engine.sql, '(SELECT rn, full_name AS raw FROM s_raw)', 'rn')})"
            " AS f ORDER BY rn"
        )
        counts = engine.rows(
            "SELECT nid, n, words, n_acc, n_fold, n_given FROM s_names ORDER BY nid"
        )
        found.append((rows, names, counts))
    (rows, names, counts), (other_rows, other_names, other_counts) = found
    for column, form in enumerate(("rn", *FORMS)):
        pairs = zip(names, other_names, strict=True)
        assert [(form, a, b) for a, b in pairs if a[column] != b[column]] == []
    assert rows == other_rows
    assert counts == other_counts


def test_both_engines_link_the_same_people(tmp_path, spark):
    register = towns.people(600)
    sector = towns.spoiled(towns.rows_of(register), 0.2, lambda row: {**row, "paper": None})
    request = towns.write(tmp_path, register, sector)
    here = towns.links(request)
    there = towns.links(replace(request, out=tmp_path / "there", engine="spark"))
    for key, row in here.items():
        assert there[key]["person_id"] == row["person_id"]
        assert there[key]["outcome"] == row["outcome"]
        assert abs((there[key]["probability"] or 0) - (row["probability"] or 0)) < 1e-5
