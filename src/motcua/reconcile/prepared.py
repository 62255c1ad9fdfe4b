"""The population register, read once and kept for every sector and every month.

A folder holds p_names, p_rows and the small dictionaries as Parquet, and a manifest that says
of which file, by which mapping and versions they were made. Anything else is made anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from motcua.reconcile import normalise
from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import Mapping
from motcua.reconcile.output import MANIFEST, digest, whole, write_json
from motcua.reconcile.places import Successors

FORMAT = 1
_TABLES = ("p_names", "p_rows", "p_birth", "p_sex", "p_place", "n_acc", "n_fold", "n_given")


def population(
    folder: Path,
    engine: Engine,
    inputs: list[tuple[str, Path]],
    mapping: Mapping,
    successors: Successors | None,
) -> bool:
    """Name the register's tables from ``folder``, made now when they do not fit; True if reused."""
    files = dict(inputs)
    wanted = _description(engine, files, mapping)
    reused = bool(_read(folder / MANIFEST) == wanted)
    if not reused:
        normalise.population(engine, mapping.population, successors)
        with whole(folder) as draft:
            for name in _tables(engine, mapping):
                engine.keep(name, draft / f"{name}.parquet")
            write_json(draft / MANIFEST, wanted)
    else:
        for name in _tables(engine, mapping):
            engine.reuse(name, folder / f"{name}.parquet")
    return reused


def _description(engine: Engine, files: dict[str, Path], mapping: Mapping) -> dict[str, Any]:
    side = mapping.population
    described = {
        "format": FORMAT,
        "engine": engine.sql.name,
        "population": digest(files["population"]),
        "columns": {"key": side.key, **side.fields, "extra": dict(side.extra)},
        "old_geography": side.old_geography,
    }
    if side.old_geography and "crosswalk" in files:
        described["crosswalk"] = digest(files["crosswalk"])
    return described


def _tables(engine: Engine, mapping: Mapping) -> list[str]:
    fields = mapping.population.fields
    absent = {"p_birth": "birth", "p_sex": "sex"}
    kept = [name for name in _TABLES if absent.get(name, "birth") in fields or name not in absent]
    if not any(part in fields for part in ("province", "district", "commune", "address")):
        kept.remove("p_place")
    return kept


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
