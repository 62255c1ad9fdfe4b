"""Whom a row may be: pairs that share a selective key, keys with many bearers left out.

Each key is one or two expressions over the columns of ``todo`` (t) and ``p_rows`` (p), hashed
to 64 bits; a NULL part makes no key. The caps bound the work at any size of the register.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from dataclasses import dataclass

from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import KIN_FIELDS

CAP, RARE, SINGULAR = 50, 10, 5


@dataclass(frozen=True)
class Key:
    """Parts of the row; ``register`` when the register's parts are written otherwise.

    ``within`` names a wider key: what it found for a row holds all that this one could find, so
    only rows for which the wider one has too many bearers are looked up by this one.
    """

    name: str
    parts: tuple[str, ...]
    register: tuple[str, ...] = ()
    cap: int = CAP
    within: str = ""


_DAY = "CASE WHEN {r}.birth % 100 > 0 THEN {r}.birth END"
_SWAPPED = (
    "CASE WHEN {r}.birth % 100 BETWEEN 1 AND 12 AND {r}.birth % 100 <> "
    "floor({r}.birth / 100.0) % 100 THEN floor({r}.birth / 10000.0) * 10000 "
    "+ ({r}.birth % 100) * 100 + floor({r}.birth / 100.0) % 100 END"
)
_YEAR = "CAST(floor({r}.birth / 10000.0) AS int)"
_MONTH = "CASE WHEN {r}.birth % 10000 > 0 THEN CAST(floor({r}.birth / 100.0) AS int) END"
_YEAR_DAY = f"CASE WHEN {{r}}.birth % 100 > 0 THEN {_YEAR} * 100 + {{r}}.birth % 100 END"
_ANNIVERSARY = "CASE WHEN {r}.birth % 100 > 0 THEN {r}.birth % 10000 END"
_HEAD = "CAST(floor({r}.id12 / 1e6) AS bigint)"
_TAIL = "{r}.id12 % 1000000"

KEYS = (
    Key("id12", ("{r}.id12",)),
    Key("id9", ("{r}.id9",)),
    Key("name", ("{r}.hs",), cap=SINGULAR),
    Key("name-commune", ("{r}.hs", "{r}.commune"), within="name"),
    Key("name-other-commune", ("{r}.hs", "{r}.other"), ("{r}.hs", "{r}.commune"), within="name"),
    Key("name-anniversary", ("{r}.hs", _ANNIVERSARY), cap=SINGULAR, within="name"),
    Key("name-year", ("{r}.hs", _YEAR), cap=RARE, within="name"),
    Key("name-year-province", ("{r}.hs", _YEAR, "{r}.province"), within="name-year"),
    Key("name-year-day", ("{r}.hs", _YEAR_DAY), within="name-year"),
    Key("name-month", ("{r}.hs", _MONTH), within="name-year"),
    Key("name-turned-birth", ("{r}.hs", _SWAPPED), ("{r}.hs", _DAY), within="name-year"),
    Key("name-birth", ("{r}.hs", _DAY), within="name-month"),
    Key("given-birth-province", ("{r}.hg", _DAY, "{r}.province")),
    Key("initials-birth-province", ("{r}.hi", _DAY, "{r}.province")),
    Key("initials-given-birth", ("{r}.hi", "{r}.hg", _DAY)),
    Key("birth-commune", (_DAY, "{r}.commune", "{r}.sex")),
    Key("birth-other-commune", (_DAY, "{r}.other", "{r}.sex"), (_DAY, "{r}.commune", "{r}.sex")),
    Key("given-year-commune", ("{r}.hg", _YEAR, "{r}.commune")),
    Key("initials-year-commune", ("{r}.hi", _YEAR, "{r}.commune")),
    Key("id-head-initials-given", (_HEAD, "{r}.hi", "{r}.hg")),
    Key("household-of-id", ("{r}.owner_home",), ("{r}.household",)),
    Key("id-tail-given", (_TAIL, "{r}.hg")),
    Key("id-tail-birth", (_TAIL, _DAY)),
)


def extra_key(column: str) -> Key:
    """Return the key of an extra column that both files have; relatives are shared, so with hg."""
    alone = (f"{{r}}.{column}",)
    return Key(column, ("{r}.hg", *alone) if column in KIN_FIELDS else alone)


def find(engine: Engine, keys: list[Key], rows: str) -> None:
    """Make ``pairs`` (rn, pid), each pair once, for the rows of a table shaped as ``todo``."""
    wider = {key.within for key in keys if key.within}
    for number, key in enumerate(keys):
        _pairs_of_key(engine, key, number, rows)
        if key.name in wider:
            crowded = "SELECT w.rn FROM wanted AS w SEMI JOIN common AS c ON c.h = w.h"
            engine.table(_crowded(key.name), crowded)
    union = " UNION ALL ".join(f"SELECT rn, pid FROM pairs_{n}" for n in range(len(keys)))
    engine.table("pairs", f"SELECT DISTINCT rn, pid FROM ({union}) AS found")
    engine.drop("wanted", "offered", "common", *map(_crowded, sorted(wider)))
    engine.drop(*(f"pairs_{n}" for n in range(len(keys))))


def _crowded(name: str) -> str:
    return f"crowded_{name.replace('-', '_')}"


def _pairs_of_key(engine: Engine, key: Key, number: int, rows: str) -> None:
    wanted = _hashed(engine, key.parts, "t")
    offered = _hashed(engine, key.register or key.parts, "p")
    still = f"SEMI JOIN {_crowded(key.within)} AS c ON c.rn = t.rn" if key.within else ""
    engine.table("wanted", f"SELECT t.rn, {wanted[0]} AS h FROM {rows} AS t {still} WHERE {wanted[1]}")  # fmt: skip
    engine.table("offered", f"""
        SELECT p.rn AS pid, {offered[0]} AS h FROM p_rows AS p
        WHERE {offered[1]} AND {offered[0]} IN (SELECT h FROM wanted)""")  # fmt: skip
    engine.table("common", f"SELECT h FROM offered GROUP BY h HAVING count(*) > {key.cap}")
    engine.table(f"pairs_{number}", """
        SELECT w.rn, o.pid FROM wanted AS w JOIN offered AS o ON o.h = w.h
        ANTI JOIN common AS c ON c.h = w.h""")  # fmt: skip


def _hashed(engine: Engine, parts: tuple[str, ...], row: str) -> tuple[str, str]:
    written = [f"({part.format(r=row)})" for part in parts]
    there = " AND ".join(f"{part} IS NOT NULL" for part in written)
    typed = [f"CAST({part} AS bigint)" if "birth" in part or "id12" in part else part for part in written]  # fmt: skip
    return engine.sql.hashed(*typed), there
