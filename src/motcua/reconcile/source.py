"""Opening the two files: CSV becomes Parquet of texts, columns are checked against the mapping."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

import re
from pathlib import Path

import duckdb

from motcua.reconcile.dialect import quoted
from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import Crosswalk, Side, extra_column
from motcua.reconcile.places import Successors
from motcua.reconcile.values import code


class BadInput(ValueError):
    """A file cannot be used; the text says why, in Vietnamese, for whoever sent it."""


def as_parquet(path: Path, scratch: Path) -> Path:
    """Return a Parquet file with the rows of ``path``; raises BadInput when it cannot be read."""
    if not path.is_file():
        raise BadInput(f"Không thấy tệp {path.name}")
    if path.suffix.lower() == ".parquet":
        return path
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise BadInput(f"{path.name}: chỉ đọc được Parquet hoặc CSV")
    scratch.mkdir(parents=True, exist_ok=True)
    converted = scratch / f"{path.stem}.parquet"
    if not path.stat().st_size:
        raise BadInput(f"{path.name}: tệp trống, không có cả dòng tên cột")
    read = f"read_csv({quoted(str(path))}, all_varchar = true, header = true, skip = 0)"
    try:
        with duckdb.connect() as connection:
            connection.execute(f"COPY (FROM {read}) TO {quoted(str(converted))} (FORMAT parquet)")
    except duckdb.Error as error:
        raise BadInput(f"{path.name}: {_csv_fault(str(error))}") from error
    return converted


def _csv_fault(reason: str) -> str:
    line = re.search(r"Line: ?(\d+)", reason)
    where = f" ở dòng {line.group(1)}" if line else ""
    if "unicode" in reason.lower() or "utf-8" in reason.lower():
        return f"không phải UTF-8{where}; đề nghị lưu lại dạng 'CSV UTF-8' rồi chạy lại"
    return f"không đọc được CSV{where}; đề nghị kiểm tra số cột và dấu ngoặc kép của dòng đó"


def open_side(engine: Engine, name: str, path: Path, side: Side, label: str) -> None:
    """Name the view ``{name}_raw``: rn, k, and every mapped column as text under our name.

    ``rn`` is the row's ordinal in the file, ``k`` the row key, x_… an extra key.
    """
    try:
        columns = engine.columns(path)
    except duckdb.Error as error:
        raise BadInput(f"{label}: tệp Parquet hỏng hoặc không đọc được") from error
    missing = [column for column in side.columns() if column not in columns]
    if missing:
        listed = ", ".join(missing)
        raise BadInput(f"{label}: không có cột {listed}; tệp có các cột {', '.join(columns)}")
    chosen = {"k": side.key, **side.fields}
    chosen |= {extra_column(label): column for label, column in side.extra.items()}
    texts = [f"{_text(engine, column, columns)} AS {ours}" for ours, column in chosen.items()]
    engine.view(
        f"{name}_raw",
        f"SELECT {engine.sql.row_number()} AS rn, {', '.join(texts)}"
        f" FROM {engine.sql.read_parquet(str(path))}",
    )


def _text(engine: Engine, column: str, types: dict[str, str]) -> str:
    quoting = '"' if engine.sql.name == "duckdb" else "`"
    named = quoting + column.replace(quoting, quoting * 2) + quoting
    kind = types[column]
    if kind.startswith(("date", "timestamp")):
        return engine.sql.text_of_date(named)
    if kind.startswith(("double", "float", "decimal")):
        named = f"CAST({named} AS bigint)"
    text = named if kind in ("varchar", "string") else f"CAST({named} AS varchar(64))"
    # what begins above a space is not blank: seen without looking through the text
    return f"CASE WHEN {text} >= '!' OR trim({text}) <> '' THEN {text} END"


def successors(crosswalk: Crosswalk | None) -> Successors | None:
    """Read which communes (and provinces) each old commune became; None without a crosswalk."""
    if crosswalk is None:
        return None
    if not crosswalk.file.is_file():
        raise BadInput(f"Không thấy bảng chuyển đổi địa giới {crosswalk.file.name}")
    wanted = [crosswalk.old_commune, crosswalk.commune, crosswalk.province]
    columns = ", ".join('"' + c.replace('"', '""') + '"' if c else "NULL" for c in wanted)
    with duckdb.connect() as connection:
        try:
            rows = connection.execute(
                f"SELECT DISTINCT {columns} FROM {quoted(str(crosswalk.file))} ORDER BY ALL"
            ).fetchall()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise BadInput(f"{crosswalk.file.name}: không đọc được ({reason})") from error
    became: dict[str, list[tuple[str, str | None]]] = {}
    for old, new, province in rows:
        old_code, new_code = (code(None if text is None else str(text)) for text in (old, new))
        if old_code and new_code:
            there = (new_code, code(None if province is None else str(province)))
            became.setdefault(old_code, []).append(there)
    return {old: tuple(places) for old, places in became.items()}
