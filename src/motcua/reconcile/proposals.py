"""What to correct in the sector's data: one proposal per field that differs from the register.

Neither source is written. ``before`` is the sector's text as it came, ``after`` the register's.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import Mapping

_COMPARED = {
    "personal_id": "coalesce(s.id12, -1) <> coalesce(p.id12, -1) AND p.id12 IS NOT NULL",
    "full_name": "coalesce(s.nid, -1) <> coalesce(p.nid, -1) AND coalesce(sn.ha, 0) <> pn.ha",
    "birth": "coalesce(s.birth, 0) <> coalesce(p.birth, 0) AND p.birth IS NOT NULL",
    "sex": "coalesce(s.sex, 0) <> coalesce(p.sex, 0) AND p.sex IS NOT NULL",
    "commune": "coalesce(s.commune, 0) <> coalesce(p.commune, 0) AND p.commune IS NOT NULL"
    " AND coalesce(s.other, 0) <> p.commune",
}


def make(engine: Engine, mapping: Mapping) -> str:
    """Return a SELECT of rn, key, person_id, outcome, field, before, after, evidence, probability.

    Only settled and proposed rows, in no order.
    """
    both = [
        field
        for field in _COMPARED
        if field in mapping.sector.fields and field in mapping.population.fields
    ]
    if not both:
        return _EMPTY
    flags = ", ".join(f"coalesce({_COMPARED[field]}, false) AS d_{field}" for field in both)
    names = "full_name" in both
    joins = "LEFT JOIN s_names AS sn ON sn.nid = s.nid LEFT JOIN p_names AS pn ON pn.nid = p.nid"
    engine.table("flagged", f"""
        SELECT l.rn, l.pid, l.outcome, l.evidence, l.probability, {flags}
        FROM final_links AS l JOIN s_rows AS s ON s.rn = l.rn JOIN p_rows AS p ON p.rn = l.pid
        {joins if names else ""} WHERE l.outcome IN ('settled', 'propose')""")  # fmt: skip
    texts = ", ".join(
        f"CASE WHEN d_{field} THEN sr.{field} END AS b_{field},"
        f" CASE WHEN d_{field} THEN pr.{field} END AS a_{field}, d_{field}"
        for field in both
    )
    engine.table("differing", f"""
        SELECT l.rn, sr.k AS key, pr.k AS person_id, l.outcome, l.evidence, l.probability, {texts}
        FROM flagged AS l JOIN s_raw AS sr ON sr.rn = l.rn JOIN p_raw AS pr ON pr.rn = l.pid
        WHERE {" OR ".join(f"d_{field}" for field in both)}""")  # fmt: skip
    engine.drop("flagged")
    return " UNION ALL ".join(
        f"SELECT rn, key, person_id, outcome, '{field}' AS field, b_{field} AS before,"
        f" a_{field} AS after, evidence, probability FROM differing WHERE d_{field}"
        for field in both
    )


_EMPTY = """SELECT CAST(0 AS bigint) AS rn, '' AS key, '' AS person_id, '' AS outcome, '' AS field,
    '' AS before, '' AS after, '' AS evidence, 0e0 AS probability LIMIT 0"""
