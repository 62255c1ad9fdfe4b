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
    """Parts of the row; ``register`` when the register's parts are written otherwise."""

    name: str
    parts: tuple[str, ...]
    register: tuple[str, ...] = ()
    cap: int = CAP


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
    Key("name-birth", ("{r}.hs", _DAY)),
    Key("name-turned-birth", ("{r}.hs", _SWAPPED), ("{r}.hs", _DAY)),
    Key("name-commune", ("{r}.hs", "{r}.commune")),
    Key("name-other-commune", ("{r}.hs", "{r}.other"), ("{r}.hs", "{r}.commune")),
    Key("name-year-province", ("{r}.hs", _YEAR, "{r}.province")),
    Key("name-month", ("{r}.hs", _MONTH)),
    Key("name-year-day", ("{r}.hs", _YEAR_DAY)),
    Key("name-anniversary", ("{r}.hs", _ANNIVERSARY), cap=SINGULAR),
    Key("name-year", ("{r}.hs", _YEAR), cap=RARE),
    Key("name", ("{r}.hs",), cap=SINGULAR),
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
    for number, key in enumerate(keys):
        _pairs_of_key(engine, key, number, rows)
    union = " UNION ALL ".join(f"SELECT rn, pid FROM pairs_{n}" for n in range(len(keys)))
    engine.table("pairs", f"SELECT DISTINCT rn, pid FROM ({union}) AS found")
    engine.drop(*(f"pairs_{n}" for n in range(len(keys))))


def _pairs_of_key(engine: Engine, key: Key, number: int, rows: str) -> None:
    wanted = _hashed(engine, key.parts, "t")
    offered = _hashed(engine, key.register or key.parts, "p")
    engine.view("wanted", f"SELECT t.rn, {wanted[0]} AS h FROM {rows} AS t WHERE {wanted[1]}")
    engine.table("offered", f"""
        SELECT p.rn AS pid, {offered[0]} AS h FROM p_rows AS p
        WHERE {offered[1]} AND {offered[0]} IN (SELECT h FROM wanted)""")  # fmt: skip
    engine.table(f"pairs_{number}", f"""
        SELECT w.rn, o.pid FROM wanted AS w JOIN offered AS o ON o.h = w.h
        WHERE w.h IN (SELECT h FROM offered GROUP BY h HAVING count(*) <= {key.cap})""")  # fmt: skip
    engine.drop("offered")


def _hashed(engine: Engine, parts: tuple[str, ...], row: str) -> tuple[str, str]:
    written = [f"({part.format(r=row)})" for part in parts]
    there = " AND ".join(f"{part} IS NOT NULL" for part in written)
    typed = [f"CAST({part} AS bigint)" if "birth" in part or "id12" in part else part for part in written]  # fmt: skip
    return engine.sql.hashed(*typed), there
