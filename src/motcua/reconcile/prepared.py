"""The population register, read once and kept for every sector and every month.

A folder holds p_names, p_rows and the small dictionaries as Parquet, and a manifest that says
of which file, by which mapping and versions they were made, and what was found in the register.
Anything else is made anew.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import PLACES, Mapping
from motcua.reconcile.output import MANIFEST, whole, write_json
from motcua.reconcile.quality import Finding

FORMAT = 5
_TABLES = (
    "p_names", "p_rows", "p_birth", "p_sex", "p_place", "n_acc", "n_fold", "n_given",
    "p_shared_id12", "p_shared_id9",
)  # fmt: skip


@dataclass(frozen=True)
class Register:
    """What was found in the register, before and after its columns were read."""

    raw: list[Finding]
    read: list[Finding]


def description(engine: Engine, digests: dict[str, str], mapping: Mapping) -> dict[str, Any]:
    """Return what the kept tables depend on."""
    side = mapping.population
    described = {
        "format": FORMAT,
        "engine": engine.sql.name,
        "population": digests["population"],
        "columns": {"key": side.key, **side.fields, "extra": dict(side.extra)},
        "old_geography": side.old_geography,
    }
    if side.old_geography and "crosswalk" in digests:
        described["crosswalk"] = digests["crosswalk"]
    return described


def reuse(
    folder: Path, engine: Engine, mapping: Mapping, wanted: dict[str, Any]
) -> Register | None:
    """Name the register's tables from ``folder``; None when it holds no such register."""
    kept = _read(folder / MANIFEST)
    if not isinstance(kept, dict) or kept.get("made_of") != wanted:
        return None
    for name in _tables(mapping):
        engine.reuse(name, folder / f"{name}.parquet")
    return Register(*([Finding(**found) for found in kept[stage]] for stage in ("raw", "read")))


def keep(
    folder: Path, engine: Engine, mapping: Mapping, wanted: dict[str, Any], found: Register
) -> None:
    """Write the register's tables; they appear whole."""
    with whole(folder) as draft:
        for name in _tables(mapping):
            engine.keep(name, draft / f"{name}.parquet")
        write_json(draft / MANIFEST, {"made_of": wanted, **asdict(found)})


def _tables(mapping: Mapping) -> list[str]:
    fields = mapping.population.fields
    absent = {"p_birth": "birth", "p_sex": "sex"}
    kept = [name for name in _TABLES if absent.get(name, "birth") in fields or name not in absent]
    if not any(part in fields for part in PLACES):
        kept.remove("p_place")
    return kept


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
