"""Learns the model from samples of the compared pairs."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

import numpy as np

from motcua.reconcile.comparison import Field, compare
from motcua.reconcile.engine import Engine
from motcua.reconcile.exact import ExactCounts
from motcua.reconcile.model import Model, Pairs, refined, start, unlikeness

RANDOM_PAIRS, SAMPLE_ROWS, SEED = 100_000, 60_000, 20_251_122
_SCATTER = "(abs(rn) * 2654435761) % 4294967296"
_PAIRS = (
    "SELECT rn, pid, coalesce(truth, -1) AS truth, pattern, name_b, name_a, birth_b, place_b, has_id "
    "FROM {} ORDER BY rn, pid"
)


def learn(engine: Engine, fields: tuple[Field, ...], people: int, exact: ExactCounts) -> Model:
    """Return the model; reads batch_rows, compared and p_rows."""
    unsettled = _count(engine, "batch_rows WHERE truth IS NULL")
    known = _count(engine, "batch_rows WHERE truth IS NOT NULL")
    u = unlikeness(_random_pairs(engine, fields, people), fields, _known_u(engine, people, exact))
    model = start(fields, people, _sampled(engine, fields, "truth IS NOT NULL", known), u)
    part = _part(unsettled)
    some = f"batch_rows WHERE truth IS NULL AND {_SCATTER} < {part} AND"
    no_id = "(id12 IS NULL AND id9 IS NULL)"
    rows = _count(engine, f"{some} {no_id}"), _count(engine, f"{some} NOT {no_id}")
    return refined(model, _sampled(engine, fields, "truth IS NULL", unsettled), rows)


def _known_u(engine: Engine, people: int, exact: ExactCounts) -> dict[str, np.ndarray]:
    """Chances that random pairs cannot show: ids that nearly meet, people already taken.

    A near id shares century, sex and year as the birth does, so only its province counts here.
    """
    squares = engine.rows("""
        SELECT coalesce(sum(CAST(n AS double) * n) / (sum(CAST(n AS double)) * sum(CAST(n AS double))), 1)
        FROM (SELECT count(*) AS n FROM p_rows WHERE id12 IS NOT NULL
              GROUP BY floor(id12 / 1e9)) AS provinces""")[0][0]  # fmt: skip
    near, other = 1e-4 * float(str(squares)), exact.wrong_id_rate() / people
    taken = (exact.people + 1) / (people + 2)
    return {
        "id": np.array([1.0, 1e-6, max(near, 1e-9), other, other]),
        "claim": np.array([1 - taken, taken]),
    }


def _random_pairs(engine: Engine, fields: tuple[Field, ...], people: int) -> Pairs:
    rows = engine.arrays(
        f"SELECT rn FROM batch_rows WHERE truth IS NULL ORDER BY {_SCATTER}, rn LIMIT 20000"
    )["rn"]
    dice = np.random.default_rng(SEED)
    size = RANDOM_PAIRS if len(rows) else 0
    engine.put("random_pairs", {
        "rn": dice.choice(rows, size) if size else rows.astype(np.int64),
        "pid": dice.integers(0, people, size),
    })  # fmt: skip
    compare(engine, fields, "random_pairs", "random_compared")
    drawn = Pairs.of(engine.arrays(_PAIRS.format("random_compared")), len(fields))
    engine.drop("random_pairs", "random_compared")
    return drawn


def _sampled(engine: Engine, fields: tuple[Field, ...], which: str, rows: int) -> Pairs:
    where = f"compared WHERE {which} AND {_SCATTER} < {_part(rows)}"
    return Pairs.of(engine.arrays(_PAIRS.format(where)), len(fields))


def _part(rows: int) -> int:
    return int(4_294_967_296 * min(1.0, SAMPLE_ROWS / max(1, rows)))


def _count(engine: Engine, what: str) -> int:
    return int(str(engine.rows(f"SELECT count(*) FROM {what}")[0][0]))
