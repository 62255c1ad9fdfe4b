"""One outcome per sector row, by the error rate that the user states.

settled   linked; the expected share of wrong links among the scored ones is at most ROOM × max_wrong
propose   the best candidate has a chance of at least PROPOSE, a clerk decides
none      nobody in the register, or nobody close enough
conflict  the person is also the answer of another row, where a person may have only one, and
          this row's evidence is not clearly the best

Of several rows for one person the best is settled all the same when its evidence is clearly better:
an exact row against scored ones, or a scored row to be settled whose doubt is at most a CLEARLY-th
of the next one's. Two exact rows are both right, one person with two rows: which stays, only the
sector can know.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

import numpy as np
import numpy.typing as npt

from motcua.reconcile.calibration import Curve
from motcua.reconcile.comparison import MISSING, Field
from motcua.reconcile.engine import Engine
from motcua.reconcile.exact import ExactCounts
from motcua.reconcile.model import Model

PROPOSE, PARTS, CLEARLY = 0.5, 1_000_000, 10
ROOM = 0.7  # of the stated share may be expected; the rest is room for chance in one file
EXACT_PATTERN, _ROWS = -1, 4_294_967_296
SAME_ENOUGH = {"name": "sound", "birth": "equal"}
OUTCOMES = ("settled", "propose", "none", "conflict")


def threshold(chances: npt.NDArray[np.int64], rows: npt.NDArray[np.int64], max_wrong: float) -> int:
    """Return the least chance (in millionths) to settle; above PARTS when none may be settled.

    ``chances`` are distinct, ``rows`` how many rows have each.
    """
    order = np.argsort(-chances, kind="stable")
    wrong = np.cumsum((PARTS - chances[order]) * rows[order]) / np.cumsum(rows[order])
    kept = np.flatnonzero(wrong <= max_wrong * PARTS)
    return int(chances[order][kept[-1]]) if len(kept) else PARTS + 1


def exact_chance(counts: ExactCounts, model: Model) -> int:
    """Return the chance (in millionths) that an exact link is right, below certainty.

    A wrong link needs somebody else's id whose owner also agrees in name and birth, as often as
    people drawn at random do; relatives agree more often in name but not in birth.
    """
    alike = 1.0
    for field, u in zip(model.fields, model.u, strict=True):
        if field.name in SAME_ENOUGH:
            alike *= float(u[field.levels.index(SAME_ENOUGH[field.name]) :].sum())
    return min(PARTS - 1, int(PARTS * (1 - counts.wrong_id_rate() * alike)))


def chances(engine: Engine, curve: Curve, ranked: str, out: str) -> None:
    """Make ``out``: ranked rows that are no sample, with chance and runner_chance in millionths."""
    best = f"CAST(round({curve.sql('logit')} * {PARTS}) AS bigint)"
    runner = f"CAST(round({PARTS} / (1e0 + exp(-runner_logit))) AS bigint)"
    engine.table(out, f"""
        SELECT rn, pid, pattern, rivals, chance, runner_up,
               least(runner, {PARTS} - chance, chance) AS runner_chance
        FROM (SELECT rn, pid, pattern, rivals, runner_up, {best} AS chance, {runner} AS runner
              FROM {ranked} WHERE truth IS NULL) AS judged""")  # fmt: skip


def settle(engine: Engine, max_wrong: float, exact_chance: int, single: bool) -> int:
    """Make ``links`` from exact and ``judged``; return the threshold in millionths.

    ``links``: rn, pid, chance, outcome, runner_up, runner_chance, pattern, rivals, and
    ``other_row``: the ordinal of the best other row for the same person, where only one may be.
    """
    spread = engine.arrays("SELECT chance, count(*) AS n FROM judged GROUP BY chance ORDER BY 1")
    least = threshold(
        spread["chance"].astype(np.int64), spread["n"].astype(np.int64), ROOM * max_wrong
    )
    engine.table("decided", f"""
        SELECT rn, pid, CAST({exact_chance} AS bigint) AS chance, CAST(NULL AS bigint) AS runner_up,
               CAST(NULL AS bigint) AS runner_chance, CAST({EXACT_PATTERN} * kind AS bigint) AS pattern,
               CAST(1 AS bigint) AS rivals, 'settled' AS outcome FROM exact
        UNION ALL
        SELECT rn, pid, chance, runner_up, runner_chance, pattern, rivals,
               CASE WHEN chance >= {least} THEN 'settled'
                    WHEN chance >= {int(PROPOSE * PARTS)} THEN 'propose' ELSE 'none' END
        FROM judged""")  # fmt: skip
    _rival_rows(engine, single)
    engine.table("links", """
        SELECT r.rn, d.pid, d.chance, d.runner_up, d.runner_chance, d.pattern, d.rivals,
               CASE WHEN d.rn IS NULL THEN 'none'
                    WHEN x.pid IS NULL OR d.outcome = 'none' THEN d.outcome
                    WHEN d.outcome = 'settled' AND d.rn = x.best AND x.clear THEN 'settled'
                    ELSE 'conflict' END AS outcome,
               CASE WHEN d.outcome = 'none' THEN NULL WHEN d.rn = x.best THEN x.runner
                    ELSE x.best END AS other_row
        FROM s_rows AS r LEFT JOIN decided AS d ON d.rn = r.rn
        LEFT JOIN rival_rows AS x ON x.pid = d.pid""")  # fmt: skip
    engine.drop("decided", "rival_rows")
    return least


def _rival_rows(engine: Engine, single: bool) -> None:
    """Make ``rival_rows`` (pid, best, runner, clear): the two best rows of each person with several.

    Rows are placed by their chance in millionths, an exact row above all others, equal ones by
    their ordinal.
    """
    strength = f"CASE WHEN pattern < 0 THEN {PARTS} ELSE least(chance, {PARTS - 1}) END"
    first, second = (f"(floor({place} / {float(_ROWS)}))" for place in ("best", "runner"))
    engine.table("contested", f"""
        SELECT pid FROM decided WHERE outcome <> 'none' AND {"true" if single else "false"}
        GROUP BY pid HAVING count(*) > 1""")  # fmt: skip
    engine.table("rival_rows", f"""
        SELECT pid, CAST({_ROWS - 1} - best % {_ROWS} AS bigint) AS best,
               CAST({_ROWS - 1} - runner % {_ROWS} AS bigint) AS runner,
               {PARTS} - {second} >= {CLEARLY} * ({PARTS} - {first}) AND {second} < {PARTS} AS clear
        FROM (SELECT pid, max(place) AS best, {engine.sql.second_largest("place")} AS runner
              FROM (SELECT d.pid, ({strength}) * {_ROWS} + {_ROWS - 1} - d.rn AS place
                    FROM decided AS d SEMI JOIN contested AS c ON c.pid = d.pid
                    WHERE d.outcome <> 'none') AS placed
              GROUP BY pid) AS several""")  # fmt: skip
    engine.drop("contested")


def evidence_sql(fields: tuple[Field, ...]) -> str:
    """Return SQL that spells a pattern: 'id:equal-12' or 'name:near birth:equal …'."""
    parts = []
    for i, field in enumerate(fields):
        digit = f"CAST(floor(pattern / {float(10**i)!r}) AS bigint) % 10"
        levels = " ".join(f"WHEN {n} THEN '{field.name}:{level}'" for n, level in enumerate(field.levels))  # fmt: skip
        parts.append(f"CASE {digit} {levels} WHEN {MISSING} THEN '{field.name}:missing' END")
    return (
        "CASE WHEN pattern = -12 THEN 'id:equal-12 name:agrees birth:agrees'"
        " WHEN pattern = -9 THEN 'id:equal-9 name:agrees birth:agrees'"
        f" WHEN pattern IS NULL THEN '' ELSE concat_ws(' ', {', '.join(parts)}) END"
    )
