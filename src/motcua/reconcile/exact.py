"""The exact pass: the same id, and a name and birth that agree with it.

Tables made here
``id_hits``   rn, pid, kind (12 or 9), alike, stranger, settled, home: each sector row whose id
              belongs to exactly one registered person, and the household of that person
``exact``     rn, pid, kind: the hits that need no further look
``claims``    pid, claimed: registered people that exact rows took, and how many took each
``todo``      the rows still to be matched under their own rn, and a sample of rows whose answer
              is known, with their ids hidden, under -1 - rn; ``truth`` is that answer or NULL, ``sure`` whether exact took it
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from dataclasses import dataclass

from motcua.reconcile.engine import Engine
from motcua.reconcile.places import PARTS

_SCATTER = "((r.rn * 2654435761) % 4294967296)"
_RANGE = 4_294_967_296
ROW_FACTS = ("birth", "sex", *PARTS, "nid", "hs", "hg", "hi", "household")


@dataclass(frozen=True)
class ExactCounts:
    """What the exact pass saw, in rows."""

    hits: int
    settled: int
    strangers: int  # the id belongs to somebody with another name and another birth
    people: int  # registered people that exact rows took
    people_twice: int
    anchors: int

    def wrong_id_rate(self) -> float:
        """Share of ids that are somebody else's, never quite 0."""
        return (self.strangers + 1) / (self.hits + 100)


def same_known_parts(a: str, b: str) -> str:
    """Return SQL: two births agree in every part that both know."""
    return (
        f"({a} = {b} OR (({a} % 10000 = 0 OR {b} % 10000 = 0) AND "
        f"floor({a} / 10000.0) = floor({b} / 10000.0))"
        f" OR (({a} % 100 = 0 OR {b} % 100 = 0) AND floor({a} / 100.0) = floor({b} / 100.0)))"
    )


def run(engine: Engine) -> ExactCounts:
    """Make id_hits, exact and claims; return the counts."""
    _hits(engine, "hits12", "id12", 12, "s_rows")
    engine.view("without12", "SELECT s.* FROM s_rows AS s ANTI JOIN hits12 AS h ON h.rn = s.rn")
    _hits(engine, "hits9", "id9", 9, "without12")
    engine.view("id_hits", "SELECT * FROM hits12 UNION ALL SELECT * FROM hits9")
    engine.view("exact", "SELECT rn, pid, kind FROM id_hits WHERE settled")
    engine.table("claims", "SELECT pid, count(*) AS claimed FROM exact GROUP BY pid")
    return _counts(engine)


def _hits(engine: Engine, name: str, key: str, kind: int, rows: str) -> None:
    exactly = "s.birth = p.birth AND s.birth % 100 > 0"
    agrees = f"({same_known_parts('s.birth', 'p.birth')})"
    unknown = "(s.birth IS NULL OR p.birth IS NULL)"
    lenient = f"({unknown} OR {agrees})" if kind == 12 else agrees
    both = "s.hg = p.hg AND s.hi = p.hi"
    year = "floor(s.birth / 10000.0) = floor(p.birth / 10000.0)"
    day = "s.birth % 10000 = p.birth % 10000"
    # relatives' ids: twins share the birth and not the name, a son the name and not the birth
    alike = f"(s.hs = p.hs AND ({unknown} OR {year} OR {day})) OR ((s.hg = p.hg OR s.hi = p.hi) AND {year})"
    engine.table(name, f"""
        SELECT s.rn, p.rn AS pid, {kind} AS kind, p.household AS home,
               coalesce({alike}, false) AS alike,
               NOT coalesce(s.hs = p.hs OR ({exactly}) OR {alike}, false) AS stranger,
               coalesce((s.hs = p.hs AND {lenient}) OR ({exactly} AND {both}), false) AS settled
        FROM {rows} AS s JOIN p_rows AS p ON s.{key} = p.{key}
        ANTI JOIN p_shared_{key} AS several ON several.{key} = s.{key}""")  # fmt: skip


def _counts(engine: Engine) -> ExactCounts:
    def number(select: str) -> int:
        return int(str(engine.rows(select)[0][0]))

    return ExactCounts(
        hits=number("SELECT count(*) FROM id_hits"),
        settled=number("SELECT count(*) FROM exact"),
        strangers=number("SELECT count(*) FROM id_hits WHERE stranger"),
        people=number("SELECT count(*) FROM claims"),
        people_twice=number("SELECT count(*) FROM claims WHERE claimed > 1"),
        anchors=number("SELECT count(*) FROM id_hits WHERE alike"),
    )


def todo(engine: Engine, counts: ExactCounts, sample: int, batches: int, extras: list[str]) -> None:
    """Make ``todo`` with about ``sample`` known rows among those to be matched.

    ``batch`` spreads the unsettled rows evenly over 0 … batches-1; known rows are all in 0.
    ``owner_home`` is the household of the stranger whose id the row has: often a relative.
    """
    share = min(_RANGE // 2, int(_RANGE * sample / max(1, counts.anchors)))
    same = ", ".join(f"r.{column}" for column in (*ROW_FACTS, *extras))
    nothing = "CAST(NULL AS bigint)"
    engine.table("todo", f"""
        SELECT r.rn, r.id12, r.id9, {same}, {nothing} AS truth, false AS sure,
               CASE WHEN h.stranger THEN h.home END AS owner_home,
               CAST(floor({_SCATTER} / {_RANGE / batches!r}) AS int) AS batch
        FROM s_rows AS r LEFT JOIN id_hits AS h ON h.rn = r.rn WHERE NOT coalesce(h.settled, false)
        UNION ALL
        SELECT -1 - r.rn AS rn, {nothing} AS id12, {nothing} AS id9, {same}, h.pid AS truth,
               h.settled AS sure, NULL AS owner_home, 0 AS batch
        FROM s_rows AS r JOIN id_hits AS h ON h.rn = r.rn
        WHERE {_SCATTER} < {share} AND h.alike""")  # fmt: skip
