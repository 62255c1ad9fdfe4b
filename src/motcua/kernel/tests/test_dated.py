from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.dated import Dated, NoValueOn, Span

CHECKED = date(2026, 11, 22)


def span(first, last, value, source="Nghị định 161/2026/NĐ-CP"):
    return Span(first, last, value, source, CHECKED, "verified")


SALARY = Dated(
    "base-salary",
    [
        span(date(2026, 7, 1), None, 2_530_000),
        span(date(2024, 7, 1), date(2026, 6, 30), 2_340_000),
    ],
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 6, 30), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
        (date(2099, 1, 1), 2_530_000),
    ],
)
def test_a_value_is_read_for_a_day(day, value):
    assert SALARY.on(day) == value


def test_a_day_without_a_value_is_an_error_that_names_value_and_day():
    with pytest.raises(NoValueOn, match="base-salary: no value recorded for 2024-06-30"):
        SALARY.on(date(2024, 6, 30))


def test_the_source_comes_with_the_value():
    assert SALARY.span_on(date(2026, 11, 23)).source == "Nghị định 161/2026/NĐ-CP"


def test_a_value_without_a_source_is_refused():
    with pytest.raises(ValueError, match="cites no source"):
        span(CHECKED, None, 1, source="  ")


def test_two_values_for_one_day_are_refused():
    with pytest.raises(ValueError, match="two values for 2026-07-01"):
        Dated("x", [span(date(2026, 1, 1), None, 1), span(date(2026, 7, 1), None, 2)])


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        span(date(2026, 7, 1), date(2026, 6, 30), 1)


@given(st.permutations([(2020, "a"), (2021, "b"), (2022, "c")]))
def test_the_order_of_writing_does_not_matter(years):
    dated = Dated("x", [span(date(y, 1, 1), date(y, 12, 31), v) for y, v in years])

    assert [dated.on(date(year, 5, 5)) for year in (2020, 2021, 2022)] == ["a", "b", "c"]
