"""Deciding: once, by whom it waits for, with a trace of who said what."""

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from motcua.accounts.service import Role
from motcua.corrections import runs, service
from motcua.corrections.models import Proposal, StepTaken
from motcua.corrections.service import NotOpen, ProposalNotFound, Said
from motcua.corrections.tests.cast import (
    AGENCY,
    LEAD,
    NOW,
    ONE,
    SECTOR,
    STRANGER,
    TWO,
    actor,
    one,
    says,
    state,
)
from motcua.kernel.bad_input import BadInput

pytestmark = pytest.mark.usefixtures("loaded")


def test_a_decision_is_kept_with_who_when_and_why():
    number = one()
    says(ONE, number, Said.REJECTED)
    (step,) = service.steps_shown(ONE, Proposal.objects.get(pk=number))
    assert (step.by, step.by_name, step.at) == (ONE.account_id, ONE.name, NOW)
    assert (step.said, step.reason, step.agency) == ("rejected", "another_person", AGENCY)
    assert state(number) == "rejected"


def test_steps_cannot_be_changed_or_deleted():
    says(ONE, one())
    for change in (
        lambda: StepTaken.objects.update(by_name="khác"),
        StepTaken.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_same_command_twice_happens_once():
    number, command = one(), UUID(int=9)
    assert says(ONE, number, command=command) == says(ONE, number, command=command)
    assert StepTaken.objects.count() == 1


def test_the_same_command_with_another_verdict_is_refused():
    number, command = one(), UUID(int=9)
    says(ONE, number, command=command)
    with pytest.raises(NotOpen):
        says(ONE, number, Said.REJECTED, command=command)


def test_the_later_of_two_learns_who_settled_it():
    number = one()
    says(ONE, number)
    with pytest.raises(NotOpen) as refused:
        says(TWO, number, Said.REJECTED)
    assert refused.value.last.by_name == ONE.name
    assert state(number) == "accepted"


def test_the_second_reader_sees_nothing_of_the_first():
    number = one(twice=True)
    says(ONE, number)
    proposal = service.proposal_for(TWO, number)
    assert service.steps_shown(TWO, proposal) == ()
    assert len(service.steps_shown(ONE, proposal)) == 1
    assert number in {row.pk for row in service.page(TWO, service.Place())}
    assert number not in {row.pk for row in service.page(ONE, service.Place())}
    with pytest.raises(NotOpen):
        says(ONE, number, Said.REJECTED)


def test_what_was_undone_is_not_shown_to_the_next_reader():
    number = one(twice=True)
    service.undo(ONE, number, says(ONE, number).seq, NOW)
    assert service.steps_shown(TWO, service.proposal_for(TWO, number)) == ()
    assert len(service.steps_shown(LEAD, service.proposal_for(LEAD, number))) == 2


def test_a_lead_settles_a_dispute():
    number = one(twice=True)
    says(ONE, number)
    says(TWO, number, Said.REJECTED)
    assert state(number) == "disputed"
    assert [row.pk for row in service.page(LEAD, service.Place())] == [number]
    says(LEAD, number, Said.REJECTED)
    assert state(number) == "rejected"


def test_a_rejection_needs_a_reason_of_the_list():
    for reason in ("", "vì thế"):
        with pytest.raises(BadInput, match="lý do"):
            service.decide(ONE, one(), Said.REJECTED, reason=reason, command=UUID(int=1), now=NOW)


def test_only_accepting_and_rejecting_are_verdicts():
    with pytest.raises(BadInput):
        service.decide(ONE, one(), Said.UNDONE, command=UUID(int=1), now=NOW)


def test_another_agency_finds_nothing():
    with pytest.raises(ProposalNotFound):
        says(STRANGER, one())
    assert service.page(STRANGER, service.Place()) == []


@pytest.mark.parametrize("role", [Role.RECEIVER, Role.CLERK, Role.OVERSIGHT, Role.CENTRE_HEAD])
def test_other_roles_are_refused(role):
    with pytest.raises(PermissionDenied):
        says(actor(8, role), one())


def test_ones_last_decision_can_be_undone():
    number = one()
    step = says(ONE, number)
    service.undo(ONE, number, step.seq, NOW)
    assert state(number) == "open"
    assert [s.said for s in StepTaken.objects.order_by("seq")] == ["accepted", "undone"]
    says(TWO, number, Said.REJECTED)
    assert state(number) == "rejected"


def test_nothing_is_undone_after_somebody_went_on():
    number = one(twice=True)
    step = says(ONE, number)
    says(TWO, number)
    with pytest.raises(NotOpen):
        service.undo(ONE, number, step.seq, NOW)


def test_nothing_is_undone_by_somebody_else_or_after_it_was_given_out():
    number = one()
    step = says(ONE, number)
    with pytest.raises(NotOpen):
        service.undo(TWO, number, step.seq, NOW)
    runs.give_out(AGENCY, SECTOR, NOW)
    with pytest.raises(NotOpen, match="giao"):
        service.undo(ONE, number, step.seq, NOW)
