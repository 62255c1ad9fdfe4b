import pytest

from motcua.kernel.limits import DueWord, Outcome, due_word, outcome, remaining
from motcua.kernel.tests.year_2026 import CALENDAR, HOURS, at

DUE = at("25/11/2026", "17:00")


@pytest.mark.parametrize(
    ("now", "word", "days", "shown"),
    [
        (at("19/11/2026", "08:00"), DueWord.IN_TIME, 3, "Còn hạn"),
        (at("20/11/2026", "08:00"), DueWord.IN_TIME, 2, "Còn hạn"),
        (at("23/11/2026", "08:00"), DueWord.SOON, 1, "Sắp đến hạn (còn 1 ngày)"),
        (at("24/11/2026", "08:00"), DueWord.SOON, 1, "Sắp đến hạn (còn 1 ngày)"),
        (at("25/11/2026", "00:30"), DueWord.TODAY, 0, "Đến hạn hôm nay"),
        (at("25/11/2026", "23:59"), DueWord.TODAY, 0, "Đến hạn hôm nay"),
        (at("26/11/2026", "00:30"), DueWord.LATE, 1, "Quá hạn 1 ngày"),
        (at("30/11/2026", "08:00"), DueWord.LATE, 3, "Quá hạn 3 ngày"),
    ],
)
def test_the_word_follows_the_working_days_left(now, word, days, shown):
    state = due_word(now, DUE, CALENDAR)

    assert (state.word, state.days, state.vi()) == (word, days, shown)


def test_the_first_weekend_after_the_due_day_is_already_one_day_late():
    assert due_word(at("28/11/2026"), at("27/11/2026", "17:00"), CALENDAR).days == 1


def test_the_eve_of_a_date_promised_on_a_day_off_is_soon():
    state = due_word(at("23/11/2026", "18:00"), at("24/11/2026", "09:40"), CALENDAR)

    assert (state.word, state.days) == (DueWord.SOON, 1)


def test_a_clock_that_does_not_run_has_its_own_words():
    assert due_word(DUE, None, CALENDAR).vi() == "Chưa tính thời hạn"
    assert due_word(DUE, DUE, CALENDAR, "not_started").word == DueWord.NOT_STARTED
    assert due_word(DUE, DUE, CALENDAR, "paused").vi() == "Tạm dừng tính thời hạn"


def test_what_remains_is_counted_in_working_minutes_and_goes_below_zero():
    assert remaining(at("23/11/2026", "16:00"), DUE, CALENDAR, HOURS) == 60 + 480
    assert remaining(at("26/11/2026", "08:00"), DUE, CALENDAR, HOURS) == -60


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        (at("23/11/2026", "23:59"), Outcome.EARLY),
        (at("25/11/2026", "00:30"), Outcome.ON_TIME),
        (at("25/11/2026", "23:59"), Outcome.ON_TIME),
        (at("26/11/2026", "00:30"), Outcome.LATE),
    ],
)
def test_early_on_time_and_late_are_judged_by_the_local_day(finished, expected):
    assert outcome(finished, DUE) == expected
