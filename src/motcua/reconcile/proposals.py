"""What to correct in the sector's data: one proposal per field that differs from the register.

Rows in conflict are among them, for whoever decides on them. Neither source is written. ``before`` is the sector's text as it came, ``after`` the register's.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import Mapping

_COMPARED = {
    "personal_id": "coalesce(s.id12, -1) <> coalesce(p.id12, -1) AND p.id12 IS NOT NULL",
    "full_name": "coalesce(s.nid, -1) <> coalesce(p.nid, -1)",  # only the spelling: see _SAME
    "birth": "coalesce(s.birth, 0) <> coalesce(p.birth, 0) AND p.birth IS NOT NULL",
    "sex": "coalesce(s.sex, 0) <> coalesce(p.sex, 0) AND p.sex IS NOT NULL",
    "commune": "coalesce(s.commune, 0) <> coalesce(p.commune, 0) AND p.commune IS NOT NULL"
    " AND coalesce(s.other, 0) <> p.commune",
}
_SAME = "coalesce(sn.ha, 0) <> coalesce(pn.ha, 0)"
_COLUMNS = "rn, key, person_id, outcome, field, before, after"
ORDERED = f"""SELECT {_COLUMNS}, {{evidence}} AS evidence, probability
    FROM (SELECT * FROM corrections ORDER BY rn, field) AS ordered"""


def make(engine: Engine, mapping: Mapping) -> None:
    """Name the view ``corrections`` (_COLUMNS, pattern, probability), in no order.

    Only rows with an answer.
    """
    both = [
        field
        for field in _COMPARED
        if field in mapping.sector.fields and field in mapping.population.fields
    ]
    if not both:
        engine.view("corrections", _EMPTY)
        return
    _flag(engine, both)
    texts = ", ".join(
        f"CASE WHEN d_{field} THEN sr.{field} END AS b_{field},"
        f" CASE WHEN d_{field} THEN pr.{field} END AS a_{field}, d_{field}"
        for field in both
    )
    engine.table("differing", f"""
        SELECT l.rn, sr.k AS key, pr.k AS person_id, l.outcome, l.pattern, l.probability, {texts}
        FROM flagged AS l JOIN s_raw AS sr ON sr.rn = l.rn JOIN p_raw AS pr ON pr.rn = l.pid
        WHERE {_any(both)}""")  # fmt: skip
    engine.drop("flagged")
    engine.view("corrections", " UNION ALL ".join(
        f"SELECT CAST(rn AS bigint) AS rn, key, person_id, outcome, '{field}' AS field, b_{field} AS before,"
        f" a_{field} AS after, pattern, probability FROM differing WHERE d_{field}"
        for field in both
    ))  # fmt: skip


def _flag(engine: Engine, both: list[str]) -> None:
    """Make ``flagged``: which fields of which rows differ; names are looked up for those only."""
    flags = ", ".join(f"coalesce({_COMPARED[field]}, false) AS d_{field}" for field in both)
    engine.table("unlike", f"""
        SELECT * FROM (
            SELECT l.rn, l.pid, l.outcome, l.pattern, l.probability, s.nid AS s_nid, p.nid AS p_nid, {flags}
            FROM final_links AS l JOIN s_rows AS s ON s.rn = l.rn JOIN p_rows AS p ON p.rn = l.pid
            WHERE l.outcome <> 'none') AS flags
        WHERE {_any(both)}""")  # fmt: skip
    kept = ", ".join(f"d_{field}" for field in both if field != "full_name")
    name = f", d_full_name AND {_SAME} AS d_full_name" if "full_name" in both else ""
    engine.table("flagged", f"""
        SELECT l.rn, l.pid, l.outcome, l.pattern, l.probability{"," if kept else ""} {kept}{name}
        FROM unlike AS l LEFT JOIN s_names AS sn ON sn.nid = l.s_nid
        LEFT JOIN p_names AS pn ON pn.nid = l.p_nid""")  # fmt: skip
    engine.drop("unlike")


def _any(fields: list[str]) -> str:
    return " OR ".join(f"d_{field}" for field in fields)


_EMPTY = """SELECT CAST(0 AS bigint) AS rn, '' AS key, '' AS person_id, '' AS outcome, '' AS field,
    '' AS before, '' AS after, CAST(NULL AS bigint) AS pattern, 0e0 AS probability LIMIT 0"""
