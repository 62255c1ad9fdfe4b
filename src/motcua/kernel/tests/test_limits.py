from datetime import UTC, date, time, timedelta, timezone

import pytest

from motcua.kernel.calendar import CalendarNotPublished
from motcua.kernel.limits import Extension, Limit, Pause, due, starts_at
from motcua.kernel.tests.year_2026 import CALENDAR, HOURS, at

CIVIL_STATUS = Limit.same_day(time(15))
THREE_DAYS = Limit(3, "working_days")


def due_of(received, limit, **given):
    return due(received, limit, CALENDAR, HOURS, **given)


@pytest.mark.parametrize("clock", ["00:30", "06:59", "07:00", "08:40", "12:00", "15:00"])
def test_what_is_received_by_three_is_due_the_same_day(clock):
    assert due_of(at("23/11/2026", clock), CIVIL_STATUS) == at("23/11/2026", "17:00")


@pytest.mark.parametrize("clock", ["15:01", "16:59", "17:00", "23:59"])
def test_what_is_received_after_three_is_due_the_next_working_day(clock):
    assert due_of(at("23/11/2026", clock), CIVIL_STATUS) == at("25/11/2026", "17:00")


def test_what_is_received_on_sunday_evening_counts_as_received_on_monday_morning():
    received = at("22/11/2026", "20:31")

    assert starts_at(received, CIVIL_STATUS, CALENDAR, HOURS) == at("23/11/2026", "07:00")
    assert due_of(received, THREE_DAYS) == at("27/11/2026", "17:00")


def test_the_lunch_break_counts_as_the_start_of_the_afternoon():
    assert starts_at(at("23/11/2026", "12:15"), THREE_DAYS, CALENDAR, HOURS) == at(
        "23/11/2026", "13:30"
    )


def test_the_day_of_receipt_is_not_counted():
    assert due_of(at("16/11/2026", "08:00"), THREE_DAYS) == at("19/11/2026", "17:00")


def test_a_moment_in_another_zone_is_counted_by_the_local_day():
    late_on_the_22nd_in_utc = at("23/11/2026", "00:30").astimezone(UTC)
    in_new_york = at("23/11/2026", "00:30").astimezone(timezone(-timedelta(hours=5)))

    assert late_on_the_22nd_in_utc.day == 22
    assert due_of(late_on_the_22nd_in_utc, CIVIL_STATUS) == at("23/11/2026", "17:00")
    assert due_of(in_new_york, CIVIL_STATUS) == at("23/11/2026", "17:00")
    assert due_of(at("23/11/2026", "15:10").astimezone(UTC), CIVIL_STATUS) == at(
        "25/11/2026", "17:00"
    )


def test_seconds_do_not_count_as_forms_do_not_show_them():
    in_the_last_minute = at("23/11/2026", "15:00") + timedelta(seconds=59)

    assert due_of(in_the_last_minute, CIVIL_STATUS) == at("23/11/2026", "17:00")


def test_what_is_received_at_closing_time_is_received_that_day():
    assert due_of(at("16/11/2026", "17:00"), THREE_DAYS) == at("19/11/2026", "17:00")
    assert due_of(at("16/11/2026", "17:01"), THREE_DAYS) == at("20/11/2026", "17:00")


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        due_of(at("23/11/2026", "08:00").replace(tzinfo=None), THREE_DAYS)


def test_a_make_up_saturday_counts():
    assert due_of(at("07/01/2026", "09:00"), THREE_DAYS) == at("10/01/2026", "17:00")


def test_a_half_day_ends_at_noon_and_takes_nothing_after_it():
    assert due_of(at("23/12/2026", "09:00"), Limit(1, "working_days")) == at("24/12/2026", "11:30")
    assert due_of(at("24/12/2026", "14:00"), CIVIL_STATUS) == at("25/12/2026", "17:00")


def test_the_hour_of_receipt_can_be_kept():
    by_hour = Limit(2, "working_days", hour_rule="hour_of_receipt")

    assert due_of(at("18/11/2026", "09:20"), by_hour) == at("20/11/2026", "09:20")
    assert due_of(at("18/11/2026", "18:00"), by_hour) == at("23/11/2026", "07:00")
    assert due_of(at("22/12/2026", "15:00"), by_hour) == at("24/12/2026", "11:30")


