"""The sample that two officials read."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from motcua.corrections.sampling import read_twice, second_reading_percent


def test_the_share_is_dated():
    assert second_reading_percent(date(2026, 11, 23)) == 10


@given(st.text(max_size=12))
def test_nothing_of_nothing_and_all_of_all(key):
    assert not read_twice("s", "run", key, 0)
    assert read_twice("s", "run", key, 100)


@given(st.text(max_size=12), st.integers(0, 99))
def test_a_greater_share_holds_the_smaller_one(key, percent):
    assert read_twice("s", "run", key, percent + 1) >= read_twice("s", "run", key, percent)


def test_about_the_stated_share_is_drawn():
    drawn = sum(read_twice("secret", "run", str(n), 10) for n in range(5000))
    assert 400 < drawn < 600


def test_the_sample_depends_on_the_secret():
    keys = [str(n) for n in range(200)]
    assert [read_twice("a", "r", k, 50) for k in keys] != [
        read_twice("b", "r", k, 50) for k in keys
    ]
