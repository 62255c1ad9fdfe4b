"""Judges links against the truth: links missed, calibration, the stated error rate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
BINS, LEAST_ROWS = 10, 10_000


def missed(score: Floats, right: npt.NDArray[np.bool_], registered: int, precision: float) -> float:
    """Share of registered rows not linked at the loosest threshold with that precision.

    Rows of equal score stand or fall together.
    """
    order = np.argsort(-score, kind="stable")
    found, ordered = np.cumsum(right[order]), score[order]
    last_of_tie = np.r_[ordered[1:] != ordered[:-1], True]
    kept = np.flatnonzero((found / np.arange(1, len(order) + 1) >= precision) & last_of_tie)
    return float(1 - found[kept[-1]] / registered) if len(kept) else 1.0


def bins(chance: Floats, right: npt.NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Ten equal-count bins of the rows above 0.9: predicted, true, 95 % interval of the true."""
    order = np.argsort(chance, kind="stable")
    order = order[chance[order] > 0.9]
    out = []
    for part in np.array_split(order, BINS):
        n, p = len(part), float(right[part].mean())
        half = 1.96 * (p * (1 - p) / n + 1 / (4.0 * n * n)) ** 0.5
        predicted = float(chance[part].mean())
        out.append({"rows": n, "predicted": predicted, "true": p, "half": half,
                    "gap": abs(predicted - p)})  # fmt: skip
    return out


def ours(folder: Path, out: Path) -> dict[str, Any]:
    """Judge ``links.parquet``."""
    with duckdb.connect() as con:
        rows = con.execute(f"""
            SELECT coalesce(probability, 0) AS p, outcome = 'settled' AS settled, person_id IS NOT NULL AND person_id = truth AS ok,
                   evidence LIKE '%agrees%' AS exact
            FROM '{out}/links.parquet' AS l JOIN '{folder}/truth.parquet' AS t ON l.key = t.ma_so
            """).fetchnumpy()
        linked = con.execute(f"SELECT count(*) FROM '{folder}/truth.parquet' WHERE truth <> ''")
        registered = int(linked.fetchall()[0][0])
    p, ok = rows["p"].astype(float), np.asarray(rows["ok"], bool)
    settled, exact = np.asarray(rows["settled"], bool), np.asarray(rows["exact"], bool)
    scored = ~exact & (p > 0.9)
    return {
        "missed_at_0.999": missed(p, ok, registered, 0.999),
        "missed_at_0.9999": missed(p, ok, registered, 0.9999),
        "exact_rows": int(exact.sum()),
        "exact_wrong": int((exact & ~ok).sum()),
        "settled_rows": int(settled.sum()),
        "settled_wrong": int((settled & ~ok).sum()),
        "settled_scored_rows": int((settled & ~exact).sum()),
        "settled_scored_wrong": int((settled & ~exact & ~ok).sum()),
        "bins_all": bins(p, ok),
        "bins_scored": bins(p[~exact], ok[~exact]) if scored.sum() >= BINS else [],
    }


def splinks(folder: Path, out: Path) -> dict[str, Any]:
    """Judge the yardstick by weight and by the lesser of weight and lead, the better counts."""
    with duckdb.connect() as con:
        rows = con.execute(f"""
            SELECT weight, least(weight, lead) AS margin, person_id = truth AS ok
            FROM '{out}' JOIN '{folder}/truth.parquet' USING (ma_so)""").fetchnumpy()
        linked = con.execute(f"SELECT count(*) FROM '{folder}/truth.parquet' WHERE truth <> ''")
        registered = int(linked.fetchall()[0][0])
    ok = np.asarray(rows["ok"], bool)
    return {
        f"missed_at_{precision}": min(
            missed(rows[score].astype(float), ok, registered, precision)
            for score in ("weight", "margin")
        )
        for precision in (0.999, 0.9999)
    }
