from __future__ import annotations

from datetime import date

from motcua.kernel.parameters import parameters
from motcua.scenario.plan import (
    FIRST,
    LAST,
    REPORTED_DOSSIERS,
    REPORTED_ONLINE,
    Plan,
    arrivals,
    ticks,
)

PLAN = Plan(dossiers=2_000, seed=7, actors=2)


def test_as_many_come_as_the_plan_says_in_order_of_time():
    found = arrivals(PLAN, parameters().calendar)
    assert len(found) == PLAN.dossiers
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert [one.number for one in found] == list(range(PLAN.dossiers))


def test_as_many_come_online_as_in_the_report():
    whole = Plan(dossiers=REPORTED_DOSSIERS, seed=7, actors=2)
    online = [one for one in arrivals(whole, parameters().calendar) if one.online]
    assert len(online) == REPORTED_ONLINE
    assert sum(one.online for one in arrivals(PLAN, parameters().calendar)) == 680


def test_nobody_stands_at_a_counter_that_is_closed():
    calendar = parameters().calendar
    at_counters = [one.at for one in arrivals(PLAN, calendar) if not one.online]
    assert all(calendar.is_working(at.date()) for at in at_counters)
    assert {at.hour for at in at_counters} <= set(range(7, 17))


def test_the_same_seed_tells_the_same_story_and_another_another():
    calendar = parameters().calendar
    other = Plan(dossiers=2_000, seed=8, actors=2)
    assert arrivals(PLAN, calendar) == arrivals(PLAN, calendar)
    assert arrivals(PLAN, calendar) != arrivals(other, calendar)


def test_the_clock_is_set_hourly_by_day_and_never_back():
    moments = list(ticks(PLAN))
    assert moments == sorted(moments)
    assert (moments[0].date(), moments[-1].date()) == (FIRST, LAST)
    monday = [at.hour for at in moments if at.date() == date(2026, 10, 5)]
    assert monday == [*range(7, 19), 22]
