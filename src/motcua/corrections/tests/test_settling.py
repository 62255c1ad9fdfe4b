"""One reading or two, disputes, objections, undoing: the way of a proposal."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.corrections.settling import (
    FINAL,
    Impossible,
    Said,
    State,
    Step,
    effective,
    may_decide,
    state_after,
)

A, B, LEAD = (UUID(int=n) for n in (1, 2, 3))
YES, NO, UNDO, OBJECT = Said.ACCEPTED, Said.REJECTED, Said.UNDONE, Said.OBJECTED


def after(*steps, twice=False):
    return state_after([Step(said, by) for said, by in steps], twice=twice)


def test_one_reading_settles_what_is_not_in_the_sample():
    assert after((YES, A)) == State.ACCEPTED
    assert after((NO, A)) == State.REJECTED


def test_two_who_agree_settle_what_is_in_the_sample():
    assert after((YES, A), twice=True) == State.READ_ONCE
    assert after((YES, A), (YES, B), twice=True) == State.ACCEPTED


def test_a_lead_settles_what_two_decide_differently():
    assert after((YES, A), (NO, B), twice=True) == State.DISPUTED
    assert after((YES, A), (NO, B), (NO, LEAD), twice=True) == State.REJECTED


def test_nobody_reads_twice():
    with pytest.raises(Impossible):
        after((YES, A), (YES, A), twice=True)


def test_what_is_settled_is_not_decided_again():
    with pytest.raises(Impossible):
        after((YES, A), (NO, B))


def test_an_objection_opens_what_was_settled():
    assert after((YES, A), (OBJECT, B)) == State.OBJECTED
    assert after((YES, A), (OBJECT, B), (NO, LEAD)) == State.REJECTED
    with pytest.raises(Impossible):
        after((OBJECT, B))


def test_only_ones_own_last_decision_can_be_undone():
    assert after((YES, A), (UNDO, A)) == State.OPEN
    for steps in ([(YES, A), (UNDO, B)], [(UNDO, A)], [(YES, A), (OBJECT, A), (UNDO, A)]):
        with pytest.raises(Impossible):
            after(*steps)


@given(st.booleans(), st.sampled_from([YES, NO]), st.sampled_from([YES, NO]))
def test_undoing_leaves_what_was_before(twice, first, second):
    assert after((first, A), (UNDO, A), (second, B), twice=twice) == after((second, B), twice=twice)


@given(st.lists(st.tuples(st.sampled_from([YES, NO]), st.sampled_from([A, B, LEAD])), max_size=5), st.booleans())  # fmt: skip
def test_whoever_may_decide_can_and_whoever_may_not_cannot(tries, twice):
    steps: list[Step] = []
    for said, by in tries:
        state = state_after(steps, twice=twice)
        first_by = effective(steps)[0].by if steps else None
        if may_decide(state, first_by, by, lead=by == LEAD):
            steps.append(Step(said, by))
            state_after(steps, twice=twice)
    assert state_after(steps, twice=twice) in State


@pytest.mark.parametrize("state", [*FINAL, State.REPLACED])
def test_nobody_decides_on_what_is_settled(state):
    assert not any(may_decide(state, None, A, lead=lead) for lead in (True, False))


def test_a_lead_leaves_first_readings_to_others():
    assert not may_decide(State.OPEN, None, LEAD, lead=True)
    assert may_decide(State.DISPUTED, A, LEAD, lead=True)
    assert not may_decide(State.DISPUTED, A, B, lead=False)
