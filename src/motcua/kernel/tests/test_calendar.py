from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.calendar import CalendarNotPublished, OfficeHours, WorkCalendar, joined
from motcua.kernel.tests.year_2026 import CALENDAR, HOURS, at

days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_weekends_and_days_off_are_not_worked_but_make_up_saturdays_are():
    assert CALENDAR.is_working(date(2026, 11, 23))
    assert not CALENDAR.is_working(date(2026, 11, 22))
    assert not CALENDAR.is_working(date(2026, 11, 24))
    assert CALENDAR.is_working(date(2026, 8, 22))


def test_working_days_between_leave_out_the_first_day():
    assert CALENDAR.working_days_between(date(2026, 11, 23), date(2026, 11, 25)) == 1
    assert CALENDAR.working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 0


@given(after=days_of_2026, until=days_of_2026)
def test_working_days_between_are_the_days_worked_one_by_one(after, until):
    days = [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
    assert CALENDAR.working_days_between(after, until) == sum(map(CALENDAR.is_working, days))


def test_a_count_over_unpublished_days_names_the_first_of_them():
    with pytest.raises(CalendarNotPublished, match="01/01/2027"):
        CALENDAR.working_days_between(date(2026, 12, 31), date(2027, 1, 1))
    with pytest.raises(CalendarNotPublished, match="31/12/2025"):
        CALENDAR.working_days_between(date(2025, 12, 30), date(2026, 1, 5))


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_the_calendar_is_an_error_that_names_the_day(day):
    with pytest.raises(CalendarNotPublished, match=f"{day:%d/%m/%Y}"):
        CALENDAR.is_working(day)


def test_a_half_day_has_only_its_own_sessions():
    assert HOURS.on(date(2026, 12, 24), CALENDAR) == [
        (at("24/12/2026", "07:00"), at("24/12/2026", "11:30"))
    ]
    assert HOURS.on(date(2026, 12, 26), CALENDAR) == []


def test_years_that_follow_on_one_another_join_into_one_calendar():
    next_year = WorkCalendar(
        first_day=date(2027, 1, 1),
        last_day=date(2027, 12, 31),
        days_off={date(2027, 1, 1): "Tết Dương lịch"},
    )

    both = joined([CALENDAR, next_year])

    assert both.next_working_day(date(2026, 12, 31)) == date(2027, 1, 4)
    assert not both.is_working(date(2026, 11, 24))


def test_a_year_missing_between_calendars_is_an_error():
    later = WorkCalendar(first_day=date(2028, 1, 1), last_day=date(2028, 12, 31))
    with pytest.raises(ValueError, match="2026-12-31 and 2028-01-01"):
        joined([CALENDAR, later])


@pytest.mark.parametrize(
    "sessions",
    [
        (),
        ((time(11), time(7)),),
        ((time(7), time(12)), (time(11), time(17))),
        ((time(13), time(17)), (time(7), time(11))),
    ],
)
def test_office_hours_out_of_order_are_refused(sessions):
    with pytest.raises(ValueError, match="in order"):
        OfficeHours(sessions)
