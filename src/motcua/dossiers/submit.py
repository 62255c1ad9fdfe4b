"""Submit a declaration (nộp hồ sơ): from here on there is a dossier, its code and its events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.agencies.service import agency
from motcua.dossiers import chain, follow, outgoing, rows, writing
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent, kept
from motcua.dossiers.decide import decide, submitted
from motcua.dossiers.errors import SameSubject
from motcua.dossiers.evolve import evolve, opened
from motcua.dossiers.models import CommandReceipt, DossierRow, Party
from motcua.dossiers.numbering import next_code
from motcua.dossiers.perform import (
    body_digest,
    chain_events,
    numbered,
    recall,
    with_refs,
)
from motcua.dossiers.reading_law import law_of
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import Action
from motcua.kernel.clock import local_day
from motcua.kernel.names import fold
from motcua.papers.service import attach_files
from motcua.payments.service import Line, charge


@dataclass(frozen=True, kw_only=True)
class PartyName:
    """A person on the dossier; ``part`` is one of ``Party.Part``."""

    part: str
    full_name: str
    account: UUID | None = None
    personal_id: str = ""
    tax_code: str = ""  # of an organisation
    right: str = ""  # one of ``Party.Right``, of who acts for an organisation
    right_paper: str = ""
    birth: str = ""  # partial date, ISO
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A checked declaration, ready to become a dossier.

    ``subject`` are the values that make two declarations speak of the same thing (one child),
    empty when the procedure has no such rule.
    """

    procedure: str
    procedure_name: str
    revision: int
    answers: Mapping[str, Any]
    sources: Mapping[str, Any]
    receiving_agency: str
    competent_agency: str
    parties: Sequence[PartyName]
    subject_name: str
    subject: tuple[str, ...] = ()
    charges: Sequence[Line] = ()
    needs_confirmation: bool = False
    needs_registration: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    files: frozenset[UUID] = frozenset()  # uploads that become the dossier's


def submit(submission: Submission, actor: Actor, *, command_id: UUID, now: datetime) -> str:
    """Make the dossier and return its code; the same ``command_id`` again returns the same code.

    Raises ``SameSubject`` when a dossier about the same subject is running.
    """
    declaration = NewContent(
        kind="declaration",
        body={"answers": dict(submission.answers), "sources": dict(submission.sources)},
    )
    command = with_refs(Command(action=Action.SUBMIT, facts=_facts(submission)), [declaration])
    digest = body_digest("", command, [declaration])
    receipt = CommandReceipt(actor=actor.holder, command_id=command_id, digest=digest, at=now)
    try:
        with transaction.atomic():
            return _submit(submission, actor, command, declaration, receipt)
    except IntegrityError as clash:
        done = recall(actor, command_id, digest)
        if done is not None:
            return done
        if "one_running_dossier_per_subject" not in str(clash):
            raise
    raise _same_subject(submission)


def subject_key(submission: Submission) -> str | None:
    """Return the digest under which a second dossier of the same subject is found."""
    if not submission.subject:
        return None
    text = json.dumps([fold(part) for part in submission.subject], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _submit(
    submission: Submission,
    actor: Actor,
    command: Command,
    declaration: NewContent,
    receipt: CommandReceipt,
) -> str:
    now = receipt.at
    code = receipt.dossier_code = next_code(submission.receiving_agency, now)
    first = submitted(command, actor, now, _opening(submission, code))
    dossier = opened(first)
    events = [first]
    amount = sum(line.amount for line in submission.charges)
    if amount:
        ask = Command(action=Action.REQUEST_PAYMENT, facts={"amount": amount})
        system = Actor(account_id=actor.account_id, role=Role.SYSTEM, name="", channel="system")
        events += decide(dossier, ask, system, now, law_of(dossier, now))
        dossier = evolve(dossier, events[-1])
    written, head = chain_events(code, 1, chain.GENESIS, events)
    parties = [_party(code, party) for party in submission.parties]
    row = _row(submission, dossier, head)
    told = numbered(events, dossier)
    with writing.together():
        writing.insert([receipt, row, *written, *parties, *kept(code, [declaration], now)])
        outgoing.post(code, told, now, dossier)
        follow.queue(code, told)
    if amount:
        charge(code, submission.charges, now)
    if submission.files:
        attach_files(submission.files, actor.holder, code)
    return code


def _facts(submission: Submission) -> dict[str, Any]:
    return {**submission.facts, "procedure": submission.procedure, "revision": submission.revision}


def _opening(submission: Submission, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "receiving_agency": submission.receiving_agency,
        "competent_agency": submission.competent_agency,
        "needs_confirmation": submission.needs_confirmation,
        "needs_registration": submission.needs_registration,
    }


def _row(submission: Submission, dossier: Dossier, head: str) -> DossierRow:
    return DossierRow(
        **rows.columns(dossier),
        head=head,
        procedure_name=submission.procedure_name,
        subject_name=submission.subject_name,
        subject_sort=fold(submission.subject_name),
        subject_key=subject_key(submission),
    )


def _party(code: str, party: PartyName) -> Party:
    return Party(
        dossier_code=code,
        part=party.part,
        account=party.account,
        personal_id=party.personal_id,
        tax_code=party.tax_code,
        right=party.right,
        right_paper=party.right_paper,
        full_name=party.full_name,
        birth=party.birth,
        phone=party.phone,
        email=party.email,
    )


def _same_subject(submission: Submission) -> SameSubject:
    running = DossierRow.objects.filter(
        procedure=submission.procedure, subject_key=subject_key(submission)
    ).order_by("-submitted_at")[0]
    where = agency(running.competent_agency).name
    return SameSubject(running.code, where, f"{local_day(running.submitted_at):%d/%m/%Y}")
