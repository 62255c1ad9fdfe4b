"""The way of a proposal: who may decide on it, and where it stands after each step.

A proposal of the sample is read twice: the second official does not see the first one's decision,
and a lead settles what they decide differently. An objection opens a settled proposal for a lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    OPEN = "open"
    READ_ONCE = "read_once"
    DISPUTED = "disputed"
    OBJECTED = "objected"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPLACED = "replaced"  # a later run of the sector took its place


class Said(StrEnum):
    """What one step says."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNDONE = "undone"
    OBJECTED = "objected"


class Desk(StrEnum):
    """Whom a proposal waits for."""

    OFFICIAL = "official"
    LEAD = "lead"
    NOBODY = ""


VERDICTS = (Said.ACCEPTED, Said.REJECTED)
FINAL = (State.ACCEPTED, State.REJECTED)
WAITS_FOR = {
    State.OPEN: Desk.OFFICIAL,
    State.READ_ONCE: Desk.OFFICIAL,
    State.DISPUTED: Desk.LEAD,
    State.OBJECTED: Desk.LEAD,
}


@dataclass(frozen=True)
class Step:
    said: Said
    by: UUID


class Impossible(ValueError):
    """The steps are none that could have happened."""


def effective(steps: Sequence[Step]) -> list[Step]:
    """Leave out what was undone; an undoing takes back the verdict before it, by the same person."""
    kept: list[Step] = []
    for step in steps:
        if step.said != Said.UNDONE:
            kept.append(step)
        elif kept and kept[-1].by == step.by and kept[-1].said in VERDICTS:
            kept.pop()
        else:
            raise Impossible("Only one's own last decision can be undone")
    return kept


def state_after(steps: Sequence[Step], *, twice: bool) -> State:
    """Fold all steps of a proposal; raises ``Impossible``."""
    state, first = State.OPEN, None
    for step in effective(steps):
        state, first = _next(state, first, step, twice), first or step
    return state


def _next(state: State, first: Step | None, step: Step, twice: bool) -> State:
    if step.said == Said.OBJECTED:
        if state not in FINAL:
            raise Impossible("Only what is settled can be objected to")
        return State.OBJECTED
    verdict = State(step.said)
    if state == State.OPEN:
        return State.READ_ONCE if twice else verdict
    if state == State.READ_ONCE and first is not None:
        if step.by == first.by:
            raise Impossible("The second reading is another person's")
        return verdict if step.said == first.said else State.DISPUTED
    if state in (State.DISPUTED, State.OBJECTED):
        return verdict
    raise Impossible("It is settled")


def may_decide(state: State, first_by: UUID | None, by: UUID, *, lead: bool) -> bool:
    """Tell whether this person may decide now; a lead takes only what is disputed or objected to."""
    desk = WAITS_FOR.get(state, Desk.NOBODY)
    if desk == Desk.LEAD:
        return lead
    return desk == Desk.OFFICIAL and not lead and not (state == State.READ_ONCE and by == first_by)
