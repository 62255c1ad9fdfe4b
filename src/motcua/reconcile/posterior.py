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


def rank(engine: Engine, model: Model, compared: str, out: str) -> None:
    """Make ``out`` from a table shaped as ``compared``."""
    # the shared odds of 'nobody' are taken off before exponentiation, so that sums fit a decimal
    weight = f"CAST(round(1000 * ({weight_sql(model)})) AS bigint)"
    engine.table("scored", f"""
        SELECT rn, pid, truth, pattern, has_id, w, CAST(exp(w / 1000.0) AS decimal(38, 9)) AS odds,
               (w + {_SHIFT}) * {_IDS} + {_IDS - 1} - pid AS place
        FROM (SELECT rn, pid, truth, pattern, has_id, least(greatest({weight}, -{_SHIFT // 2}), {_MOST}) AS w
              FROM {compared}) AS weighed""")  # fmt: skip
    engine.table("summed", f"""
        SELECT rn, max(place) AS first, {engine.sql.second_largest("place")} AS second,
               sum(odds) AS odds, count(*) AS rivals
        FROM scored GROUP BY rn""")  # fmt: skip
    without, having = model.odds_of_nobody()
    nobody = f"CASE WHEN s.has_id = 0 THEN {without!r} ELSE {having!r} END"
    runner_w = f"(floor(second / {float(_IDS)}) - {_SHIFT})"
    runner_rest = f"CAST(m.odds AS double) - exp({runner_w} / 1000.0)"
    engine.table(out, f"""
        SELECT s.rn, s.truth, s.pid, s.pattern, m.rivals,
               s.w / 1000.0 - ln(CAST(m.odds - s.odds AS double) + {nobody}) AS logit,
               CAST({_IDS - 1} - second % {_IDS} AS bigint) AS runner_up,
               {runner_w} / 1000.0 - ln(greatest({runner_rest}, 0) + {nobody}) AS runner_logit
        FROM scored AS s JOIN summed AS m ON m.rn = s.rn AND m.first = s.place""")  # fmt: skip
    engine.drop("scored", "summed")


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
