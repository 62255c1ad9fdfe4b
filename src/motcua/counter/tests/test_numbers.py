"""Numbers without gaps, the pace of a day, and hours that can be promised."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.roles import Role
from motcua.counter import service as counter
from motcua.counter.appointments import A_STEP, slots
from motcua.counter.numbers import FIRST_GUESS, estimate
from motcua.dossiers.tests.cast import ACTORS, MAI_CHAU, at
from motcua.kernel.parameters import parameters

HAU = ACTORS[Role.RECEIVER]
NOON = at(23, 12)


def numbers(count: int, agency: str = MAI_CHAU, day: int = 23) -> list[int]:
    return [counter.take_number(agency, "G15", "Hộ tịch", at(day, 8)).number for _ in range(count)]


@pytest.mark.django_db
def test_each_agency_and_day_has_its_own_numbers_without_gaps():
    assert numbers(3) == [1, 2, 3]
    assert numbers(2, "H44.28.06") == [1, 2]
    assert numbers(1, day=24) == [1]


@pytest.mark.django_db
def test_who_came_first_is_called_first_and_whom_one_served_is_done_with():
    numbers(2)
    first = counter.call_next(MAI_CHAU, "2", HAU, at(23, 9))
    second = counter.call_next(MAI_CHAU, "2", HAU, at(23, 9, 10))
    assert (first.number, second.number) == (1, 2)
    board = counter.board(MAI_CHAU, at(23, 9, 11))
    assert ([one.number for one in board.called], board.waiting) == ([2], 0)
    with pytest.raises(counter.NobodyWaits):
        counter.call_next(MAI_CHAU, "2", HAU, at(23, 9, 20))


@pytest.mark.django_db
def test_two_receivers_call_two_people_and_an_absent_one_is_not_called_again():
    numbers(3)
    other = replace(HAU, account_id=ACTORS[Role.CLERK].account_id)
    assert counter.call_next(MAI_CHAU, "1", HAU, at(23, 9)).number == 1
    assert counter.call_next(MAI_CHAU, "2", other, at(23, 9)).number == 2
    assert counter.call_again(MAI_CHAU, HAU, at(23, 9, 1)).calls == 2
    counter.note_absent(MAI_CHAU, HAU, at(23, 9, 2))
    assert counter.at_place(MAI_CHAU, HAU, at(23, 9, 2)) is None
    assert counter.call_next(MAI_CHAU, "1", HAU, at(23, 9, 3)).number == 3


def test_before_anybody_was_called_the_wait_is_guessed():
    assert estimate([], 3) == 3 * FIRST_GUESS


@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.integers(0, 50))
def test_the_wait_lies_between_the_quickest_and_the_slowest_step(steps, ahead):
    calls = [NOON]
    for minutes in steps:
        calls.append(calls[-1] - timedelta(minutes=minutes))
    wait = estimate(calls, ahead)
    assert timedelta(minutes=min(steps) * ahead) <= wait <= timedelta(minutes=max(steps) * ahead)


def test_a_long_pause_does_not_slow_the_pace():
    calls = [NOON, NOON - timedelta(minutes=5), NOON - timedelta(hours=3)]
    assert estimate(calls, 1) == timedelta(minutes=5)


@given(st.dates(date(2026, 11, 1), date(2026, 12, 31)))
def test_every_hour_offered_lies_within_office_hours_and_none_on_a_day_off(day):
    law = parameters()
    sessions = law.hours_of(MAI_CHAU, day).on(day, law.calendar)
    offered = list(slots(day, law.calendar, law.hours_of(MAI_CHAU, day)))
    assert bool(offered) == law.calendar.is_working(day)
    assert all(any(a <= one and one + A_STEP <= b for a, b in sessions) for one in offered)


@pytest.mark.django_db
def test_an_hour_is_promised_once_and_past_hours_are_not_offered():
    guest = counter.Guest(name="Hà Văn Bảy", phone="")
    hour: datetime = at(23, 9)
    counter.make_appointment(MAI_CHAU, hour, guest, at(23, 8))
    with pytest.raises(counter.SlotTaken):
        counter.make_appointment(MAI_CHAU, hour, guest, at(23, 8))
    law, day = parameters(), hour.date()
    taken = {one.at for one in counter.appointments_on(MAI_CHAU, day)}
    hours = law.hours_of(MAI_CHAU, day)
    free = counter.free_slots(day, law.calendar, hours, taken, at(23, 8, 30))
    assert hour not in free
    assert free[0] == at(23, 8, 45)
    assert counter.drop_old_appointments(at(24, 0, 5)) == 1
