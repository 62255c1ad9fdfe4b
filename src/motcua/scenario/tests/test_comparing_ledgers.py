from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from motcua.kernel.clock import HANOI
from motcua.scenario import checking
from motcua.scenario.checking import Seen, compare, silent_finishes
from motcua.scenario.ledger import Entry

CODE = "H44.28.05-261123-0007"
DUE = datetime(2026, 11, 23, 17, tzinfo=HANOI)
DONE = datetime(2026, 11, 23, 15, tzinfo=HANOI)
NOW = datetime(2026, 11, 27, 9, tzinfo=HANOI)
STEPS = Counter({("20261123084000", 1): 1, ("20261123090000", 2): 1, ("20261123150000", 9): 1})


def told() -> Entry:
    return Entry(
        CODE, "commune", online=True, status=9, due_at=DUE, finished_at=DONE, steps=STEPS.copy()
    )


def shown() -> Seen:
    return Seen(status=9, due_at=DUE, finished_at=DONE, look="done", steps=STEPS.copy())


def test_what_is_shown_as_it_was_told_is_synchronised():
    found = compare({CODE: told()}, {CODE: shown()}, NOW)
    assert (found.synchronised, found.lost_steps, found.named()) == (1, 0, {})


def test_a_dossier_that_is_not_there_is_lost_with_all_its_steps():
    found = compare({CODE: told()}, {}, NOW)
    assert (found.lost, found.lost_steps, found.synchronised) == ([CODE], 3, 0)


def test_a_dossier_that_nobody_filed_is_doubled():
    assert compare({}, {CODE: shown()}, NOW).doubled == [CODE]


def test_a_step_that_is_there_twice_is_doubled():
    there = replace(shown(), steps=STEPS + Counter({("20261123090000", 2): 1}))
    found = compare({CODE: told()}, {CODE: there}, NOW)
    assert (found.doubled, found.lost_steps, found.synchronised) == ([CODE], 0, 0)


def test_a_step_that_is_missing_is_lost_though_the_dossier_is_there():
    there = replace(shown(), steps=Counter({("20261123084000", 1): 1}))
    found = compare({CODE: told()}, {CODE: there}, NOW)
    assert (found.lost, found.lost_steps, found.synchronised) == ([], 2, 0)


def test_a_step_of_unknown_moment_is_any_one_left_over_with_its_status():
    entry = replace(told(), steps=STEPS + Counter({("", 4): 1}))
    right = replace(shown(), steps=STEPS + Counter({("20261123140000", 4): 1}))
    wrong = replace(shown(), steps=STEPS + Counter({("20261123140000", 5): 1}))
    assert checking.difference(entry.steps, right.steps) == (0, 0)
    assert checking.difference(entry.steps, wrong.steps) == (1, 1)


@pytest.mark.parametrize(
    ("there", "name"),
    [
        (replace(shown(), status=4), "wrong_status"),
        (replace(shown(), due_at=DUE + timedelta(days=1)), "wrong_times"),
        (replace(shown(), finished_at=None), "wrong_times"),
        (replace(shown(), look="late"), "falsely_late"),
    ],
)
def test_each_way_of_showing_it_wrong_is_named(there: Seen, name: str):
    found = compare({CODE: told()}, {CODE: there}, NOW)
    assert found.named() == {name: [CODE]}
    assert found.synchronised == 0


def test_late_is_no_false_word_for_what_was_apologised_for():
    entry = replace(told(), apologies=1)
    assert compare({CODE: entry}, {CODE: replace(shown(), look="late")}, NOW).falsely_late == []


def test_done_a_day_after_the_promise_must_not_be_shown_in_time():
    late = DONE + timedelta(days=1)
    entry, there = replace(told(), finished_at=late), replace(shown(), finished_at=late)
    assert compare({CODE: entry}, {CODE: there}, NOW).falsely_in_time == [CODE]
    assert compare({CODE: entry}, {CODE: replace(there, look="late")}, NOW).falsely_in_time == []


def test_silence_about_work_done_in_time_is_counted():
    unheard = replace(shown(), finished_at=None, status=4)
    assert silent_finishes([told()], {CODE: unheard}, NOW) == (1, 1)
    assert silent_finishes([told()], {CODE: shown()}, NOW) == (1, 0)
    assert silent_finishes([told()], {}, DUE - timedelta(hours=1)) == (0, 0)
