import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from motcua.reconcile.calibration import Sample, error_above, fit
from motcua.reconcile.outcomes import PARTS, threshold


def overconfident(size=50_000):
    dice = np.random.default_rng(5)  # its own in every test, whatever ran before
    raw = dice.normal(3, 3, size)
    true = 1 / (1 + np.exp(-raw / 2))
    return Sample(raw, dice.random(size) < true, np.ones(size)), true


def test_an_overconfident_model_is_brought_down_to_the_truth():
    sample, true = overconfident()
    curve = fit(sample)
    high = curve.chance(sample.raw) > 0.9
    assert abs(curve.chance(sample.raw)[high].mean() - true[high].mean()) < 0.005


def test_the_curve_never_falls():
    sample, _ = overconfident(2000)
    steps = fit(sample).chance(np.linspace(-12, 60, 500))
    assert (np.diff(steps) >= -1e-9).all()


def test_without_known_rows_the_model_is_believed():
    nothing = np.array([])
    curve = fit(Sample(nothing, nothing.astype(bool), nothing))
    assert abs(curve.chance(np.array([0.0]))[0] - 0.5) < 1e-9


def test_the_interval_holds_the_share_of_wrong_links():
    sample, true = overconfident()
    curve = fit(sample)
    share, low, high = error_above(sample, curve, 0.99)
    above = curve.chance(sample.raw) >= 0.99
    assert low <= share <= high
    assert low <= (1 - true[above]).mean() <= high


@given(st.lists(st.tuples(st.integers(1, PARTS), st.integers(1, 50)), min_size=1, unique_by=lambda x: x[0]), st.floats(1e-5, 0.2))  # fmt: skip
def test_the_threshold_keeps_the_stated_share_of_wrong_links(spread, max_wrong):
    chances = np.array([chance for chance, _ in spread])
    rows = np.array([count for _, count in spread])
    least = threshold(chances, rows, max_wrong)
    kept = chances >= least
    wrong = ((PARTS - chances[kept]) * rows[kept]).sum()
    assert wrong <= max_wrong * PARTS * rows[kept].sum() * (1 + 1e-9)
