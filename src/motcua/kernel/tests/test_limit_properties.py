from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.clock import HANOI
from motcua.kernel.limits import (
    Extension,
    Limit,
    Pause,
    add_working_minutes,
    due,
    starts_at,
    working_minutes_between,
)
from motcua.kernel.tests.year_2026 import CALENDAR, HOURS

moments = st.integers(0, 300 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=HANOI) + timedelta(minutes=minutes)
)
cut_offs = st.none() | st.just(time(15))
limits = st.one_of(
    st.builds(Limit.same_day, cut_offs),
    st.builds(
        Limit,
        st.integers(1, 20),
        st.just("working_days"),
        cut_offs,
        st.sampled_from(["end_of_day", "hour_of_receipt"]),
    ),
    st.builds(Limit, st.integers(1, 20), st.sampled_from(["calendar_days", "hours"]), cut_offs),
)
lengths = st.integers(0, 4 * 480)


@given(moments, moments, limits)
def test_what_is_received_later_is_never_due_earlier(one, other, limit):
    earlier, later = sorted((one, other))

    assert due(earlier, limit, CALENDAR, HOURS) <= due(later, limit, CALENDAR, HOURS)


@given(moments, limits.filter(lambda limit: limit.amount), st.integers(1, 5))
def test_a_longer_limit_is_never_due_earlier(received, limit, more):
    longer = Limit(limit.amount + more, limit.unit, limit.cut_off, limit.hour_rule)

    assert due(received, limit, CALENDAR, HOURS) <= due(received, longer, CALENDAR, HOURS)


@given(moments, limits)
def test_what_is_due_is_due_in_working_time_after_it_counts_as_received(received, limit):
    moment = due(received, limit, CALENDAR, HOURS)

    assert moment >= starts_at(received, limit, CALENDAR, HOURS) >= received
    assert any(
        start <= moment <= end or limit.hour_rule == "hour_of_receipt"
        for start, end in HOURS.on(moment.date(), CALENDAR)
    )


@given(moments, limits, st.integers(0, 100), lengths)
def test_a_pause_of_t_working_minutes_moves_the_due_time_by_exactly_t(
    received, limit, percent, length
):
    start = starts_at(received, limit, CALENDAR, HOURS)
    unpaused = due(received, limit, CALENDAR, HOURS)
    before = working_minutes_between(start, unpaused, CALENDAR, HOURS) * percent // 100
    paused_at = add_working_minutes(start, before, CALENDAR, HOURS)
    pause = Pause(paused_at, add_working_minutes(paused_at, length, CALENDAR, HOURS))

    moved = due(received, limit, CALENDAR, HOURS, pauses=[pause])

    assert working_minutes_between(unpaused, moved, CALENDAR, HOURS) == length


@given(moments, limits, st.lists(st.tuples(lengths, lengths), max_size=4))
def test_pauses_one_after_another_add_up(received, limit, pieces):
    clock = starts_at(received, limit, CALENDAR, HOURS)
    unpaused = due(received, limit, CALENDAR, HOURS)
    left, pauses = working_minutes_between(clock, unpaused, CALENDAR, HOURS), []
    for gap, length in pieces:
        start = add_working_minutes(clock, min(gap, left), CALENDAR, HOURS)
        clock = add_working_minutes(start, length, CALENDAR, HOURS)
        left -= min(gap, left)
        pauses.append(Pause(start, clock))

    moved = due(received, limit, CALENDAR, HOURS, pauses=reversed(pauses))

    total = sum(length for _, length in pieces)
    assert working_minutes_between(unpaused, moved, CALENDAR, HOURS) == total


@given(moments, limits, st.integers(1, 10), st.integers(1, 10))
def test_extensions_never_shorten_and_add_up(received, limit, one, other):
    plain = due(received, limit, CALENDAR, HOURS)
    apart = due(received, limit, CALENDAR, HOURS, extensions=[Extension(one), Extension(other)])
    together = due(received, limit, CALENDAR, HOURS, extensions=[Extension(one + other)])

    assert plain < apart
    assert apart.date() == together.date()


@given(moments, lengths)
def test_adding_and_counting_working_minutes_are_inverse(moment, minutes):
    later = add_working_minutes(moment, minutes, CALENDAR, HOURS)

    assert working_minutes_between(moment, later, CALENDAR, HOURS) == minutes
    assert working_minutes_between(later, moment, CALENDAR, HOURS) == -minutes


@given(moments, moments, moments)
def test_working_minutes_of_neighbouring_stretches_add_up(one, two, three):
    a, b, c = sorted((one, two, three))

    assert working_minutes_between(a, c, CALENDAR, HOURS) == working_minutes_between(
        a, b, CALENDAR, HOURS
    ) + working_minutes_between(b, c, CALENDAR, HOURS)
