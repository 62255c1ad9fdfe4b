"""Reads copies of the national catalogue (Cơ sở dữ liệu quốc gia về TTHC) into index rows.

Three shapes are read: the list as JSON Lines (also gzipped), a zip of detail records (JSON) and a
zip of printed records (text with ``Mã thủ tục:`` and other headings).
"""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.kernel.documents import Fault

_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_LEVELS = {"cấp bộ": "ministry", "cấp tỉnh": "province", "cấp xã": "commune"}
_FLAGS = {"isMinistry": "ministry", "isProvince": "province", "isWard": "commune"}
_LISTED = {"Bộ": "ministry", "Sở": "province", "Ủy ban nhân dân cấp xã": "commune"}


@dataclass(frozen=True, order=True)
class NationalRow:
    """A procedure of the national catalogue; ``levels`` of ministry, province, commune."""

    code: str
    name: str
    field: str
    publisher: str
    levels: tuple[str, ...]
    state: str


class UnknownFormat(Exception):
    """The file is none of the shapes that this module reads."""


@dataclass
class Imported:
    """``rows`` by code, the last one given counting; ``again`` are codes given more than once."""

    rows: dict[str, NationalRow]
    again: list[str]
    faults: list[Fault]


def read(file: Path) -> Imported:
    """Read a whole file; raises ``UnknownFormat``. Faulty records are told, the others kept."""
    imported = Imported({}, [], [])
    for place, record in _records(file):
        row = _row(record)
        if not _CODE.fullmatch(row.code) or not row.name:
            wrong = f"code {row.code!r}, name {row.name[:40]!r}"
            fault = Fault(file.name, place, wrong, "a code such as 1.001193 and a name")
            imported.faults.append(fault)
            continue
        if row.code in imported.rows:
            imported.again.append(row.code)
        imported.rows[row.code] = row
    return imported


def _records(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            yield from _zipped(archive)
    elif file.name.endswith((".jsonl", ".jsonl.gz")):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            yield from _lines(lines)
    else:
        raise UnknownFormat(f"{file.name}: expected .jsonl, .jsonl.gz or .zip")


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(lines, 1):
        yield f"line {number}", _json(line)


def _zipped(archive: zipfile.ZipFile) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in archive.namelist():
        if name.endswith(".json"):
            record = _json(archive.read(name).decode("utf-8"))
            yield name, record.get("data") or record
        elif name.endswith(".txt"):
            yield name, _printed(archive.read(name).decode("utf-8"))


def _json(text: str) -> Mapping[str, Any]:
    try:
        record = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return record if isinstance(record, dict) else {}


def _printed(text: str) -> Mapping[str, Any]:
    """Read the headings above the first list; a heading without a value has none."""
    head = dict(
        re.findall(r"^([^:\n]+): *(.*)$", text.split("Trình tự thực hiện")[0], re.MULTILINE)
    )
    said = re.split(r"[,;]", head.get("Cấp thực hiện", ""))
    return {
        "code": head.get("Mã thủ tục", "").strip(),
        "name": head.get("Tên thủ tục", "").strip(),
        "categories": [head.get("Lĩnh vực", "").strip()],
        "levels": [_LEVELS[level] for word in said if (level := word.strip().lower()) in _LEVELS],
    }


def _row(record: Mapping[str, Any]) -> NationalRow:
    category = record.get("category")
    named = [category.get("name", "")] if isinstance(category, dict) else record.get("categories")
    publisher = record.get("departmentPromulgate") or record.get("departmentPromulgateName")
    return NationalRow(
        code=str(record.get("code", "")).strip(),
        name=" ".join(str(record.get("name", "")).split()),
        field=str((named or [""])[0]),
        publisher=str(publisher or ""),
        levels=tuple(dict.fromkeys(_levels(record))),
        state=str(record.get("state") or ""),
    )


def _levels(record: Mapping[str, Any]) -> Iterator[str]:
    yield from record.get("levels", ())
    yield from (level for flag, level in _FLAGS.items() if record.get(flag))
    for agency in record.get("departments") or ():
        yield from (level for start, level in _LISTED.items() if str(agency).startswith(start))
