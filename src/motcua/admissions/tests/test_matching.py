from __future__ import annotations

import sys

import numpy as np
import pyarrow as pa
import pytest

from motcua.admissions import match, matching, one_by_one, rounds_at_once
from motcua.admissions.checker import check, check_cutoffs
from motcua.admissions.intake import instance_of
from motcua.admissions.matching import ENGINES, RULES
from motcua.admissions.order import order_of
from motcua.admissions.results import cutoffs_of, result_of
from motcua.admissions.tests.small import Judge, as_table, draw, draw_crowd, every_result

BATCHES = range(15)
BATCH = 100


def decided(tables, rule, engine="numpy"):
    table = result_of(match(*tables, rule=rule, engine=engine))
    return dict(zip(table["candidate"].to_pylist(), table["programme"].to_pylist(), strict=True))


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("rule", RULES)
def test_the_result_is_the_best_of_all_that_stand(rule, batch):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        small = draw(seed)
        results = every_result(small)
        if len(results) > 700:
            continue
        assert decided(small, rule) == Judge(small, rule).best(results), seed


@pytest.mark.parametrize("rule", RULES)
def test_the_checker_accepts_the_best_result_and_refuses_every_other(rule):
    for seed in range(70):
        small = draw(seed)
        results = every_result(small)
        if len(results) > 200:
            continue
        best = Judge(small, rule).best(results)
        for result in results:
            accepted = not check(*small, as_table(small, result), rule)
            assert accepted == (result == best), (seed, result)


@pytest.mark.parametrize("rule", RULES)
def test_compiled_and_interpreted_engines_agree(rule):
    pytest.importorskip("numba")
    for seed in range(150):
        small = draw(seed)
        numpy, numba = (match(*small, rule=rule, engine=e) for e in ("numpy", "numba"))
        assert result_of(numpy).equals(result_of(numba)), seed
        assert cutoffs_of(numpy).equals(cutoffs_of(numba)), seed


@pytest.mark.parametrize("rule", RULES)
def test_rounds_and_moving_one_by_one_agree(rule):
    compiled = pytest.importorskip("motcua.admissions.compiled")
    finishes = (one_by_one.finish, compiled.finish)
    for seed in range(150):
        instance = instance_of(*draw(seed))
        order, opening = order_of(instance), instance.opening
        settled = [
            rounds_at_once.settle(order, instance.quota, rule == "ties", opening, few, finish)
            for few in (0, 2, 1000)
            for finish in finishes
        ]
        assert all(np.array_equal(settled[0], other) for other in settled), seed


@pytest.mark.parametrize("rule", RULES)
def test_engines_and_checker_agree_on_a_crowd(rule):
    for seed in range(3):
        crowd = draw_crowd(seed)
        outcomes = [match(*crowd, rule=rule, engine=engine) for engine in ("numpy", "numba")]
        results = [result_of(outcome) for outcome in outcomes]
        assert results[0].equals(results[1])
        assert check(*crowd, results[0], rule) == []
        assert check_cutoffs(*crowd, results[0], cutoffs_of(outcomes[0]), rule) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_order_of_the_rows_does_not_matter(rule):
    for seed in range(50):
        small = draw(seed)
        rng = np.random.default_rng(seed)
        mixed = [table.take(pa.array(rng.permutation(len(table)))) for table in small]
        assert result_of(match(*small, rule=rule)).equals(result_of(match(*mixed, rule=rule)))


@pytest.mark.parametrize("rule", RULES)
def test_codes_may_be_numbers_or_text(rule):
    for seed in range(50):
        small = draw(seed)
        worded = [
            table.set_column(table.column_names.index(name), name, table[name].cast(pa.string()))
            for table, name in ((small[0], "candidate"), (small[1], "programme"))
        ]
        numbers = decided(small, rule)
        words = decided((*worded, small[2]), rule)
        assert words == {str(c): None if p is None else str(p) for c, p in numbers.items()}


def test_an_unknown_rule_or_engine_is_refused(monkeypatch):
    small = draw(1)
    with pytest.raises(ValueError, match="rule"):
        match(*small, rule="fair")
    monkeypatch.setenv("MOTCUA_ADMIT_ENGINE", "abacus")
    with pytest.raises(ValueError, match="abacus"):
        match(*small)


def test_the_environment_chooses_the_engine(monkeypatch):
    monkeypatch.setenv("MOTCUA_ADMIT_ENGINE", "numpy")
    assert matching.chosen("auto") == "numpy"
    assert set(ENGINES) == {"auto", "numpy", "numba"}


def test_without_numba_numpy_takes_its_place(monkeypatch):
    small = draw(3)
    expected = decided(small, "strict")
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "motcua.admissions.compiled", raising=False)
    assert matching.chosen("numba") == "numpy"
    assert decided(small, "strict", engine="numba") == expected
