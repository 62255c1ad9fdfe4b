"""The enterprises that the simulated business register knows; all invented."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Enterprise:
    """``state`` is in the register's own words; the founding day is ISO."""

    code: str
    name: str
    kind: str
    state: str
    representatives: tuple[str, ...]
    address: str
    founded: str


@cache
def by_code() -> dict[str, Enterprise]:
    text = files(__package__).joinpath("enterprises.csv").read_text(encoding="utf-8")
    found = (
        Enterprise(**{**row, "representatives": tuple(row["representatives"].split(";"))})
        for row in csv.DictReader(text.splitlines())
    )
    return {one.code: one for one in found}
