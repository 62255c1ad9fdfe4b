"""Honest probabilities without labels: settled rows sent round again with their id hidden.

Each such row comes twice: as it is, and with its own person taken out of the register, which
is what a row of somebody who is not registered looks like; the two are weighed by the share of
unsettled rows whose person was found. Rows are also weighed so that the sample has as many vague
births, rare names and missing places as the unsettled rows without an id have. A monotone curve (isotonic
regression, pool adjacent violators) then takes the model's log-odds to the observed share.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from motcua.reconcile.engine import Column, Engine
from motcua.reconcile.model import Model
from motcua.reconcile.posterior import rank

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
HALF_AN_ERROR, STEP, FARTHEST, LEAST_LIKE = 0.5, 0.05, 40.0, 200
# What a row lets one see of its own quality: how full its birth is, whether it has a place and
# marks, how many registered people have its name.
_STRATUM = """(CASE WHEN t.birth IS NULL THEN 0 WHEN t.birth % 100 = 0 THEN 1
 WHEN t.birth % 10000 = 101 THEN 2 ELSE 3 END) * 100
 + (CASE WHEN t.province IS NULL THEN 0 WHEN t.commune IS NULL THEN 1 ELSE 2 END) * 20
 + (CASE WHEN n.marked THEN 10 ELSE 0 END)
 + (CASE WHEN n.nid IS NULL THEN 0 WHEN n.n_fold = 0 THEN 1 WHEN n.n_fold = 1 THEN 2
    WHEN n.n_fold < 10 THEN 3 WHEN n.n_fold < 100 THEN 4 WHEN n.n_fold < 1000 THEN 5 ELSE 6 END)"""


@dataclass(frozen=True)
class Sample:
    """Rows of known answer: raw log-odds of the best candidate, whether it was right, weight."""

    raw: Floats
    right: npt.NDArray[np.bool_]
    weight: Floats


@dataclass(frozen=True)
class Curve:
    """Points of the monotone curve from raw log-odds to calibrated log-odds."""

    raw: tuple[float, ...]
    calibrated: tuple[float, ...]

    def sql(self, raw: str) -> str:
        """Return SQL for the calibrated probability: straight lines between the points."""
        cases = [f"WHEN {raw} <= {self.raw[0]:.6f} THEN {raw} + {self.calibrated[0] - self.raw[0]:.6f}"]  # fmt: skip
        points = zip(self.raw, self.raw[1:], self.calibrated, self.calibrated[1:], strict=False)
        for x0, x1, y0, y1 in points:
            slope = (y1 - y0) / (x1 - x0)
            cases.append(f"WHEN {raw} <= {x1:.6f} THEN {y0:.6f} + ({raw} - {x0:.6f}) * {slope:.9f}")
        beyond = f"{self.calibrated[-1]:.6f} + least(({raw} - {self.raw[-1]:.6f}) * 0.01, 0.5)"
        return f"(1e0 / (1e0 + exp(-(CASE {' '.join(cases)} ELSE {beyond} END))))"

    def chance(self, raw: Floats) -> Floats:
        """Return calibrated probabilities; the same lines as ``sql``."""
        x, y = np.array(self.raw), np.array(self.calibrated)
        inside = np.interp(raw, x, y)
        below, above = raw + (y[0] - x[0]), y[-1] + np.minimum((raw - x[-1]) * 0.01, 0.5)
        logit = np.where(raw <= x[0], below, np.where(raw > x[-1], above, inside))
        return np.asarray(1 / (1 + np.exp(-logit)))


def gather(engine: Engine, model: Model) -> Sample:
    """Rank the known rows with and without their own person and weigh both kinds.

    The share of registered rows is that of rows whose person was found, over how often the known
    rows' own person is among their candidates. Reads compared, ranked, batch_rows and s_names.
    """
    alone = "(SELECT * FROM compared WHERE truth IS NOT NULL AND pid <> truth)"
    rank(engine, model, alone, "ranked_without")
    engine.table("strata", f"""
        SELECT t.rn, t.truth, (t.id12 IS NOT NULL OR t.id9 IS NOT NULL) AS has_id,
               CASE WHEN c.rn IS NULL THEN 0 ELSE 1 END AS met, {_STRATUM} AS stratum
        FROM batch_rows AS t LEFT JOIN s_names AS n ON n.nid = t.nid
        LEFT JOIN (SELECT rn FROM compared WHERE pid = truth) AS c ON c.rn = t.rn""")  # fmt: skip
    without_id = engine.rows("SELECT count(*) FROM strata WHERE truth IS NULL AND NOT has_id")
    like = "NOT has_id" if int(str(without_id[0][0])) >= LEAST_LIKE else "1 = 1"
    rows = engine.arrays(f"""
        SELECT stratum, sum(CASE WHEN truth IS NULL AND {like} THEN 1 ELSE 0 END) AS wanted,
               sum(CASE WHEN truth IS NULL THEN 0 ELSE 1 END) AS known, sum(met) AS met
        FROM strata GROUP BY stratum ORDER BY stratum""")  # fmt: skip
    found = engine.arrays(f"""
        SELECT t.stratum, r.logit FROM strata AS t JOIN ranked AS r ON r.rn = t.rn
        WHERE t.truth IS NULL AND {like} ORDER BY t.stratum, r.logit, t.rn""")  # fmt: skip
    weights = _weights(rows, found["stratum"].astype(np.int64), found["logit"].astype(float))
    parts = [(name, _known(engine, name)) for name in ("ranked", "ranked_without")]
    engine.drop("ranked_without", "strata")
    raw = np.concatenate([part["logit"].astype(float) for _, part in parts])
    right = np.concatenate([part["ok"].astype(bool) for _, part in parts])
    weight = np.concatenate([
        np.array([weights[int(s)][name == "ranked_without"] for s in part["stratum"]], float)
        for name, part in parts
    ])  # fmt: skip
    known = sum(int(n) for n in rows["known"])
    return Sample(raw, right, weight * known / max(weight.sum(), 1e-9))


def _known(engine: Engine, ranked: str) -> dict[str, Column]:
    return engine.arrays(f"""
        SELECT t.stratum, r.logit, CASE WHEN r.pid = t.truth THEN 1 ELSE 0 END AS ok
        FROM {ranked} AS r JOIN strata AS t ON t.rn = r.rn
        WHERE t.truth IS NOT NULL ORDER BY r.rn""")


def error_above(sample: Sample, curve: Curve, least: float) -> tuple[float, float, float]:
    """Return the share of wrong links at or above a calibrated chance, and its 95 % interval.

    Wilson's interval on the weighted sample with its effective size; (0, 0, 1) without data.
    """
    kept = curve.chance(sample.raw) >= least
    weight = sample.weight[kept]
    if not weight.sum() > 0:
        return 0.0, 0.0, 1.0
    share = float((weight * ~sample.right[kept]).sum() / weight.sum())
    size = float(weight.sum() ** 2 / (weight**2).sum())
    z = 1.96
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * (share * (1 - share) / size + z * z / (4 * size * size)) ** 0.5
    return share, max(0.0, middle - half), min(1.0, middle + half)


def _weights(rows: dict[str, Column], stratum: Ints, logit: Floats) -> dict[int, tuple[float, float]]:  # fmt: skip
    """Return by stratum the weight of a known row as it is, and without its person."""
    chance = 1 / (1 + np.exp(-np.clip(logit, -40, 40)))
    out = {}
    counts = (rows[name] for name in ("stratum", "wanted", "known", "met"))
    for kind, wanted, known, met in zip(*counts, strict=True):
        if not known:
            continue
        found = float(chance[stratum == kind].sum())
        registered = min(float(wanted), found * float(known) / max(1.0, float(met)))
        lost = max(0.0, float(wanted) - registered)
        out[int(kind)] = (registered / float(known), lost / float(known))
    return out


def fit(sample: Sample) -> Curve:
    """Fit the curve by weighted isotonic regression; with no data the model is believed."""
    if not sample.weight.sum() > 0:
        return Curve((-10.0, 10.0), (-10.0, 10.0))
    order = np.argsort(sample.raw, kind="stable")
    x, y, w = sample.raw[order], sample.right[order].astype(float), sample.weight[order]
    blocks = _pooled(*_grouped(x, y, w))
    rate = blocks[1] * blocks[2] / (blocks[2] + HALF_AN_ERROR)
    rate = np.maximum.accumulate(np.clip(rate, 1e-6, 1 - 1e-6))
    knots = np.round(blocks[0], 4)
    keep = np.r_[True, np.diff(knots) > 1e-3]
    logit = np.log(rate / (1 - rate))
    return Curve(tuple(map(float, knots[keep])), tuple(map(float, logit[keep])))


def _grouped(x: Floats, y: Floats, w: Floats) -> tuple[Floats, Floats, Floats]:
    """Put rows of nearly the same log-odds together; ``x`` is ordered."""
    steps = np.round(np.clip(x, -FARTHEST, FARTHEST) / STEP)
    starts = np.flatnonzero(np.r_[True, np.diff(steps) > 0])
    weight = np.maximum(np.add.reduceat(w, starts), 1e-9)
    return np.add.reduceat(x * w, starts) / weight, np.add.reduceat(y * w, starts) / weight, weight


def _pooled(x: Floats, y: Floats, w: Floats) -> tuple[Floats, Floats, Floats]:
    """Pool adjacent violators."""
    pools: list[tuple[float, float, float]] = []
    for pool in zip(x, y, w, strict=True):
        pools.append(pool)
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            (x1, y1, w1), (x2, y2, w2) = pools.pop(), pools.pop()
            total = w1 + w2
            pools.append(((x1 * w1 + x2 * w2) / total, (y1 * w1 + y2 * w2) / total, total))
    columns = np.array(pools, float).T
    return columns[0], columns[1], columns[2]
