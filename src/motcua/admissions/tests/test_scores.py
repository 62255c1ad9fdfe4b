from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.admissions.score_rules import score_rule_book
from motcua.admissions.scores import admission_score, combination_total, priority_level
from motcua.kernel.dated import NoValueOn

RULES = score_rule_book().on(date(2026, 7, 20))


def score(total, weight=3, level=0, bonus=0, rules=RULES):
    arrays = (np.array([value], dtype=np.int64) for value in (level, bonus))
    return int(admission_score(np.array([total], dtype=np.int64), weight, *arrays, rules)[0])


def test_without_priority_or_bonus_the_score_is_the_sum_of_marks():
    assert score(800 + 750 + 725) == 2275


def test_below_the_threshold_priority_counts_in_full():
    assert score(2249, level=75) == 2324


def test_from_the_threshold_on_priority_shrinks():
    # 30 − 22,5 = 7,5: the factor is exactly one; at 26,25 it is one half
    assert score(2250, level=75) == 2325
    assert score(2625, level=275) == 2625 + 138  # 137,5 rounds up


def test_a_perfect_total_leaves_no_room_for_priority():
    assert score(3000, level=275) == 3000


def test_half_a_hundredth_rounds_up():
    # (8,01 + 8,00 x 3) x 30/40 = 24,0075
    assert score(801 + 3 * 800, weight=4) == 2401
    # 24,345 exactly: 3 x 3246 / 4 = 2434,5
    assert score(3246, weight=4) == 2435


def test_the_bonus_is_capped_and_the_total_never_passes_the_top():
    assert score(2000, bonus=500) == 2300
    assert score(2900, bonus=300, level=275) == 3000


def test_the_bonus_counts_before_priority_is_reduced():
    assert score(2200, bonus=50, level=75) == 2325
    assert score(2200, bonus=100, level=75) == 2300 + 70


def test_priority_adds_area_and_group():
    assert priority_level(["KV1", "KV3", None], ["UT1", None, "UT2"], RULES).tolist() == [
        275,
        0,
        100,
    ]


def test_a_combination_needs_every_subject():
    marks = {
        "toan": np.array([800, 700]),
        "vat-li": np.array([900, -1]),
        "hoa-hoc": np.array([1, 2]),
    }
    total, sat = combination_total(marks, ("toan", "vat-li", "hoa-hoc"), (2, 1, 1))
    assert total[0] == 2501
    assert sat.tolist() == [True, False]


@given(
    marks=st.tuples(*[st.integers(0, 1000)] * 3),
    weights=st.tuples(*[st.integers(1, 10)] * 3),
    level=st.sampled_from([0, 25, 50, 75, 100, 175, 275]),
    bonus=st.integers(0, 400),
)
def test_every_score_equals_the_formula_in_exact_fractions(marks, weights, level, bonus):
    total = sum(m * w for m, w in zip(marks, weights, strict=True))
    base = min(Fraction(3 * total, sum(weights)) + min(bonus, 300), Fraction(3000))
    priority = Fraction(level) if base < 2250 else (3000 - base) / 750 * level
    exact = base + priority
    half_up = (exact + Fraction(1, 2)).__floor__()
    assert score(total, sum(weights), level, bonus) == min(half_up, 3000)


@given(st.integers(0, 2999), st.sampled_from([25, 75, 275]))
def test_a_better_exam_never_gives_a_worse_score(total, level):
    assert score(total, level=level) <= score(total + 1, level=level)


def test_every_rule_is_cited_and_says_that_it_is_unverified():
    book = score_rule_book()
    assert "rounding" in book.unverified_on(date(2026, 7, 20))
    for rules in (book.numbers, book.flags, book.points):
        for rule in rules.values():
            assert all(span.source and span.checked_on for span in rule.spans)


def test_a_day_before_the_rules_has_no_rules():
    with pytest.raises(NoValueOn):
        score_rule_book().on(date(2019, 7, 1))
