"""Intervals and agreement, against worked examples from the literature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.corrections.agreeing import Agreement, Share


def test_wilson_as_in_newcombe_1998():
    # 81 of 263: 0.2553 to 0.3662 (Newcombe 1998, table I)
    assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert Share(0, 20).interval == pytest.approx((0.0, 0.1611), abs=1e-4)


@given(st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(pair):
    share = Share(*pair)
    low, high = share.interval
    assert 0 <= low <= high <= 1
    if share.observed is not None:
        assert share.covers(share.observed)


def test_kappa_of_a_worked_example():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreed 0.7, by chance 0.5
    pairs = Agreement(20, 5, 10, 15)
    assert pairs.share.observed == 0.7
    assert pairs.kappa == pytest.approx(0.4)


def test_kappa_says_nothing_where_chance_would_always_agree():
    assert Agreement().kappa is None
    assert Agreement(both_accepted=9).kappa is None
