"""Certify copies at the counter (chứng thực bản sao từ bản chính): one visit, one transaction.

The person needs no account. Who takes the original compares the copy with it, takes the fee and
puts the copy before the signer; signing, sealing and handing over are the table's own actions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from motcua.accounts.actors import Actor
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Procedure
from motcua.dossiers import certified_for, charging, rows
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent
from motcua.dossiers.errors import IncompleteDeclaration
from motcua.dossiers.models import Content, DossierRow
from motcua.dossiers.officials import agencies_above, visible
from motcua.dossiers.perform import locked, perform_on, recall
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.state import Dossier
from motcua.dossiers.submit import Submission, submit
from motcua.dossiers.submit_draft import uploads_in
from motcua.dossiers.table import Action
from motcua.kernel.clock import local_day
from motcua.payments import service as payments

PROCEDURE = "2.000815"
SHOWN = 200
AT_WORK: dict[str, tuple[Phase, frozenset[Step]]] = {
    "signature": (Phase.PROCESSING, frozenset({Step.SIGNATURE})),
    "seal": (Phase.PROCESSING, frozenset({Step.ISSUING})),
    "hand_over": (Phase.DECIDED, frozenset({Step.NONE})),
    "being_made": (Phase.PROCESSING, frozenset({Step.SIGNING, Step.SEALING})),
}


@dataclass(frozen=True)
class Copy:
    """A certified copy on its way, as a list shows it."""

    dossier: Dossier
    applicant: str
    title: str
    copies: int
    originals: tuple[str, ...]


def procedure_on(now: datetime) -> Procedure:
    return catalogue.current(PROCEDURE, local_day(now))


def certify_copy(
    answers: Mapping[str, Any], method: str, actor: Actor, *, command_id: UUID, now: datetime
) -> str:
    """Open, charge, receive, compare; return the dossier's code, for the same command the same.

    ``method`` is how the fee was taken: ``cash`` or ``transfer``. Raises ``IncompleteDeclaration``
    (question id → sentence) or ``ActionRefused``.
    """
    procedure = procedure_on(now)
    filled = forms.filled(procedure.form, answers, local_day(now))
    faults = forms.check(filled)
    if faults:
        raise IncompleteDeclaration(faults)
    submission = _submission(procedure, filled, actor)
    with transaction.atomic():
        code = submit(submission, actor, command_id=command_id, now=now)
        steps = [Command(action=Action.RECEIVE), Command(action=Action.COMPARE_COPY)]
        if submission.charges:
            steps.insert(0, Command(action=Action.RECORD_PAYMENT, facts={"method": method}))
            _take(code, method, now)
        held = locked(code)
        for step in steps:
            compared = step.action == Action.COMPARE_COPY
            held = perform_on(
                held,
                step,
                actor,
                command_id=uuid5(command_id, step.action),
                now=now,
                contents=[_compared(answers)] if compared else (),
            )
    return code


def certified_before(actor: Actor, command_id: UUID) -> str | None:
    """Return the dossier that this very command made, None before it was done."""
    return recall(actor, command_id)


def copies_at_work(actor: Actor) -> dict[str, list[Copy]]:
    """Return the copies that are not handed over yet, by what they wait for; in two statements."""
    running = visible(actor).filter(
        procedure=PROCEDURE, phase__in=[Phase.PROCESSING, Phase.DECIDED]
    )
    found = list(running.exclude(outcome="refused").order_by("submitted_at")[:SHOWN])
    told: dict[Any, Any] = dict(
        Content.objects.filter(id__in=[row.declaration for row in found]).values_list("id", "body")
    )
    lists: dict[str, list[Copy]] = {name: [] for name in AT_WORK}
    for row in found:
        for name, (phase, steps) in AT_WORK.items():
            if row.phase == phase and row.step in steps:
                lists[name].append(_copy(row, told.get(row.declaration) or {}))
    return lists


def _submission(procedure: Procedure, filled: forms.Filled, actor: Actor) -> Submission:
    agency, asked = list(agencies_above(actor.agency))[-1], filled.answers
    return Submission(
        procedure=procedure.code,
        procedure_name=procedure.name.vi,
        revision=procedure.revision,
        answers=asked,
        sources={},
        receiving_agency=agency,
        competent_agency=agency,
        parties=certified_for.parties(asked),
        subject_name=certified_for.subject(asked),
        charges=charging.lines(procedure, asked, filled.on),
        facts={"package": procedure.checksum},
        files=uploads_in(filled),
    )


def _take(code: str, method: str, now: datetime) -> None:
    for owed in payments.charges(code):
        if owed.state == "unpaid":
            payments.pay_at_counter(owed.id, method, now)


def _compared(answers: Mapping[str, Any]) -> NewContent:
    said: Sequence[str] = ("paper_title", "pages", "copies")
    return NewContent(kind="certified_copy", body={name: answers[name] for name in said})


def _copy(row: DossierRow, declared: Mapping[str, Any]) -> Copy:
    answers = declared.get("answers", {})
    return Copy(
        dossier=rows.state(row),
        applicant=row.subject_name,
        title=str(answers.get("paper_title", "")),
        copies=int(answers.get("copies", 0)),
        originals=tuple(answers.get("originals", ())),
    )
