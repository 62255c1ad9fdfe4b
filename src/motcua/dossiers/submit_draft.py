"""Turn a person's draft into a submission: check it, find the agency, name the people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from motcua.accounts.service import Account, Actor
from motcua.agencies.service import commune_serving
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.catalogue.competence import competent
from motcua.catalogue.package import Channel, Duty, Procedure
from motcua.catalogue.place_names import agency_name
from motcua.dossiers import charging, declared_people
from motcua.dossiers.errors import IncompleteDeclaration
from motcua.dossiers.models import Draft
from motcua.dossiers.notes import keep_note
from motcua.dossiers.perform import recall
from motcua.dossiers.submit import PartyName, Submission, submit
from motcua.kernel.clock import local_day
from motcua.kernel.parameters import parameters
from motcua.kernel.places import Commune


class Declared(Protocol):
    """Answers to the form of one revision, a draft's or those that came from another portal."""

    @property
    def procedure(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...
    @property
    def sources(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Helper:
    """Who helped to declare; ``appointed_as`` says as what and where, when they were appointed."""

    account: Account
    appointed_as: str = ""


class Filer(Protocol):
    """Who files: an account, or somebody at the counter who has none (``id`` is None)."""

    @property
    def id(self) -> UUID | None: ...
    @property
    def full_name(self) -> str: ...
    @property
    def personal_id(self) -> str | None: ...
    @property
    def tax_code(self) -> str | None: ...
    @property
    def birth(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...


def submit_draft(
    account: Account,
    draft: Draft,
    actor: Actor,
    now: datetime,
    *,
    helped_by: Sequence[Helper] = (),
) -> str:
    """Submit the person's own draft and return the dossier's code.

    The draft's id is the command's id. Raises ``IncompleteDeclaration`` (question id → sentence)
    or ``SameSubject``.
    """
    submission = checked(draft, account, actor, now, helped_by=helped_by)
    if not helped_by:
        return submit(submission, actor, command_id=draft.id, now=now)
    with transaction.atomic():
        noted = recall(actor, draft.id)
        code = submit(submission, actor, command_id=draft.id, now=now)
        if not noted:
            keep_note(code, None, "Hệ thống", _helped(helped_by), now)
    return code


def checked(
    declared: Declared,
    account: Filer,
    actor: Actor,
    now: datetime,
    *,
    helped_by: Sequence[Helper] = (),
) -> Submission:
    """Return what was declared as a submission; raises ``IncompleteDeclaration``.

    ``helped_by`` are the people who helped to declare (người hỗ trợ kê khai), kept for good.
    ``LookupError`` for a procedure or revision that this process does not have.
    """
    procedure = catalogue.revision(declared.procedure, declared.revision)
    filled = forms.filled(procedure.form, declared.answers, local_day(now))
    faults = forms.check(filled)
    if faults:
        raise IncompleteDeclaration(faults)
    submission = submission_of(procedure, filled, declared.sources, account, actor)
    return _with_helpers(submission, helped_by) if helped_by else submission


def submission_of(
    procedure: Procedure,
    filled: forms.Filled,
    sources: Mapping[str, Any],
    account: Filer,
    actor: Actor,
) -> Submission:
    """Return a checked declaration as a submission to the agency that its place names."""
    channel = Channel(actor.channel)
    commune = competent(filled.form, filled.answers, parameters().places)
    if commune is None:
        raise IncompleteDeclaration({"agency": "Chọn cơ quan giải quyết"})
    agency = _agency(filled.form, commune, filled.on)
    duties = {step.duty for step in procedure.steps_by(channel)}
    wire = forms.wire_values(filled)
    parties = [_filer(account, wire), *_delegate(actor), *_declared(wire)]
    owner = next((p.full_name for p in parties if p.part == "owner"), account.full_name)
    return Submission(
        procedure=procedure.code,
        procedure_name=procedure.name.vi,
        revision=procedure.revision,
        answers=filled.answers,
        sources={name: told for name, told in sources.items() if not name.startswith("_")},
        receiving_agency=agency,
        competent_agency=agency,
        parties=parties,
        subject_name=owner,
        subject=declared_people.same_subject(wire),
        charges=charging.lines(procedure, filled.answers, filled.on),
        needs_confirmation=procedure.draft is not None and channel in procedure.draft.channels,
        needs_registration=Duty.REGISTER in duties,
        facts={"package": procedure.checksum},
        files=uploads_in(filled),
    )


def _with_helpers(submission: Submission, helped_by: Sequence[Helper]) -> Submission:
    helpers = [
        PartyName(
            part="helper",
            account=one.account.id,
            full_name=one.account.full_name,
            personal_id=one.account.personal_id or "",
        )
        for one in helped_by
    ]
    told = {
        "assisted": True,
        "helped_by": [str(one.account.id) for one in helped_by],
        "helped_as": [one.appointed_as for one in helped_by],
    }
    return replace(
        submission,
        parties=[*submission.parties, *helpers],
        facts={**submission.facts, **told},
    )


def _helped(helped_by: Sequence[Helper]) -> str:
    """Return the internal note: who helped to declare, as what and where."""
    said = (
        f"{one.account.full_name} ({one.appointed_as or 'người được nhờ'})" for one in helped_by
    )
    return f"Người yêu cầu tự nộp, có người hỗ trợ kê khai: {', '.join(said)}."


def uploads_in(filled: forms.Filled) -> frozenset[UUID]:
    """Return the uploads that answer questions which are asked."""
    found = (filled.answers.get(q.id) or [] for q in filled.asked if q.type == "file")
    return frozenset(UUID(one) for files in found for one in files)


def _agency(form: forms.Form, commune: Commune, day: date) -> str:
    code = commune_serving(commune.code, day)
    if code is not None:
        return code
    question = next(q.id for q in form.questions() if q.type == "agency_choice")
    sentence = f"{agency_name(commune)} chưa nhận hồ sơ trên cổng này. Chọn nơi cư trú khác"
    raise IncompleteDeclaration({question: sentence})


def _filer(account: Filer, wire: Mapping[str, Any]) -> PartyName:
    """Name who files; the phone and address given on the form come before the account's."""
    return PartyName(
        part="filer",
        account=account.id,
        full_name=account.full_name,
        personal_id=account.personal_id or "",
        tax_code=account.tax_code or "",
        birth=account.birth,
        phone=str(wire.get("nycSoDienThoai") or account.phone),
        email=str(wire.get("nycEmail") or account.email),
    )


def _delegate(actor: Actor) -> Iterator[PartyName]:
    """Name who files for an organisation; what they may see hangs on their mandate alone."""
    if actor.holder != actor.account_id:
        yield PartyName(part="delegate", account=actor.account_id, full_name=actor.name)


def _declared(wire: Mapping[str, Any]) -> Iterator[PartyName]:
    for person in declared_people.people(wire):
        yield PartyName(
            part=person.part,
            full_name=person.full_name,
            personal_id=person.personal_id,
            birth=person.birth,
        )
