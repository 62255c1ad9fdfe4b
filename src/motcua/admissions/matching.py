"""Every candidate gets the highest-ranked preference they reach.

Candidate-proposing deferred acceptance (Gale and Shapley 1962, college admissions): the one
stable result that is best for every candidate, whatever the order of the input.

Rule ``strict`` breaks ties at the cut-off by rank of the preference, then by the published
lottery, and never exceeds a quota. Rule ``ties`` admits everyone at the cut-off score: only
the last score group may exceed the quota.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from motcua.admissions.instance import TOP_SCORE, Instance
from motcua.admissions.intake import instance_of
from motcua.admissions.order import Order, order_of
from motcua.admissions.rounds_at_once import settle

Rule = Literal["strict", "ties"]
Engine = Literal["auto", "numpy", "numba"]
# a round over so many rows costs about as much as moving one candidate by oneself
ROWS_PER_MOVE = 2048
ROWS_PER_COMPILED_MOVE = 32
RULES: tuple[Rule, ...] = get_args(Rule)
ENGINES: tuple[Engine, ...] = get_args(Engine)


@dataclass(frozen=True)
class Outcome:
    """Who goes where; rows are those of the instance, -1 stands for none."""

    instance: Instance
    rule: Rule
    granted: npt.NDArray[np.int64]  # by candidate: row of the preference granted
    admitted: npt.NDArray[np.int64]  # by programme: how many
    last: npt.NDArray[np.int64]  # by programme: row of the last admitted


def match(
    candidates: Any,
    programmes: Any,
    preferences: Any,
    *,
    rule: Rule = "strict",
    engine: Engine = "auto",
    top_score: int = TOP_SCORE,
) -> Outcome:
    """Decide an admission given as three tables (anything that ``pyarrow.table`` takes).

    :raises motcua.admissions.refusal.InputRefused: when the tables do not make sense.
    """
    tables = (pa.table(given) for given in (candidates, programmes, preferences))
    instance = instance_of(*tables, top_score=top_score, lottery_needed=rule == "strict")
    return decide(instance, rule, engine)


def decide(instance: Instance, rule: Rule, engine: Engine = "auto") -> Outcome:
    """Decide a checked instance; every engine gives the same outcome."""
    if rule not in RULES:
        raise ValueError(f"rule must be one of {RULES}, not {rule!r}")
    ties, rows = rule == "ties", len(instance.rank)
    compiled = _compiled() if chosen(engine) == "numba" else None
    if compiled:
        order = order_of(instance, compiled.sort)
        few = rows // ROWS_PER_COMPILED_MOVE
        held = settle(order, instance.quota, ties, instance.opening, few, compiled.finish)
    else:
        order = order_of(instance)
        few = rows // ROWS_PER_MOVE
        held = settle(order, instance.quota, ties, instance.opening, few)
    return outcome_of(instance, rule, order, held)


def outcome_of(
    instance: Instance, rule: Rule, order: Order, held: npt.NDArray[np.uint8]
) -> Outcome:
    """Read the outcome off the positions that are held."""
    taken = np.flatnonzero(held)
    rows = order.row[taken].astype(np.int64)
    granted = np.full(len(instance.candidates), -1, dtype=np.int64)
    granted[instance.owner[rows]] = rows
    bounds = np.searchsorted(taken, order.start)
    last = np.append(rows, -1)[np.where(bounds[1:] > bounds[:-1], bounds[1:] - 1, -1)]
    return Outcome(instance, rule, granted, np.diff(bounds).astype(np.int64), last)


def chosen(engine: Engine) -> Literal["numpy", "numba"]:
    """Return the engine that ``engine`` means here; ``MOTCUA_ADMIT_ENGINE`` decides for auto.

    Auto means NumPy: importing Numba costs a single run more than it saves. Where Numba is
    not installed, NumPy gives the same bytes.
    """
    if engine == "auto":
        forced = os.environ.get("MOTCUA_ADMIT_ENGINE", "auto")
        if forced not in ENGINES:
            raise ValueError(f"MOTCUA_ADMIT_ENGINE must be one of {ENGINES}, not {forced!r}")
        engine = forced
    return "numba" if engine == "numba" and _compiled() else "numpy"


def _compiled() -> ModuleType | None:
    """Return the compiled engine, None where Numba is missing or has nowhere to keep its work."""
    try:
        return importlib.import_module("motcua.admissions.compiled")
    except (ImportError, RuntimeError):
        return None
