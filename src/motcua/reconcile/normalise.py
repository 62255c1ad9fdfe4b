"""Both files in one normal form, each distinct spelling read once and each row kept narrow.

Tables for a side ``x`` (p = population register, s = sector file):
``x_names``  nid, n, raw, FORMS, ha, hf, hs, hg, hi (64-bit hashes of acc, fold, sound, given,
             initials), and n_acc, n_fold, n_given: how many registered people share them
``x_rows``   rn, id12, id9, birth (yyyymmdd, zeros unknown), sex (1 male, 2 female), province,
             district, commune, other, household, nid, hs, hg, hi, and x_… extra keys
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from motcua.reconcile.dialect import Dialect
from motcua.reconcile.engine import Engine
from motcua.reconcile.identifiers import number, old_id, personal_id
from motcua.reconcile.mapping import KIN_FIELDS, PLACES, Side, extra_column
from motcua.reconcile.names import FORMS, forms
from motcua.reconcile.places import Place, Successors, place
from motcua.reconcile.values import birth_number, sex_number

Spellings = list[tuple[str, int]]
_ADDRESS_TAIL = "[^,]*,[^,]*,[^,]*,?[^,]*$"


def population(engine: Engine, side: Side, successors: Successors | None) -> None:
    """Make p_names and p_rows from p_raw."""
    engine.table("p_spelled", _spelled("p_raw", side))
    engine.table("p_formed", _hashed(engine.sql, "p_spelled"))
    _count_bearers(engine)
    _names_with_bearers(engine, "p")
    engine.drop("p_spelled", "p_formed")
    _rows(engine, "p", side, successors)


def sector(engine: Engine, side: Side, successors: Successors | None) -> None:
    """Make s_names and s_rows from s_raw; spellings the register has are not formed again."""
    engine.table("s_spelled", _spelled("s_raw", side))
    engine.view("s_new", "SELECT s.raw, -1 - s.nid AS nid, s.n FROM s_spelled AS s ANTI JOIN p_names AS p ON p.raw = s.raw")  # fmt: skip
    known = ", ".join(f"p.{column}" for column in (*FORMS, "ha", "hf", "hs", "hg", "hi"))
    engine.table("s_formed", f"""
        SELECT p.nid, s.n, s.raw, {known} FROM s_spelled AS s JOIN p_names AS p ON p.raw = s.raw
        UNION ALL SELECT * FROM ({_hashed(engine.sql, "s_new")}) AS fresh""")  # fmt: skip
    _names_with_bearers(engine, "s")
    engine.drop("s_spelled", "s_formed")
    _rows(engine, "s", side, successors)


def _spelled(raw: str, side: Side) -> str:
    if "full_name" not in side.fields:
        return f"SELECT CAST(NULL AS varchar(64)) AS raw, rn AS nid, rn AS n FROM {raw} WHERE 1 = 0"
    return f"""SELECT full_name AS raw, min(rn) AS nid, count(*) AS n FROM {raw}
               WHERE full_name IS NOT NULL GROUP BY full_name"""


def _hashed(sql: Dialect, source: str) -> str:
    hashes = (("ha", "acc"), ("hf", "fold"), ("hs", "sound"), ("hg", "given"), ("hi", "initials"))
    hashing = ", ".join(f"{sql.hashed(form)} AS {name}" for name, form in hashes)
    return f"""SELECT nid, n, raw, {", ".join(FORMS)}, {hashing}
               FROM ({forms(sql, source, "nid", "n", "raw")}) AS formed"""


def _count_bearers(engine: Engine) -> None:
    for form, key in (("acc", "ha"), ("fold", "hf"), ("given", "hg")):
        engine.table(
            f"n_{form}", f"SELECT {key}, CAST(sum(n) AS bigint) AS n FROM p_formed GROUP BY {key}"
        )


def _names_with_bearers(engine: Engine, name: str) -> None:
    engine.table(f"{name}_names", f"""
        SELECT f.*, coalesce(a.n, 0) AS n_acc, coalesce(b.n, 0) AS n_fold,
               coalesce(g.n, 0) AS n_given
        FROM {name}_formed AS f LEFT JOIN n_acc AS a ON a.ha = f.ha
        LEFT JOIN n_fold AS b ON b.hf = f.hf LEFT JOIN n_given AS g ON g.hg = f.hg""")  # fmt: skip


def _rows(engine: Engine, name: str, side: Side, successors: Successors | None) -> None:
    fields = side.fields
    joins, columns = [], ["r.rn", *_numbers(engine.sql, fields)]
    for column, read in (("birth", birth_number), ("sex", sex_number)):
        if column in fields:
            _read_spellings(engine, name, column, read)
            joins.append(f"LEFT JOIN {name}_{column} AS d_{column} ON d_{column}.raw = r.{column}")
            columns.append(f"d_{column}.value AS {column}")
        else:
            columns.append(f"CAST(NULL AS int) AS {column}")
    spot = place_key(fields)
    if spot:
        _read_places(engine, name, side, successors if side.old_geography else None, spot)
        joins.append(f"LEFT JOIN {name}_place AS d_place ON d_place.raw = {spot}")
    columns += [_optional(bool(spot), f"d_place.{part}", part) for part in Place._fields[:4]]
    columns.append(_optional("household" in fields, "r.household", "household"))
    if "full_name" in fields:
        joins.append(f"LEFT JOIN {name}_names AS d_name ON d_name.raw = r.full_name")
    for part in ("nid", "hs", "hg", "hi"):
        columns.append(_optional("full_name" in fields, f"d_name.{part}", part, "bigint"))
    columns += _extras(engine.sql, side)
    engine.table(
        f"{name}_rows", f"SELECT {', '.join(columns)} FROM {name}_raw AS r {' '.join(joins)}"
    )


def _optional(there: bool, value: str, name: str, kind: str = "varchar(64)") -> str:
    return f"{value if there else f'CAST(NULL AS {kind})'} AS {name}"


def _numbers(sql: Dialect, has: Mapping[str, str]) -> list[str]:
    main = f"({number('r.personal_id', sql)})" if "personal_id" in has else "CAST(NULL AS bigint)"
    older = f"({number('r.old_id', sql)})" if "old_id" in has else "CAST(NULL AS bigint)"
    return [
        f"coalesce({personal_id(main)}, {personal_id(older)}) AS id12",
        f"coalesce({old_id(older)}, {old_id(main)}) AS id9",
    ]


def _extras(sql: Dialect, side: Side) -> list[str]:
    """Extra keys as texts without signs, kin ids as numbers, kin names folded later."""
    own = [(name, f"r.{name}") for name in KIN_FIELDS if name in side.fields]
    own += [(column, f"r.{column}") for column in map(extra_column, side.extra)]
    out = []
    for name, text in own:
        if name.endswith("_id"):
            out.append(f"{number(text, sql)} AS {name}")
        else:
            out.append(f"{sql.replaced(f'lower({text})', '[ .,/-]', '')} AS {name}")
    return out


def _read_spellings(
    engine: Engine, name: str, column: str, read: Callable[[str], int | None]
) -> None:
    found = spellings(engine, f"{name}_raw", column)
    values = [read(text) for text, _ in found]
    engine.put(f"{name}_{column}", {
        "raw": np.array([text for text, _ in found], dtype=object),
        "value": np.array([value or 0 for value in values], dtype=np.int32),
        "n": np.array([count for _, count in found], dtype=np.int64),
    })  # fmt: skip
    engine.table(f"{name}_{column}", f"SELECT raw, nullif(value, 0) AS value, n FROM {name}_{column}")  # fmt: skip


def spellings(engine: Engine, source: str, column: str) -> Spellings:
    """Return the distinct texts of a column with how many rows have each."""
    found = engine.rows(
        f"SELECT {column}, count(*) FROM {source} WHERE {column} IS NOT NULL GROUP BY {column}"
    )
    return [(str(text), int(str(count))) for text, count in found]


def place_key(fields: Mapping[str, str]) -> str:
    """Return SQL for one text that holds every mapped part of an address, or '' without any."""
    has = [part for part in PLACES if part in fields]
    parts = []
    for part in PLACES:
        text = f"r.{part}" if part != "address" else f"regexp_extract(r.address, '{_ADDRESS_TAIL}', 0)"  # fmt: skip
        parts.append(f"coalesce({text}, '')" if part in has else "''")
    return " || '|' || ".join(parts) if has else ""


def _read_places(
    engine: Engine, name: str, side: Side, successors: Successors | None, spot: str
) -> None:
    found = engine.rows(f"SELECT {spot}, count(*) FROM {name}_raw AS r GROUP BY 1")
    texts = [str(text) for text, _ in found]
    read = [place(*_address_parts(text), successors) for text in texts]
    columns = {
        part: np.array([getattr(where, part) or "" for where in read], dtype=object)
        for part in Place._fields[:4]
    }
    engine.put(f"{name}_place", {
        "raw": np.array(texts, dtype=object), **columns,
        "known": np.array([where.known for where in read]),
        "n": np.array([int(str(count)) for _, count in found], dtype=np.int64),
    })  # fmt: skip
    blanks = ", ".join(f"nullif({part}, '') AS {part}" for part in columns)
    engine.table(f"{name}_place", f"SELECT raw, {blanks}, known, n FROM {name}_place")


def _address_parts(text: str) -> tuple[str | None, str | None, str | None, str | None]:
    province, district, commune, address = (part or None for part in text.split("|", 3))
    return province, district, commune, address
