"""From marks to an admission score (điểm xét tuyển), exactly.

Everything is a whole number: marks and points in hundredths, sums over the common
denominator ``weight x reduction_span``, and one rounding at the very end, half up, to two
decimals. No floating point, so 24.345 can not turn into 24.34.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from motcua.admissions.score_rules import ScoreRules

Longs = npt.NDArray[np.int64]
NO_MARK = -1


def priority_level(
    areas: Sequence[str | None], groups: Sequence[str | None], rules: ScoreRules
) -> Longs:
    """Return each candidate's area and group points together, before any reduction."""
    both = [
        (rules.area_points[area] if area else 0) + (rules.group_points[group] if group else 0)
        for area, group in zip(areas, groups, strict=True)
    ]
    return np.array(both, dtype=np.int64)


def combination_total(
    marks: Mapping[str, Longs], subjects: Sequence[str], weights: Sequence[int]
) -> tuple[Longs, npt.NDArray[np.bool_]]:
    """Return the weighted sum of a combination's marks, and who sat all of its subjects."""
    total: Longs = np.zeros(1, dtype=np.int64)
    sat = np.ones(1, dtype=bool)
    for subject, weight in zip(subjects, weights, strict=True):
        total = total + weight * marks[subject]
        sat = sat & (marks[subject] != NO_MARK)
    return total, sat


def admission_score(
    total: Longs, weight: int, level: Longs, bonus: Longs, rules: ScoreRules
) -> Longs:
    """Return scores in hundredths.

    ``total`` is the weighted sum of marks, ``weight`` the sum of the weights; the bonus
    (điểm cộng) counts up to its cap. From ``reduced_from`` on, priority is
    ``(top − total) / span × level``.
    """
    top, span = rules.top_score * weight, rules.reduction_span
    gained = total * (rules.top_score // rules.highest_mark)
    extra = np.minimum(bonus, rules.highest_bonus) * weight
    with_bonus = np.minimum(gained + extra, top)
    measured = with_bonus if rules.bonus_counts_before_reduction else gained
    full = level * weight * span
    reduced = level * (top - measured)
    priority = np.where(measured >= rules.reduced_from * weight, reduced, full)
    exact = with_bonus * span + priority
    return np.minimum(_half_up(exact, weight * span), rules.top_score)


def _half_up(numerator: Longs, denominator: int) -> Longs:
    rounded: Longs = (2 * numerator + denominator) // (2 * denominator)
    return rounded
