"""The communes in which the synthetic people live (after 01/07/2025: two levels, no district).

All communes of Phú Thọ, so that each of them can register a birth, and some of other provinces;
nobody lives in those of weight 0. Codes and names are those of the General Statistics Office;
hamlets are partly invented.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Commune:
    code: str  # 5 digits, mã phường/xã
    name: str
    province_code: str  # 2 digits, mã tỉnh/thành
    province: str
    id_code: str  # first three digits of a personal id registered here before the merger
    weight: int
    peoples: tuple[tuple[str, int], ...]  # ethnicity code and its share
    hamlets: tuple[str, ...]


@cache
def by_code() -> dict[str, Commune]:
    text = files(__package__).joinpath("communes.csv").read_text(encoding="utf-8")
    return {row["code"]: _commune(row) for row in csv.DictReader(text.splitlines())}


def _commune(row: dict[str, str]) -> Commune:
    peoples = (part.split(":") for part in row["peoples"].split())
    return Commune(
        code=row["code"],
        name=row["name"],
        province_code=row["province_code"],
        province=row["province"],
        id_code=row["id_code"],
        weight=int(row["weight"]),
        peoples=tuple((code, int(share)) for code, share in peoples),
        hamlets=tuple(row["hamlets"].split("|")),
    )
