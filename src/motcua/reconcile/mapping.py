"""The mapping file: which column of a register or sector file holds which fact."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PLACES = ("province", "district", "commune", "address")
IDS = ("personal_id", "old_id")
KIN = ("father", "mother", "spouse")
FIELDS = ("full_name", "sex", "birth", *IDS, *PLACES, "household")
KIN_FIELDS = tuple(f"{who}_{what}" for who in KIN for what in ("name", "id"))
SIDE_SETTINGS = ("key", "extra", "geography")
CROSSWALK = ("file", "old_commune", "commune", "province")


class BadMapping(ValueError):
    """The mapping file cannot be used; ``faults`` says why, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Side:
    """Columns of one file: ``fields`` from our name to theirs, ``extra`` from label to theirs."""

    key: str
    fields: Table[str, str] = field(default_factory=dict)
    extra: Table[str, str] = field(default_factory=dict)
    old_geography: bool = False

    def columns(self) -> list[str]:
        """Return every column of the file that is read."""
        return list(dict.fromkeys([self.key, *self.fields.values(), *self.extra.values()]))


@dataclass(frozen=True)
class Crosswalk:
    """Old three-level communes and the communes of 2025 they became."""

    file: Path
    old_commune: str
    commune: str
    province: str | None


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file."""

    population: Side
    sector: Side
    crosswalk: Crosswalk | None = None
    one_row_per_person: bool = True

    def kin_to_find_at_home(self) -> list[str]:
        """Return the names of relatives that only the sector has, when households are known."""
        register = self.population.fields
        if not {"household", "full_name"} <= set(register):
            return []
        names = (f"{who}_name" for who in KIN)
        return [name for name in names if name in self.sector.fields and name not in register]

    def compared_extras(self) -> list[str]:
        """Return our column names of the kin facts and extra keys that both files have."""
        kin = [name for name in KIN_FIELDS if name in self.population.fields]
        both = [name for name in kin if name in self.sector.fields]
        shared = [label for label in self.population.extra if label in self.sector.extra]
        return both + [extra_column(label) for label in shared]


def extra_column(label: str) -> str:
    """Return the column in which an extra key travels, safe in SQL whatever the label."""
    return (
        "x_" + "".join(c if c.isascii() and c.isalnum() else f"{ord(c):x}" for c in label).lower()
    )


def load(path: Path) -> Mapping:
    """Read a mapping file; raises BadMapping with every fault at once."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (dòng {mark.line + 1})" if mark else ""
        raise BadMapping([f"Không đọc được tệp ánh xạ {path.name}{where}"]) from error
    return parse(found, path.parent)


def parse(found: Any, folder: Path) -> Mapping:
    """Check a mapping already read; file names in it are relative to ``folder``."""
    if not isinstance(found, dict):
        raise BadMapping(["Tệp ánh xạ phải có các mục population và sector"])
    faults: list[str] = []
    known = {"population", "sector", "crosswalk", "one_row_per_person"}
    faults += [f"Mục không hiểu: {name}" for name in found if name not in known]
    sides = {name: _side(name, found.get(name), faults) for name in ("population", "sector")}
    crosswalk = _crosswalk(found["crosswalk"], folder, faults) if "crosswalk" in found else None
    single = found.get("one_row_per_person", True)
    if not isinstance(single, bool):
        faults.append("one_row_per_person phải là true hoặc false")
    if faults:
        raise BadMapping(faults)
    return Mapping(sides["population"], sides["sector"], crosswalk, single)


def _side(name: str, found: Any, faults: list[str]) -> Side:
    if not isinstance(found, dict) or not isinstance(found.get("key"), str):
        faults.append(f"{name}: thiếu cột khóa (key)")
        return Side("")
    allowed = (*FIELDS, *KIN_FIELDS, *SIDE_SETTINGS)
    faults += [f"{name}: không hiểu mục {key}" for key in found if key not in allowed]
    extra = found.get("extra") or {}
    if not isinstance(extra, dict):
        faults.append(f"{name}: extra phải là danh sách nhãn: tên cột")
        extra = {}
    columns = {key: value for key, value in found.items() if key in (*FIELDS, *KIN_FIELDS)}
    for key, value in [*columns.items(), *extra.items()]:
        if not isinstance(value, str):
            faults.append(f"{name}: {key} phải là tên một cột")
    geography = found.get("geography", "old" if "district" in columns else "new")
    if geography not in ("old", "new"):
        faults.append(f"{name}: geography phải là old hoặc new")
    return Side(found["key"], columns, extra, geography == "old")


def _crosswalk(found: Any, folder: Path, faults: list[str]) -> Crosswalk | None:
    if not isinstance(found, dict):
        faults.append("crosswalk: phải có file, old_commune, commune")
        return None
    faults += [f"crosswalk: không hiểu mục {key}" for key in found if key not in CROSSWALK]
    missing = [key for key in CROSSWALK[:3] if not isinstance(found.get(key), str)]
    if missing:
        faults.append(f"crosswalk: thiếu {', '.join(missing)}")
        return None
    return Crosswalk(
        folder / found["file"], found["old_commune"], found["commune"], found.get("province")
    )