def test_hours_are_working_hours():
    four_hours = Limit(4, "hours")

    assert due_of(at("23/11/2026", "10:00"), four_hours) == at("23/11/2026", "16:00")
    assert due_of(at("23/11/2026", "15:00"), four_hours) == at("25/11/2026", "09:00")
    assert due_of(at("23/11/2026", "07:00"), Limit(8, "hours")) == at("23/11/2026", "17:00")


def test_a_limit_in_calendar_days_that_ends_on_a_day_off_moves_to_the_next_working_day():
    assert due_of(at("14/11/2026", "09:00"), Limit(10, "calendar_days")) == at(
        "26/11/2026", "17:00"
    )
    assert due_of(at("13/11/2026", "09:00"), Limit(11, "calendar_days")) == at(
        "25/11/2026", "17:00"
    )


def test_a_pause_over_night_counts_only_working_minutes():
    pause = Pause(at("17/11/2026", "16:00"), at("18/11/2026", "08:30"))

    assert due_of(at("16/11/2026", "08:00"), THREE_DAYS, pauses=[pause]) == at(
        "20/11/2026", "09:30"
    )


def test_pauses_that_overlap_are_counted_once():
    one = Pause(at("17/11/2026", "08:00"), at("17/11/2026", "10:00"))
    other = Pause(at("17/11/2026", "09:00"), at("17/11/2026", "11:00"))
    both = Pause(at("17/11/2026", "08:00"), at("17/11/2026", "11:00"))

    received = at("16/11/2026", "08:00")
    assert due_of(received, THREE_DAYS, pauses=[other, one]) == due_of(
        received, THREE_DAYS, pauses=[both]
    )


def test_a_pause_that_lasts_has_not_moved_the_due_time_yet():
    assert due_of(
        at("16/11/2026", "08:00"), THREE_DAYS, pauses=[Pause(at("17/11/2026", "08:00"))]
    ) == at("19/11/2026", "17:00")


def test_a_pause_after_the_due_time_comes_too_late():
    pause = Pause(at("20/11/2026", "08:00"), at("20/11/2026", "10:00"))

    assert due_of(at("16/11/2026", "08:00"), THREE_DAYS, pauses=[pause]) == at(
        "19/11/2026", "17:00"
    )


def test_a_pause_moves_the_due_time_so_that_a_second_pause_still_counts():
    first = Pause(at("19/11/2026", "07:00"), at("19/11/2026", "17:00"))
    second = Pause(at("20/11/2026", "07:00"), at("20/11/2026", "08:00"))

    assert due_of(at("16/11/2026", "08:00"), THREE_DAYS, pauses=[first, second]) == at(
        "23/11/2026", "08:00"
    )


def test_an_extension_adds_to_the_limit():
    received = at("16/11/2026", "08:00")

    assert due_of(received, THREE_DAYS, extensions=[Extension(2)]) == at("23/11/2026", "17:00")
    assert due_of(received, THREE_DAYS, extensions=[Extension(2, "hours")]) == at(
        "20/11/2026", "09:00"
    )
    assert due_of(received, THREE_DAYS, extensions=[Extension(5, "calendar_days")]) == at(
        "25/11/2026", "17:00"
    )


def test_a_day_outside_the_published_calendar_is_an_error_that_names_the_day():
    with pytest.raises(CalendarNotPublished, match="01/01/2027") as raised:
        due_of(at("30/12/2026", "09:00"), THREE_DAYS)
    assert raised.value.day == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("amount", "unit", "hour_rule"),
    [
        (0, "working_days", "end_of_day"),
        (-1, "hours", "end_of_day"),
        (1, "same_day", "end_of_day"),
        (5, "calendar_days", "hour_of_receipt"),
    ],
)
def test_a_limit_that_means_nothing_is_refused(amount, unit, hour_rule):
    with pytest.raises(ValueError, match="got Limit"):
        Limit(amount, unit, hour_rule=hour_rule)


def test_a_pause_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="cannot end before"):
        Pause(at("17/11/2026", "10:00"), at("17/11/2026", "09:00"))


def test_a_limit_is_named_as_screens_and_forms_write_it():
    assert Limit(7, "working_days").vi() == "7 ngày làm việc"
    assert Limit(7, "working_days").vi(on_form=True) == "07 ngày làm việc"
    assert Limit(10, "calendar_days").vi(on_form=True) == "10 ngày"
    assert CIVIL_STATUS.vi() == "trong ngày"
