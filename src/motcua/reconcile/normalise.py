"""Both files in one normal form, each distinct spelling read once and each row kept narrow.

Tables for a side ``x`` (p = population register, s = sector file):
``x_names``  nid, n, raw, marked, fold, words, 64-bit hashes ha, hf, hs, hg, hn, hi of the
             forms, and n_acc, n_fold, n_given: how many registered people share them
``x_rows``   rn, id12, id9, birth (yyyymmdd, zeros unknown), sex (1 male, 2 female), province,
             district, commune, other as numbers, nid, hs, hg, hi, household as a hash, kin facts
             and extra keys
``p_shared_id12``, ``p_shared_id9``  numbers that several registered people have, and how many (n)
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from motcua.reconcile.dialect import Dialect
from motcua.reconcile.dictionaries import READERS, place_key, read_places, read_values
from motcua.reconcile.encodings import as_unicode
from motcua.reconcile.engine import Engine
from motcua.reconcile.identifiers import number, old_id, personal_id
from motcua.reconcile.mapping import KIN_FIELDS, Side, extra_column
from motcua.reconcile.names import forms
from motcua.reconcile.places import PARTS, Successors

_HASHES = {
    "ha": "acc", "hf": "fold", "hs": "sound", "hg": "given", "hn": "surname", "hi": "initials",
}  # fmt: skip


def population(engine: Engine, side: Side, successors: Successors | None) -> None:
    """Make p_names and p_rows from p_raw."""
    engine.table("p_spelled", _spelled("p_raw", side))
    engine.table("p_formed", _hashed(engine.sql, "p_spelled"))
    _count_bearers(engine)
    engine.table("p_names", _with_bearers("p_formed"))
    engine.drop("p_spelled", "p_formed")
    _rows(engine, "p", side, successors)
    for number_of in ("id12", "id9"):
        engine.table(f"p_shared_{number_of}", f"""
            SELECT {number_of}, count(*) AS n FROM p_rows WHERE {number_of} IS NOT NULL
            GROUP BY {number_of} HAVING count(*) > 1""")  # fmt: skip


def sector(engine: Engine, side: Side, successors: Successors | None) -> None:
    """Make s_names and s_rows from s_raw; spellings the register has are not formed again."""
    engine.view("s_spelled", _spelled("s_raw", side))
    engine.table("s_met", """
        SELECT s.raw, s.nid, s.n, p.nid AS known FROM s_spelled AS s
        LEFT JOIN p_names AS p ON p.raw = s.raw""")  # fmt: skip
    engine.view("s_new", "SELECT raw, -1 - nid AS nid, n FROM s_met WHERE known IS NULL")
    known = ", ".join(f"p.{column}" for column in ("marked", "fold", "words", *_HASHES))
    engine.view("s_fresh", _hashed(engine.sql, "s_new"))
    engine.table("s_names", f"""
        SELECT p.nid, s.n, s.raw, {known}, p.n_acc, p.n_fold, p.n_given
        FROM s_met AS s JOIN p_names AS p ON p.nid = s.known
        UNION ALL {_with_bearers("s_fresh")}""")  # fmt: skip
    engine.drop("s_met")
    _rows(engine, "s", side, successors)
    engine.drop("n_acc", "n_fold", "n_given")


def _spelled(raw: str, side: Side) -> str:
    if "full_name" not in side.fields:
        return f"SELECT CAST(NULL AS varchar(64)) AS raw, rn AS nid, rn AS n FROM {raw} WHERE 1 = 0"
    return f"""SELECT full_name AS raw, CAST(min(rn) AS int) AS nid, CAST(count(*) AS int) AS n FROM {raw}
               WHERE full_name IS NOT NULL GROUP BY full_name"""


def _hashed(sql: Dialect, source: str) -> str:
    hashing = ", ".join(f"{sql.hashed(form)} AS {name}" for name, form in _HASHES.items())
    return f"""SELECT nid, n, raw, marked, fold, length(initials) AS words, {hashing}
               FROM ({forms(sql, source, "nid", "n", "raw")}) AS formed"""


def _count_bearers(engine: Engine) -> None:
    for form, key in (("acc", "ha"), ("fold", "hf"), ("given", "hg")):
        engine.table(
            f"n_{form}", f"SELECT {key}, CAST(sum(n) AS int) AS n FROM p_formed GROUP BY {key}"
        )


def _with_bearers(formed: str) -> str:
    return f"""
        SELECT f.*, coalesce(a.n, 0) AS n_acc, coalesce(b.n, 0) AS n_fold,
               coalesce(g.n, 0) AS n_given
        FROM {formed} AS f LEFT JOIN n_acc AS a ON a.ha = f.ha
        LEFT JOIN n_fold AS b ON b.hf = f.hf LEFT JOIN n_given AS g ON g.hg = f.hg"""


def _rows(engine: Engine, name: str, side: Side, successors: Successors | None) -> None:
    fields = side.fields
    joins, columns = [], ["CAST(r.rn AS int) AS rn", *_numbers()]
    for column in READERS:
        if column in fields:
            read_values(engine, name, column)
            joins.append(f"LEFT JOIN {name}_{column} AS d_{column} ON d_{column}.raw = r.{column}")
        columns.append(_optional(column in fields, f"d_{column}.value", column))
    spot = place_key(fields)
    if spot:
        read_places(engine, name, side, successors)
        joins.append(f"LEFT JOIN {name}_place AS d_place ON d_place.raw = {spot}")
    taken_over = bool(side.old_geography and successors)
    absent = {"other"} if not taken_over else {"district"}
    columns += [
        _optional(bool(spot) and part not in absent, f"d_place.{part}", part) for part in PARTS
    ]
    if "full_name" in fields:
        joins.append(f"LEFT JOIN {name}_names AS d_name ON d_name.raw = r.full_name")
    columns += [
        _optional("full_name" in fields, f"d_name.{part}", part)
        for part in ("nid", "hs", "hg", "hi")
    ]
    household = f"nullif({engine.sql.replaced('lower(r.household)', '[ .,/-]', '')}, '')"
    columns.append(_optional("household" in fields, engine.sql.hashed(household), "household"))
    columns += _extras(engine.sql, side)
    numbers = ", ".join(
        f"{number(field, engine.sql)} AS {short}" if field in fields else f"{NOTHING} AS {short}"
        for field, short in (("personal_id", "main"), ("old_id", "older"))
    )
    engine.table(f"{name}_rows", f"""
        SELECT {", ".join(columns)} FROM (SELECT *, {numbers} FROM {name}_raw) AS r
        {" ".join(joins)}""")  # fmt: skip


NOTHING = "CAST(NULL AS bigint)"


def _optional(there: bool, value: str, name: str) -> str:
    return f"{value if there else 'CAST(NULL AS tinyint)'} AS {name}"


def _numbers() -> list[str]:
    return [
        f"coalesce({personal_id('r.main')}, {personal_id('r.older')}) AS id12",
        f"CAST(coalesce({old_id('r.older')}, {old_id('r.main')}) AS int) AS id9",
    ]


def _extras(sql: Dialect, side: Side) -> list[str]:
    """Kin ids as numbers, kin names as unmarked letters, other extra keys without signs."""
    out = []
    for name in [*(k for k in KIN_FIELDS if k in side.fields), *map(extra_column, side.extra)]:
        if name.endswith("_id"):
            value = number(f"r.{name}", sql)
        elif name.endswith("_name"):
            letters = sql.unmarked(f"lower({as_unicode(f'r.{name}', sql)})")
            value = f"nullif(replace({sql.replaced(letters, '[^a-z]', '')}, 'y', 'i'), '')"
        else:
            value = f"nullif({sql.replaced(f'lower(r.{name})', '[ .,/-]', '')}, '')"
        out.append(f"{value} AS {name}")
    return out
