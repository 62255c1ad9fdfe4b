from __future__ import annotations

import ast
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from motcua.admissions import checker, match
from motcua.admissions.checker import check, check_cutoffs
from motcua.admissions.results import cutoffs_of, result_of
from motcua.admissions.tests.small import as_table, draw


def test_the_checker_shares_no_code_with_the_engine():
    tree = ast.parse(Path(checker.__file__).read_text())
    roots = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            roots |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            roots.add((node.module or "").split(".")[0])
    assert roots - set(sys.stdlib_module_names) == {"numpy", "pyarrow"}


def wrong_rule(name):
    """Return tables that a faulty engine would have decided instead of the true ones."""

    def ignores_floors(c, p, w):
        return c, p.set_column(2, "floor", pa.array([0] * len(p))), w

    def ignores_rank(c, p, w):
        rng = np.random.default_rng(1)
        return c, p, w.set_column(1, "rank", pa.array(_reversed_ranks(w, rng)))

    def one_seat_more(c, p, w):
        return c, p.set_column(1, "quota", pa.array([q + 1 for q in p["quota"].to_pylist()])), w

    def one_seat_less(c, p, w):
        fewer = [max(q - 1, 0) for q in p["quota"].to_pylist()]
        return c, p.set_column(1, "quota", pa.array(fewer)), w

    def lottery_backwards(c, p, w):
        return c.set_column(1, "lottery", pa.array([-x for x in c["lottery"].to_pylist()])), p, w

    def worst_score_first(c, p, w):
        turned = [3000 - s for s in w["score"].to_pylist()]
        return (
            c,
            p.set_column(2, "floor", pa.array([0] * len(p))),
            w.set_column(w.column_names.index("score"), "score", pa.array(turned)),
        )

    return locals()[name]


def _reversed_ranks(wishes, rng):
    top = 20
    return [top - rank for rank in wishes["rank"].to_pylist()]


MUTANTS = {
    "ignores_floors": ("strict", "ties"),
    "ignores_rank": ("strict", "ties"),
    "one_seat_more": ("strict", "ties"),
    "one_seat_less": ("strict", "ties"),
    "lottery_backwards": ("strict",),
    "worst_score_first": ("strict", "ties"),
}


@pytest.mark.parametrize(
    ("mutant", "rule"), [(m, rule) for m, rules in MUTANTS.items() for rule in rules]
)
def test_an_engine_with_a_wrong_rule_is_caught(mutant, rule):
    caught = differing = 0
    for seed in range(1, 200, 3):
        small = draw(seed)
        right = result_of(match(*small, rule=rule))
        wrong = _with_true_ranks(small, result_of(match(*wrong_rule(mutant)(*small), rule=rule)))
        found = check(*small, wrong, rule)
        differing += not right.equals(wrong)
        caught += bool(found)
    assert caught == differing > 5


def _with_true_ranks(small, result):
    given = dict(zip(result["candidate"].to_pylist(), result["programme"].to_pylist(), strict=True))
    table = as_table(small, given)
    return table.cast(result.schema)


@pytest.mark.parametrize(("rule", "other"), [("strict", "ties"), ("ties", "strict")])
def test_the_result_of_the_other_tie_rule_is_caught(rule, other):
    caught = 0
    for seed in range(200):
        small = draw(seed)
        right, wrong = (result_of(match(*small, rule=r)) for r in (rule, other))
        assert bool(check(*small, wrong, rule)) == (not right.equals(wrong)), seed
        caught += not right.equals(wrong)
    assert caught > 20


def test_each_kind_of_fault_has_its_name():
    tables = (
        pa.table({"candidate": ["a", "b"], "lottery": [1, 2]}),
        pa.table({"programme": ["X", "Y"], "quota": [1, 1], "floor": [2000, 1500]}),
        pa.table(
            {
                "candidate": ["a", "a", "b", "b"],
                "rank": [1, 2, 1, 2],
                "programme": ["X", "Y", "Y", "X"],
                "score": [2500, 2500, 2600, 1900],
            }
        ),
    )

    def codes(programmes, ranks, names=("a", "b")):
        result = pa.table(
            {
                "candidate": list(names),
                "programme": pa.array(programmes, pa.string()),
                "rank": pa.array(ranks, pa.int16()),
            }
        )
        return {violation.code for violation in check(*tables, result, "strict")}

    assert codes(["X", "Y"], [1, 1]) == set()
    assert codes(["X", None], [1, None]) == {"blocking"}
    assert "not_asked" in codes(["X", "Y"], [2, 1])
    assert "below_floor" in codes(["Y", "X"], [2, 2])
    assert "over_quota" in codes(["Y", "Y"], [2, 1])
    assert codes(["X"], [1], ["a"]) == {"absent"}
    assert codes(["X", "Y", "Y"], [1, 1, 1], ["a", "b", "b"]) == {"twice"}
    assert codes(["X", "Y", "Y"], [1, 1, 1], ["a", "b", "z"]) == {"stranger"}
    assert codes(["X", "Z"], [1, 1]) == {"unknown_programme"}
    assert "rank_without_programme" in codes(["X", None], [1, 3])


@pytest.mark.parametrize("rule", ["strict", "ties"])
def test_a_stable_result_that_is_better_for_programmes_is_caught(rule):
    tables = (
        pa.table({"candidate": [1, 2], "lottery": [1, 2]}),
        pa.table({"programme": ["X", "Y"], "quota": [1, 1], "floor": [0, 0]}),
        pa.table(
            {
                "candidate": [1, 1, 2, 2],
                "rank": [1, 2, 1, 2],
                "programme": ["X", "Y", "Y", "X"],
                "score": [2000, 2500, 2000, 2500],
            }
        ),
    )
    swapped = pa.table({"candidate": [1, 2], "programme": ["Y", "X"], "rank": [2, 2]})
    assert [violation.code for violation in check(*tables, swapped, rule)] == ["not_optimal"]


@pytest.mark.parametrize("rule", ["strict", "ties"])
def test_wrong_cutoffs_are_caught(rule):
    for seed in range(60):
        small = draw(seed)
        outcome = match(*small, rule=rule)
        result, cutoffs = result_of(outcome), cutoffs_of(outcome)
        assert check_cutoffs(*small, result, cutoffs, rule) == []
        at = cutoffs.column_names.index("cutoff")
        raised = [None if c is None else c + 5 for c in cutoffs["cutoff"].to_pylist()]
        if any(c is not None for c in raised):
            wrong = cutoffs.set_column(at, "cutoff", pa.array(raised, pa.int16()))
            assert check_cutoffs(*small, result, wrong, rule)
        assert check_cutoffs(*small, result, cutoffs.slice(1), rule)
