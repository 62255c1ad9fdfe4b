"""The chance of each candidate against all others of its row and against 'nobody', in SQL.

Weights are added as whole thousandths of a nat and odds as decimals, so that the sums do not
depend on the order in which an engine happens to add.

``ranked``  rn, truth, pid, pattern, logit, runner_up, runner_logit, rivals: one line per row that
has a candidate. ``logit`` is of the best candidate's chance, ``runner_logit`` of the next one's.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from motcua.reconcile.engine import Engine
from motcua.reconcile.model import Model, Weight

_SHIFT, _IDS, _MOST = 200_000, 4_294_967_296, 60_000
_ODDS = "CAST(exp({w} / 1000.0) AS decimal(38, 9))"


def rank(engine: Engine, model: Model, compared: str, out: str) -> None:
    """Make ``out`` from a table shaped as ``compared``."""
    weight = f"CAST(round(1000 * ({weight_sql(model)})) AS bigint)"
    without, having = model.odds_of_nobody()
    nobody = f"CASE WHEN has_id = 0 THEN {without!r} ELSE {having!r} END"
    best_w, runner_w = (f"(floor({p} / {float(_IDS)}) - {_SHIFT})" for p in ("first", "second"))
    rest = f"CAST(odds - {_ODDS.format(w=best_w)} AS double)"
    runner_rest = f"CAST(odds AS double) - exp({runner_w} / 1000.0)"
    engine.table(out, f"""
        SELECT rn, truth, CAST({_IDS - 1} - first % {_IDS} AS int) AS pid, pattern, rivals,
               {best_w} / 1000.0 - ln({rest} + {nobody}) AS logit,
               CAST({_IDS - 1} - second % {_IDS} AS int) AS runner_up,
               {runner_w} / 1000.0 - ln(greatest({runner_rest}, 0) + {nobody}) AS runner_logit
        FROM (SELECT rn, max(truth) AS truth, max(has_id) AS has_id, max(place) AS first,
                     {engine.sql.second_largest("place")} AS second,
                     {engine.sql.at_largest("pattern", "place")} AS pattern,
                     sum({_ODDS.format(w="w")}) AS odds, count(*) AS rivals
              FROM (SELECT rn, truth, pattern, has_id, w, (w + {_SHIFT}) * {_IDS} + {_IDS - 1} - pid AS place
                    FROM (SELECT rn, pid, truth, pattern, has_id,
                                 least(greatest({weight}, -{_SHIFT // 2}), {_MOST}) AS w
                          FROM {compared}) AS weighed) AS placed
              GROUP BY rn) AS summed""")  # fmt: skip


def weight_sql(model: Model) -> str:
    """Return SQL for the weight of a compared pair, in nats; the same sum as ``Model.score``."""
    counts = {"name": ("name_b", "name_a"), "birth": ("birth_b", ""), "place": ("place_b", "")}
    parts = []
    for i, (field, weights) in enumerate(zip(model.fields, model.weights(), strict=True)):
        b, a = counts.get(field.name, ("", ""))
        levels = " ".join(
            f"WHEN {level} THEN {_level_sql(weight, b, a)}" for level, weight in enumerate(weights)
        )
        digit = f"CAST(floor(pattern / {float(10**i)!r}) AS bigint) % 10"
        parts.append(f"(CASE {digit} {levels} ELSE 0e0 END)")
    return " + ".join(parts)


def _level_sql(weight: Weight, b: str, a: str) -> str:
    constant = f"({weight.constant!r}e0)" if "e" not in repr(weight.constant) else repr(weight.constant)  # fmt: skip
    if weight.q is None:
        return constant
    base = f"{b} + {weight.q:.12e} * {a}" if weight.q and a else b
    return f"({constant} - ln(CAST({base} AS double)))"
