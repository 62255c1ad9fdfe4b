"""Learns the model from samples of the compared pairs."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

import numpy as np

from motcua.reconcile.comparison import FIELDS, Field
from motcua.reconcile.engine import Engine
from motcua.reconcile.exact import ExactCounts
from motcua.reconcile.model import Model, Pairs, refined, start, unlikeness

RANDOM_PAIRS, PROBES, SAMPLE_ROWS, SEED = 100_000, 1_000, 60_000, 20_251_122
_SCATTER = "(abs(rn) * 2654435761) % 4294967296"
_PAIRS = (
    "SELECT rn, pid, coalesce(truth, -1) AS truth, pattern, name_b, name_a, birth_b, place_b, has_id "
    "FROM {} ORDER BY rn, pid"
)


def learn(engine: Engine, fields: tuple[Field, ...], people: int, exact: ExactCounts) -> Model:
    """Return the model; reads batch_rows, compared, random_compared and p_rows."""
    unsettled = _count(engine, "batch_rows WHERE truth IS NULL")
    known = _count(engine, "batch_rows WHERE truth IS NOT NULL")
    random = Pairs.of(engine.arrays(_PAIRS.format("random_compared")), len(fields))
    u = unlikeness(random, fields, _known_u(engine, people, exact))
    u = tuple(
        _shared(values, _relatives(engine, field, people))
        for field, values in zip(fields, u, strict=True)
    )
    model = start(fields, people, _sampled(engine, fields, "truth IS NOT NULL", known), u)
    part = _part(unsettled)
    some = f"batch_rows WHERE truth IS NULL AND {_SCATTER} < {part} AND"
    no_id = "(id12 IS NULL AND id9 IS NULL)"
    rows = _count(engine, f"{some} {no_id}"), _count(engine, f"{some} NOT {no_id}")
    return refined(model, _sampled(engine, fields, "truth IS NULL", unsettled), rows)


def _known_u(engine: Engine, people: int, exact: ExactCounts) -> dict[str, np.ndarray]:
    """Chances that random pairs cannot show: ids that nearly meet, people already taken.

    A near id shares century, sex and year as the birth does, and the owner of a relative's id
    lives where the relative does, so what those fields say already is taken off.
    """
    near = _near_ids(engine) / people / _chance_to_meet(engine, "floor(birth / 10000.0)")
    other = exact.wrong_id_rate() / people
    at_home = min(1e-3, other / _chance_to_meet(engine, "commune"))
    taken = (exact.people + 1) / (people + 2)
    return {
        "id": np.array([1.0, 1e-6, min(max(near, 1e-9), 1e-2), other, other, 4 * at_home, at_home]),
        "claim": np.array([1 - taken, taken]),
    }


def _relatives(engine: Engine, field: Field, people: int) -> float:
    """Return how often somebody of the same commune has the extra value that a person has.

    Siblings share parents, spouses a telephone: taken for independent of the place, such a value
    would make one of the other. 0 for the fields that are no extra.
    """
    if field in FIELDS:
        return 0.0
    column = "household" if field.join else field.name
    others = engine.rows(f"""
        SELECT coalesce(sum(CAST(n AS double) * (n - 1)) / sum(CAST(n AS double)), 0)
        FROM (SELECT count(*) AS n FROM p_rows WHERE {column} IS NOT NULL GROUP BY {column}) AS bearers""")  # fmt: skip
    return float(str(others[0][0])) / people / _chance_to_meet(engine, "commune")


def _shared(u: np.ndarray, least: float) -> np.ndarray:
    """Let the last level be at least so common among others."""
    return np.array([*u[:-1], max(u[-1], min(least, 0.5))])


def _near_ids(engine: Engine) -> float:
    """Return how many registered people have an id one slip from a given person's, on average."""
    ids = engine.arrays(
        f"SELECT id12 FROM p_rows WHERE id12 IS NOT NULL ORDER BY (rn * 2654435761) % 4294967296, rn LIMIT {PROBES}"
    )["id12"].astype(np.int64)
    steps = np.array(
        [n * 10**place for place in range(11) for n in (*range(1, 10), *range(18, 82, 9))]
    )
    near = (ids[:, None] + np.r_[steps, -steps]).ravel()
    engine.put("near_ids", {"id12": near})
    met = _count(engine, "p_rows AS p JOIN near_ids AS n ON n.id12 = p.id12")
    engine.drop("near_ids")
    return (met + 1) / max(1, len(ids))


def _chance_to_meet(engine: Engine, value: str) -> float:
    """Return the chance that two registered people share a value; 1 when nobody has any."""
    squares = engine.rows(f"""
        SELECT coalesce(sum(CAST(n AS double) * n) / (sum(CAST(n AS double)) * sum(CAST(n AS double))), 1)
        FROM (SELECT count(*) AS n FROM p_rows WHERE {value} IS NOT NULL GROUP BY {value}) AS shares""")  # fmt: skip
    return float(str(squares[0][0]))


def draw(engine: Engine, people: int) -> None:
    """Make ``random_pairs`` (rn, pid) of rows in batch_rows: what strangers look like."""
    rows = engine.arrays(
        f"SELECT rn FROM batch_rows WHERE truth IS NULL ORDER BY {_SCATTER}, rn LIMIT 20000"
    )["rn"]
    dice = np.random.default_rng(SEED)
    size = RANDOM_PAIRS if len(rows) else 0
    engine.put("random_pairs", {
        "rn": dice.choice(rows, size) if size else rows,
        "pid": dice.integers(0, people, size).astype(np.int32),
    })  # fmt: skip


def _sampled(engine: Engine, fields: tuple[Field, ...], which: str, rows: int) -> Pairs:
    where = f"compared WHERE {which} AND {_SCATTER} < {_part(rows)}"
    return Pairs.of(engine.arrays(_PAIRS.format(where)), len(fields))


def _part(rows: int) -> int:
    return int(4_294_967_296 * min(1.0, SAMPLE_ROWS / max(1, rows)))


def _count(engine: Engine, what: str) -> int:
    return int(str(engine.rows(f"SELECT count(*) FROM {what}")[0][0]))
