"""The one table of what may happen to a dossier: action, from where, by whom, to where, clock.

The branches are law (Nghị định 118/2025/NĐ-CP and the forms of Thông tư 03/2025/TT-VPCP), the
same for every procedure; a procedure's package only says how long, who and with which papers.
The diagrams in the docs and on the procedure page are drawn from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.accounts.roles import Role
from motcua.dossiers import guards
from motcua.dossiers.guards import Guard
from motcua.dossiers.phases import BEFORE_DECISION, OPEN, ClockEffect, Phase, Step


class Action(StrEnum):
    """What somebody does; the official words are in ``labels.py``."""

    SUBMIT = "submit"
    GUIDE = "guide"
    RECEIVE = "receive"
    PROPOSE_DECLINE = "propose_decline"
    DECLINE = "decline"
    FORWARD = "forward"
    TAKE = "take"
    ASSIGN = "assign"
    RECORD_VERIFICATION = "record_verification"
    REQUEST_SUPPLEMENT = "request_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    REQUEST_PAYMENT = "request_payment"
    RECORD_PAYMENT = "record_payment"
    ASK_VERIFICATION = "ask_verification"
    ASK_OPINION = "ask_opinion"
    ANSWER_INQUIRY = "answer_inquiry"
    CLOSE_INQUIRY = "close_inquiry"
    SEND_DRAFT = "send_draft"
    CONFIRM_DRAFT = "confirm_draft"
    CORRECT_DRAFT = "correct_draft"
    REQUEST_REGISTRATION = "request_registration"
    RECORD_REGISTRATION = "record_registration"
    RETURN_REGISTRATION = "return_registration"
    SUBMIT_FOR_SIGNATURE = "submit_for_signature"
    COMPARE_COPY = "compare_copy"
    RETURN_FOR_CORRECTION = "return_for_correction"
    SIGN = "sign"
    RECORD_SIGNATURE = "record_signature"
    RECORD_UNCONFIRMED = "record_unconfirmed"
    ISSUE = "issue"
    RECORD_SEAL = "record_seal"
    PROPOSE_REFUSAL = "propose_refusal"
    REFUSE = "refuse"
    RETURN_PROPOSAL = "return_proposal"
    APOLOGISE = "apologise"
    WITHDRAW = "withdraw"
    STOP = "stop"
    REMIND_COLLECTION = "remind_collection"
    HAND_OVER_PART = "hand_over_part"
    HAND_OVER = "hand_over"
    REVOKE = "revoke"
    RATE = "rate"
    REHOME = "rehome"


KEEP = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row: ``to`` and ``step`` are where the dossier goes; ``KEEP`` leaves them as they are.

    ``at`` says whose official may act: of the ``receiving``, the ``competent`` or the ``asked``
    agency, or of ``either`` of the first two. ``steps`` narrows a row to some labels of
    processing; empty means any. ``inner`` work is told to officials alone.
    """

    action: Action
    event: str
    phases: frozenset[Phase]
    roles: frozenset[Role]
    to: Phase | None = KEEP
    step: Step | None = KEEP
    steps: frozenset[Step] = frozenset()
    clock: ClockEffect = ClockEffect.NONE
    at: str = "competent"
    guards: tuple[Guard, ...] = ()
    inner: bool = False


def _phases(*phases: Phase) -> frozenset[Phase]:
    return frozenset(phases)


