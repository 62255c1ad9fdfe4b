"""A small register and sector file with a known answer, written for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from motcua.reconcile import Request, reconcile

MAPPING = """\
population: {key: id, personal_id: id, full_name: name, sex: sex, birth: birth, province: tinh,
  commune: xa}
sector: {key: row, personal_id: paper, full_name: name, sex: sex, birth: birth, province: tinh,
  commune: xa}
"""
SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Mai",
    "Lương",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Đức",
    "Ngọc",
    "Minh",
    "Thu",
    "Hữu",
    "Thanh",
    "Kim",
    "Xuân",
    "Quang",
    "Bảo",
    "Diệu",
    "Công",
    "Như",
]
GIVENS = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Hòa",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Uyên",
    "Vinh",
    "Yến",
]

Row = dict[str, Any]


def people(size: int, seed: int = 7) -> list[Row]:
    """Draw a register with ids that tell the truth about sex and year."""
    dice = Random(seed)
    out = []
    for number in range(size):
        female, year = dice.random() < 0.5, dice.randint(1940, 2020)
        digit = (2 if year >= 2000 else 0) + female
        out.append({
            "id": f"0{dice.randint(10, 96)}{digit}{year % 100:02}{number:06}",
            "name": " ".join(dice.choice(pool) for pool in (SURNAMES, MIDDLES, MIDDLES, GIVENS)),
            "sex": "Nữ" if female else "Nam",
            "birth": f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "tinh": f"{dice.randint(1, 34):02}",
            "xa": f"{dice.randint(1, 300):05}",
        })  # fmt: skip
    return out


def rows_of(register: list[Row]) -> list[Row]:
    """Return a sector row for each person, as it should be."""
    return [{"row": f"S{i}", "paper": person["id"], **person} for i, person in enumerate(register)]


def write(folder: Path, register: list[Row], sector: list[Row], mapping: str = MAPPING) -> Request:
    """Write the two files and the mapping; return the request to match them."""
    for name, rows in (("P", register), ("S", sector)):
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    (folder / "M.yaml").write_text(mapping, encoding="utf-8")
    return Request(
        population=folder / "P.parquet",
        sector=folder / "S.parquet",
        mapping=folder / "M.yaml",
        out=folder / "out",
        memory_mb=500,
        threads=1,
    )


def links(request: Request) -> dict[str, Row]:
    """Run and return the links by row key."""
    reconcile(request)
    found = pq.read_table(request.out / "links.parquet").to_pylist()
    return {row["key"]: row for row in found}


def spoiled(sector: list[Row], share: float, change: Callable[[Row], Row]) -> list[Row]:
    """Change the first ``share`` of the rows."""
    edge = int(len(sector) * share)
    return [change(dict(row)) if i < edge else row for i, row in enumerate(sector)]
