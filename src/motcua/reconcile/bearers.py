"""How common a birth or a commune is among registered people."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from motcua.reconcile.engine import Engine


def count(engine: Engine, people: int, rows: int) -> None:
    """Make birth_bearers and commune_bearers (value, n), in registered people.

    A birth that the sector writes more often than the register (1 January for 'unknown') says
    as little as the sector's habit allows, so the larger share counts.
    """
    engine.table("birth_bearers", f"""
        SELECT birth, CAST(greatest(sum(n_p), sum(n_s) * {people / max(1, rows)!r}) AS double) AS n
        FROM (SELECT birth, count(*) AS n_p, 0 AS n_s FROM p_rows GROUP BY birth
              UNION ALL SELECT birth, 0, count(*) FROM s_rows GROUP BY birth) AS both_sides
        WHERE birth IS NOT NULL GROUP BY birth""")  # fmt: skip
    engine.table("commune_bearers", """
        SELECT commune, CAST(count(*) AS int) AS n FROM p_rows WHERE commune IS NOT NULL
        GROUP BY commune""")  # fmt: skip
