"""Random histories: whatever people do in whatever order, the same laws hold."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.dossiers import chain
from motcua.dossiers.decide import ActionRefused, decide, reachable
from motcua.dossiers.evolve import evolve, fold
from motcua.dossiers.phases import ENDED, WIRE_STATUS, Phase
from motcua.dossiers.table import RULES, Action
from motcua.dossiers.tests.cast import ACTORS, LAW, a_dossier, at, full

# which of the actions possible in that state, by which of its roles, how many minutes later
STEPS = st.tuples(
    st.integers(min_value=0, max_value=40),
    st.integers(min_value=0, max_value=9),
    st.integers(min_value=1, max_value=36 * 60),
)


def opening_event():
    from motcua.dossiers.commands import Command
    from motcua.dossiers.decide import submitted
    from motcua.dossiers.tests.cast import MAI_CHAU, MOTHER, ref

    facts = {
        "code": "H44.28.05-261123-0001", "procedure": "1.001193", "revision": 1,
        "receiving_agency": MAI_CHAU, "competent_agency": MAI_CHAU,
        "needs_confirmation": True, "needs_registration": True,
    }  # fmt: skip
    declared = Command(action=Action.SUBMIT, content=(ref("declaration"),))
    return submitted(declared, MOTHER, at(23, 8), facts)


def lived(choices):
    """Return all events of a history, and the states after each."""
    events = [opening_event()]
    states = [fold(events)]
    now = at(23, 8)
    for choice, pick, minutes in choices:
        now += timedelta(minutes=minutes)
        open_ways = [a for a, rule in RULES.items() if reachable(states[-1], rule)]
        if not open_ways:
            break
        action = open_ways[choice % len(open_ways)]
        roles = sorted(RULES[action].roles)
        actor = ACTORS[roles[pick % len(roles)]]
        command = full(action)
        if action == Action.APOLOGISE:
            command = replace(command, until=now + timedelta(days=2))
        try:
            new = decide(states[-1], command, actor, now, LAW)
        except ActionRefused:
            continue
        for event in new:
            events.append(event)
            states.append(evolve(states[-1], event))
    return events, states


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=60))
def test_stored_text_read_again_folds_to_the_same_dossier(choices):
    events, states = lived(choices)
    texts = [chain.canonical(states[0].code, n, e) for n, e in enumerate(events, start=1)]
    assert fold(map(chain.read, texts)) == states[-1]


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=60))
def test_receipt_starts_the_clock_once_and_only_decided_work_ends_it(choices):
    _, states = lived(choices)
    for before, now in itertools.pairwise(states):
        assert (now.due_at is None) == (now.received_at is None)
        if before.received_at:
            assert now.received_at == before.received_at
            assert now.first_due_at == before.first_due_at
            assert now.due_at >= before.due_at
        assert bool(now.finished_at) == (now.phase in ENDED)
        assert not (now.phase in ENDED and now.paused)


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=60))
def test_every_state_has_a_true_code_on_the_national_wire(choices):
    _, states = lived(choices)
    for dossier in states:
        assert 1 <= WIRE_STATUS[dossier.phase] <= 10
        waits = dossier.phase in {Phase.WAITING_SUPPLEMENT, Phase.WAITING_PAYMENT}
        assert waits == (WIRE_STATUS[dossier.phase] in {5, 6})
        if dossier.outcome == "granted":
            assert dossier.registered


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=30), st.data())
def test_one_changed_letter_breaks_the_chain_where_it_stands(choices, data):
    events, states = lived(choices)
    stored, head = [], chain.GENESIS
    for number, event in enumerate(events, start=1):
        text = chain.canonical(states[0].code, number, event)
        head = chain.link(head, text)
        stored.append(Stored(text, head))
    assert chain.broken_at(stored) is None
    place = data.draw(st.integers(min_value=0, max_value=len(stored) - 1))
    stored[place].text = stored[place].text.replace('"kind"', '"Kind"', 1)
    assert chain.broken_at(stored) == place + 1


class Stored:
    def __init__(self, text: str, hash: str) -> None:
        self.text, self.hash = text, hash


def test_a_dossier_before_any_action_waits_for_receipt():
    assert a_dossier().phase == Phase.SUBMITTED