def _roles(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


_P = Phase
_R = Role
_WORK = (guards.not_late_without_apology,)

TABLE: tuple[Rule, ...] = (
    Rule(
        action=Action.SUBMIT, event="submitted", phases=frozenset(),
        roles=_roles(_R.APPLICANT, _R.RECEIVER), to=_P.SUBMITTED,
    ),
    Rule(
        action=Action.GUIDE, event="guided", phases=_phases(_P.SUBMITTED),
        roles=_roles(_R.RECEIVER), to=_P.WAITING_SUPPLEMENT, at="receiving",
        guards=(guards.list_is_complete,),
    ),
    Rule(
        action=Action.RECEIVE, event="received", phases=_phases(_P.SUBMITTED),
        roles=_roles(_R.RECEIVER), to=_P.RECEIVED, clock=ClockEffect.START, at="receiving",
    ),
    Rule(
        action=Action.PROPOSE_DECLINE, event="decline_proposed",
        phases=_phases(_P.SUBMITTED, _P.WAITING_SUPPLEMENT), roles=_roles(_R.RECEIVER),
        at="receiving", inner=True,
        guards=(
            guards.not_received_yet, guards.nothing_is_proposed, guards.reason_and_basis_given,
        ),
    ),
    Rule(
        action=Action.DECLINE, event="declined", phases=_phases(_P.SUBMITTED, _P.WAITING_SUPPLEMENT),
        roles=_roles(_R.CENTRE_HEAD), to=_P.DECLINED, at="receiving",
        guards=(guards.not_received_yet, guards.reason_and_basis_given),
    ),
    Rule(
        action=Action.FORWARD, event="forwarded", phases=_phases(_P.RECEIVED),
        roles=_roles(_R.RECEIVER), to=_P.PROCESSING, step=Step.EXAMINATION, at="receiving",
        guards=(guards.colleague_is_of_the_agency,),
    ),
    Rule(
        action=Action.TAKE, event="taken", phases=_phases(_P.PROCESSING),
        roles=_roles(_R.SPECIALIST), steps=frozenset({Step.EXAMINATION, Step.COMPLETION}),
        inner=True,
    ),
    Rule(
        action=Action.ASSIGN, event="assigned", phases=_phases(_P.PROCESSING, _P.WAITING_SUPPLEMENT),
        roles=_roles(_R.SPECIALIST, _R.CENTRE_HEAD, _R.SIGNER), inner=True,
        guards=(
            guards.already_received, guards.colleague_is_named, guards.colleague_is_of_the_agency,
        ),
    ),
    Rule(
        action=Action.RECORD_VERIFICATION, event="verified", phases=BEFORE_DECISION,
        roles=_roles(_R.SYSTEM), inner=True,
    ),
    Rule(
        action=Action.REQUEST_SUPPLEMENT, event="supplement_requested",
        phases=_phases(_P.PROCESSING), steps=frozenset({Step.EXAMINATION}),
        roles=_roles(_R.SPECIALIST), to=_P.WAITING_SUPPLEMENT, clock=ClockEffect.PAUSE,
        guards=(*_WORK, guards.list_is_complete, guards.second_request_has_a_reason),
    ),
    Rule(
        action=Action.ANSWER_SUPPLEMENT, event="supplement_answered",
        phases=_phases(_P.WAITING_SUPPLEMENT), roles=_roles(_R.APPLICANT, _R.RECEIVER),
        clock=ClockEffect.RESUME,
    ),
    Rule(
        action=Action.REQUEST_PAYMENT, event="payment_requested",
        phases=_phases(_P.SUBMITTED, _P.PROCESSING), steps=frozenset({Step.NONE, Step.EXAMINATION}),
        roles=_roles(_R.RECEIVER, _R.SPECIALIST, _R.SYSTEM), to=_P.WAITING_PAYMENT,
        clock=ClockEffect.PAUSE, guards=(guards.amount_is_due,),
    ),
    Rule(
        action=Action.RECORD_PAYMENT, event="paid", phases=_phases(_P.WAITING_PAYMENT),
        roles=_roles(_R.SYSTEM, _R.RECEIVER), clock=ClockEffect.RESUME, at="either",
    ),
    Rule(
        action=Action.ASK_VERIFICATION, event="verification_asked", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.EXAMINATION}), roles=_roles(_R.SPECIALIST), step=Step.INQUIRY,
        clock=ClockEffect.PAUSE, guards=(*_WORK, guards.another_agency_is_asked),
    ),
    Rule(
        action=Action.ASK_OPINION, event="opinion_asked", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.EXAMINATION}), roles=_roles(_R.SPECIALIST), step=Step.INQUIRY,
        clock=ClockEffect.PAUSE, guards=(*_WORK, guards.another_agency_is_asked),
    ),
    Rule(
        action=Action.ANSWER_INQUIRY, event="inquiry_answered", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.INQUIRY}), roles=_roles(_R.SPECIALIST, _R.SIGNER),
        step=Step.EXAMINATION, at="asked", clock=ClockEffect.RESUME, guards=(guards.note_is_given,),
    ),
    Rule(
        action=Action.CLOSE_INQUIRY, event="inquiry_closed", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.INQUIRY}), roles=_roles(_R.SPECIALIST), step=Step.EXAMINATION,
        clock=ClockEffect.RESUME, guards=(guards.note_is_given,),
    ),
    Rule(
        action=Action.SEND_DRAFT, event="draft_sent", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.EXAMINATION}), roles=_roles(_R.SPECIALIST),
        step=Step.CONFIRMATION, clock=ClockEffect.PAUSE,
        guards=(*_WORK, guards.verification_is_answered),
    ),
    Rule(
        action=Action.CONFIRM_DRAFT, event="draft_confirmed", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.CONFIRMATION}), roles=_roles(_R.APPLICANT, _R.SYSTEM),
        step=Step.EXAMINATION, clock=ClockEffect.RESUME, guards=(guards.silence_has_lasted,),
    ),
    Rule(
        action=Action.CORRECT_DRAFT, event="draft_corrected", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.CONFIRMATION}), roles=_roles(_R.APPLICANT),
        step=Step.EXAMINATION, clock=ClockEffect.RESUME, guards=(guards.note_is_given,),
    ),
    Rule(
        action=Action.REQUEST_REGISTRATION, event="registration_requested",
        phases=_phases(_P.PROCESSING), steps=frozenset({Step.EXAMINATION}),
        roles=_roles(_R.SPECIALIST), step=Step.REGISTRATION,
        guards=(
            *_WORK, guards.verification_is_answered, guards.draft_is_confirmed,
            guards.not_registered_yet,
        ),
    ),
    Rule(
        action=Action.RECORD_REGISTRATION, event="registered", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.REGISTRATION}), roles=_roles(_R.SYSTEM), step=Step.COMPLETION,
    ),
    Rule(
        action=Action.RETURN_REGISTRATION, event="registration_returned",
        phases=_phases(_P.PROCESSING), steps=frozenset({Step.REGISTRATION}),
        roles=_roles(_R.SYSTEM), step=Step.EXAMINATION,
    ),
    Rule(
        action=Action.SUBMIT_FOR_SIGNATURE, event="submitted_for_signature",
        phases=_phases(_P.PROCESSING), steps=frozenset({Step.COMPLETION, Step.EXAMINATION}),
        roles=_roles(_R.SPECIALIST), step=Step.SIGNATURE,
        guards=(*_WORK, guards.registered_where_needed),
    ),
    Rule(
        action=Action.COMPARE_COPY, event="copy_compared",
        phases=_phases(_P.PROCESSING), steps=frozenset({Step.EXAMINATION, Step.COMPLETION}),
        roles=_roles(_R.RECEIVER, _R.SPECIALIST), step=Step.SIGNATURE,
        guards=(*_WORK, guards.copy_agrees),
    ),
    Rule(
        action=Action.RETURN_FOR_CORRECTION, event="returned_for_correction",
        phases=_phases(_P.PROCESSING), steps=frozenset({Step.SIGNATURE}),
        roles=_roles(_R.SIGNER), step=Step.COMPLETION, guards=(guards.note_is_given,),
    ),
    Rule(
        action=Action.SIGN, event="signature_ordered", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.SIGNATURE}), roles=_roles(_R.SIGNER), step=Step.SIGNING,
        guards=_WORK,
    ),
    Rule(
        action=Action.RECORD_SIGNATURE, event="signed", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.SIGNING}), roles=_roles(_R.SYSTEM), step=Step.ISSUING,
    ),
    Rule(
        action=Action.RECORD_UNCONFIRMED, event="signature_unconfirmed",
        phases=_phases(_P.PROCESSING), steps=frozenset({Step.SIGNING}), roles=_roles(_R.SYSTEM),
        step=Step.SIGNATURE, inner=True,
    ),
    Rule(
        action=Action.ISSUE, event="seal_ordered", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.ISSUING}), roles=_roles(_R.CLERK), step=Step.SEALING, guards=_WORK,
    ),
    Rule(
        action=Action.RECORD_SEAL, event="issued", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.SEALING}), roles=_roles(_R.SYSTEM), to=_P.DECIDED, step=Step.NONE,
        clock=ClockEffect.STOP,
    ),
    Rule(
        action=Action.PROPOSE_REFUSAL, event="refusal_proposed", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.EXAMINATION, Step.COMPLETION}), roles=_roles(_R.SPECIALIST),
        inner=True,
        guards=(
            *_WORK, guards.nothing_is_proposed, guards.reason_and_basis_given,
            guards.not_registered_yet,
        ),
    ),
    Rule(
        action=Action.REFUSE, event="refused", phases=_phases(_P.PROCESSING),
        steps=frozenset({Step.EXAMINATION, Step.COMPLETION, Step.SIGNATURE}),
        roles=_roles(_R.SIGNER), to=_P.DECIDED, step=Step.NONE, clock=ClockEffect.STOP,
        guards=(*_WORK, guards.reason_and_basis_given, guards.not_registered_yet),
    ),
    Rule(
        action=Action.RETURN_PROPOSAL, event="proposal_returned",
        phases=_phases(_P.SUBMITTED, _P.WAITING_SUPPLEMENT, _P.PROCESSING),
        roles=_roles(_R.CENTRE_HEAD, _R.SIGNER), at="either", inner=True,
        guards=(guards.something_is_proposed, guards.note_is_given),
    ),
    Rule(
        action=Action.APOLOGISE, event="apologised", phases=_phases(_P.RECEIVED, _P.PROCESSING),
        roles=_roles(_R.SPECIALIST, _R.CENTRE_HEAD), clock=ClockEffect.EXTEND,
        guards=(guards.note_is_given, guards.new_time_is_later),
    ),
    Rule(
        action=Action.WITHDRAW, event="withdrawn", phases=BEFORE_DECISION,
        roles=_roles(_R.APPLICANT, _R.RECEIVER), to=_P.WITHDRAWN, step=Step.NONE,
        clock=ClockEffect.STOP, at="receiving",
        guards=(
            guards.not_registered_yet, guards.not_at_the_register,
            guards.a_request_at_the_counter_is_noted,
        ),
    ),
    Rule(
        action=Action.STOP, event="stopped", phases=BEFORE_DECISION - {_P.SUBMITTED},
        roles=_roles(_R.CENTRE_HEAD, _R.SIGNER), to=_P.STOPPED, step=Step.NONE,
        clock=ClockEffect.STOP,
        guards=(
            guards.already_received, guards.reason_and_basis_given, guards.not_registered_yet,
            guards.not_at_the_register,
        ),
    ),
    Rule(
        action=Action.REMIND_COLLECTION, event="collection_reminded", phases=_phases(_P.DECIDED),
        roles=_roles(_R.RECEIVER, _R.CENTRE_HEAD, _R.SYSTEM), at="receiving",
    ),
    Rule(
        action=Action.HAND_OVER_PART, event="handed_over_in_part", phases=_phases(_P.DECIDED),
        roles=_roles(_R.RECEIVER), at="receiving",
        guards=(*guards.HANDING_OVER, guards.some_results_are_named),
    ),
    Rule(
        action=Action.HAND_OVER, event="handed_over", phases=_phases(_P.DECIDED),
        roles=_roles(_R.RECEIVER), to=_P.HANDED_OVER, at="receiving", guards=guards.HANDING_OVER,
    ),
    Rule(
        action=Action.REVOKE, event="revoked", phases=_phases(_P.DECIDED, _P.HANDED_OVER),
        roles=_roles(_R.SIGNER), guards=(guards.reason_and_basis_given, guards.has_a_result),
    ),
    Rule(
        action=Action.RATE, event="rated",
        phases=_phases(_P.DECIDED, _P.HANDED_OVER, _P.DECLINED),
        roles=_roles(_R.APPLICANT), guards=(guards.not_rated_yet,),
    ),
    Rule(
        action=Action.REHOME, event="rehomed", phases=OPEN | _phases(_P.DECIDED),
        roles=_roles(_R.SYSTEM), guards=(guards.home_is_another,),
    ),
)  # fmt: skip

RULES = {rule.action: rule for rule in TABLE}
RULE_OF_EVENT = {rule.event: rule for rule in TABLE}
INNER_EVENTS = frozenset(rule.event for rule in TABLE if rule.inner)
