"""How alike a row and a registered person are: one level per field, packed into a pattern.

``compared`` holds, for each pair: rn, pid, pattern, and what the weights need beside the level:
``name_b`` (registered people with the name as the row has it), ``name_a`` (people with the
candidate's name), ``birth_b`` and ``place_b`` (people with that birth, commune; as if the
sector's frequent values were frequent in the register too), and ``has_id`` (0 or 1).

The pattern has one decimal digit per field, the first field last; 9 means nothing to compare.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from dataclasses import dataclass

from motcua.reconcile.engine import Engine
from motcua.reconcile.exact import same_known_parts

MISSING = 9


@dataclass(frozen=True)
class Field:
    """One compared field; ``levels`` name the digits 0, 1, … from unlike to alike."""

    name: str
    levels: tuple[str, ...]
    expression: str
    join: str = ""  # what the expression needs beside t, p, their names a, b and c


_NAME_LEVELS = ("differs", "given", "ends", "near", "shortened", "sound", "marks", "plain", "equal")
_BIRTH_LEVELS = ("differs", "near-year", "year", "part", "year-only", "turned", "digit", "equal")
# One slip leaves the surname or the given name whole: looked at first, it spares most distances.
_NAME = """CASE WHEN t.nid IS NULL OR p.nid IS NULL THEN 9
 WHEN a.ha = b.ha THEN 8
 WHEN a.hf = b.hf THEN CASE WHEN a.marked AND b.marked THEN 6 ELSE 7 END
 WHEN a.hs = b.hs THEN 5
 WHEN NOT (a.hn = b.hn OR a.hg = b.hg) THEN 0
 WHEN a.hn = b.hn AND a.hg = b.hg AND a.words <> b.words THEN 4
 WHEN abs(length(a.fold) - length(b.fold)) <= 2 AND levenshtein(a.fold, b.fold)
  <= CASE WHEN a.hg = b.hg AND length(b.fold) >= 9 THEN 2 ELSE 1 END THEN 3
 WHEN length(a.fold) = length(b.fold) AND levenshtein(a.fold, b.fold) = 2
  AND translate(a.fold, b.fold, '') = '' AND translate(b.fold, a.fold, '') = '' THEN 3
 WHEN a.hn = b.hn AND a.hg = b.hg THEN 2
 WHEN a.hg = b.hg THEN 1 ELSE 0 END"""
_Y = "floor({r}.birth / 10000.0)"
_M = "floor({r}.birth / 100.0) % 100"
_D = "{r}.birth % 100"


def _birth() -> str:
    ty, py, tm, pm = (x.format(r=r) for x in (_Y, _M) for r in ("t", "p"))
    td, pd = (_D.format(r=r) for r in ("t", "p"))
    same = f"(CASE WHEN {ty} = {py} THEN 1 ELSE 0 END + CASE WHEN {tm} = {pm} THEN 1 ELSE 0 END"
    same += f" + CASE WHEN {td} = {pd} THEN 1 ELSE 0 END)"
    one_digit = " OR ".join((
        f"({ty} <> {py} AND (abs({ty} - {py}) IN (1, 10, 100) OR floor({ty} / 10.0) = floor({py} / 10.0)"
        f" OR ({ty} % 10 = {py} % 10 AND floor({ty} / 100.0) = floor({py} / 100.0))))",
        f"({tm} <> {pm} AND ({tm} % 10 = {pm} % 10 OR abs({tm} - {pm}) = 1))",
        f"({td} <> {pd} AND ({td} % 10 = {pd} % 10 OR floor({td} / 10.0) = floor({pd} / 10.0)"
        f" OR abs({td} - {pd}) = 1))",
    ))  # fmt: skip
    return f"""CASE WHEN t.birth IS NULL OR p.birth IS NULL THEN 9
 WHEN t.birth = p.birth AND {td} > 0 THEN 7
 WHEN {td} = 0 OR {pd} = 0 THEN CASE WHEN {same_known_parts("t.birth", "p.birth")} THEN 4
  WHEN abs({ty} - {py}) <= 2 THEN 1 ELSE 0 END
 WHEN {same} = 2 AND ({one_digit}) THEN 6
 WHEN {ty} = {py} AND {tm} = {pd} AND {td} = {pm} THEN 5
 WHEN {ty} = {py} AND (t.birth % 10000 = 101 OR p.birth % 10000 = 101) THEN 4
 WHEN {same} = 2 THEN 3 WHEN {ty} = {py} THEN 2
 WHEN abs({ty} - {py}) <= 2 THEN 1 ELSE 0 END"""


_PLACE = """CASE WHEN t.commune = p.commune OR t.other = p.commune THEN 3
 WHEN t.district = p.district AND t.province = p.province THEN 2
 WHEN t.province = p.province THEN 1
 WHEN t.province IS NULL OR p.province IS NULL THEN 9 ELSE 0 END"""
_SEX = "CASE WHEN t.sex = p.sex THEN 1 WHEN t.sex <> p.sex THEN 0 ELSE 9 END"


def _near(a: str, b: str) -> str:
    """One digit off, or two neighbours swapped: these differ by k·10^n or 9·k·10^n, k below 10."""
    slip = f"try_cast(trim(TRAILING '0' FROM CAST(abs({a} - {b}) AS varchar(20))) AS bigint)"
    return f"{slip} <= 81 AND ({slip} <= 9 OR {slip} % 9 = 0)"


# A near number of another name is no slip: numbers are given out in order, to neighbours and
# twins. The right number with another name is often a relative's.
_ID_LEVELS = ("differs", "near-9", "near-12", "equal-9", "equal-12", "household", "other-name")
_ID = f"""CASE WHEN t.id12 = p.id12 THEN 4 WHEN t.id9 = p.id9 THEN 3
 WHEN t.owner_home = p.household THEN 5
 WHEN t.id12 IS NOT NULL AND p.id12 IS NOT NULL
  THEN CASE WHEN {_near("t.id12", "p.id12")} THEN 2 ELSE 0 END
 WHEN t.id9 IS NOT NULL AND p.id9 IS NOT NULL
  THEN CASE WHEN {_near("t.id9", "p.id9")} THEN 1 ELSE 0 END
 ELSE 9 END"""
_ID_IN_VIEW_OF_NAME = """CASE WHEN l_name < 3 AND l_id IN (1, 2) THEN 0
 WHEN l_name < 3 AND l_id IN (3, 4) THEN 6 ELSE l_id END"""
_CLAIM = """CASE WHEN coalesce(c.claimed, 0) - CASE WHEN t.truth = q.pid AND t.sure THEN 1 ELSE 0 END > 0
 THEN 1 ELSE 0 END"""

FIELDS = (
    Field("name", _NAME_LEVELS, _NAME),
    Field("birth", _BIRTH_LEVELS, _birth()),
    Field("place", ("differs", "province", "district", "commune"), _PLACE),
    Field("sex", ("differs", "equal"), _SEX),
    Field("id", _ID_LEVELS, _ID),
    Field("claim", ("free", "taken"), _CLAIM),
)


def extra_field(column: str) -> Field:
    """Return the comparison of an extra key: equal or not, names of kin also nearly."""
    t, p = f"t.{column}", f"p.{column}"
    if not column.endswith("_name"):
        expression = f"CASE WHEN {t} = {p} THEN 1 WHEN {t} <> {p} THEN 0 ELSE 9 END"
        return Field(column, ("differs", "equal"), expression)
    near = f"abs(length({t}) - length({p})) <= 1 AND levenshtein({t}, {p}) <= 1"
    expression = f"CASE WHEN {t} = {p} THEN 2 WHEN {near} THEN 1 WHEN {t} <> {p} THEN 0 ELSE 9 END"
    return Field(column, ("differs", "near", "equal"), expression)


def kin_at_home(column: str) -> Field:
    """Return whether somebody of the candidate's household has the name of the row's relative."""
    home = f"h_{column}"
    return Field(
        column,
        ("absent", "at-home"),
        f"CASE WHEN t.{column} IS NULL OR p.household IS NULL THEN 9"
        f" WHEN {home}.letters IS NULL THEN 0 ELSE 1 END",
        f"LEFT JOIN home_names AS {home} ON {home}.household = p.household"
        f" AND {home}.letters = t.{column}",
    )


def name_homes(engine: Engine, columns: list[str]) -> None:
    """Make ``home_names`` (household, letters) for the names of relatives that rows have."""
    wanted = " UNION ALL ".join(f"SELECT {column} FROM s_rows" for column in columns)
    engine.table("home_names", f"""
        SELECT DISTINCT p.household, n.letters FROM p_rows AS p
        JOIN (SELECT nid, replace(fold, ' ', '') AS letters FROM p_names) AS n ON n.nid = p.nid
        WHERE p.household IS NOT NULL AND n.letters IN ({wanted})""")  # fmt: skip


def compare(engine: Engine, fields: tuple[Field, ...], pairs: str, out: str) -> None:
    """Make ``out`` (shaped as ``compared``) for the pairs (rn, pid, drawn) of a table."""
    levels = ", ".join(f"{field.expression} AS l_{field.name}" for field in fields)
    level = {"id": f"({_ID_IN_VIEW_OF_NAME})"}
    pattern = " + ".join(
        f"CAST({level.get(field.name, f'l_{field.name}')} AS bigint) * {10**i}"
        for i, field in enumerate(fields)
    )
    joins = " ".join(field.join for field in fields)
    engine.table(out, f"""
        SELECT rn, pid, truth, drawn, {pattern} AS pattern,
               CASE l_name WHEN 8 THEN b_acc WHEN 6 THEN a_acc WHEN 1 THEN b_given
                 WHEN 7 THEN b_fold ELSE a_fold END AS name_b,
               CASE WHEN l_name IN (7, 8) THEN 0 ELSE b_fold END AS name_a,
               birth_b, place_b, has_id
        FROM (SELECT q.rn, q.pid, q.drawn, t.truth, {levels},
                     CASE WHEN t.id12 IS NULL AND t.id9 IS NULL THEN 0 ELSE 1 END AS has_id,
                     a.n_acc AS a_acc, a.n_fold AS a_fold,
                     b.n_acc AS b_acc, b.n_fold AS b_fold, b.n_given AS b_given,
                     coalesce(bn.n, 1) AS birth_b, coalesce(cn.n, 1) AS place_b
              FROM {pairs} AS q JOIN todo AS t ON t.rn = q.rn JOIN p_rows AS p ON p.rn = q.pid
              LEFT JOIN s_names AS a ON a.nid = t.nid LEFT JOIN p_names AS b ON b.nid = p.nid
              LEFT JOIN birth_bearers AS bn ON bn.birth = t.birth
              LEFT JOIN commune_bearers AS cn ON cn.commune = p.commune
              LEFT JOIN claims AS c ON c.pid = q.pid {joins}) AS levelled""")  # fmt: skip
