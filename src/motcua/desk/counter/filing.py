"""File an intake: submitted, paid and received at once, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.accounts.service import Account, Actor
from motcua.counter import service as counter
from motcua.counter.service import Intake, Visit
from motcua.desk import counter_payment
from motcua.desk.at_post import Me
from motcua.desk.counter.opened import agency_of
from motcua.desk.counter.representing import RIGHTS
from motcua.desk.counter.transfer import purpose_of
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, ActionRefused, Command, PartyName, Submission
from motcua.papers import service as papers

METHODS = {"cash": "Tiền mặt", "transfer": "Chuyển khoản (quét mã VietQR)"}
AGREED = {"code": "mã xác nhận gửi đến điện thoại", "signature": "chữ ký trên bản in tờ khai"}


@dataclass(frozen=True, kw_only=True)
class VisitorAsFiler:
    """Who files at the counter, as submitting knows them: a person, or the organisation they came for."""

    full_name: str
    personal_id: str
    birth: str
    phone: str
    email: str = ""
    tax_code: str = ""
    id: UUID | None = None


def file(intake_id: UUID, me: Me, method: str, now: datetime) -> str:
    """Make a dossier of an intake and return its code; once, however often it is pressed.

    ``method`` is how the fee was taken. Raises ``IncompleteDeclaration``, ``SameSubject``, or
    ``ActionRefused`` when the person has not confirmed what is filed.
    """
    agency = agency_of(me)
    with transaction.atomic():
        intake = counter.hold_intake(agency, intake_id)
        if intake.dossier:
            return intake.dossier
        draft = dossiers.draft_of(intake.id, intake.draft)
        if not counter.has_agreed(intake, draft.version):
            raise ActionRefused("Người yêu cầu chưa xác nhận nội dung tờ khai này")
        actor = replace(me.actor, on_behalf_of=_account_of(intake))
        filer = _filer(intake, actor.on_behalf_of)
        checked = dossiers.checked(draft, filer, actor, now)
        submission = _at_this_counter(checked, intake, actor, agency)
        code = dossiers.submit(submission, actor, command_id=intake.id, now=now)
        papers.attach_files(checked.files, intake.id, code)
        _receive(intake, code, actor, method if submission.charges else "", now)
        dossiers.keep_note(code, actor, actor.name, _told(intake, actor), now)
        counter.settle(intake, code, now)
        dossiers.throw_away(intake.id, intake.draft)
    return code


def _receive(intake: Intake, code: str, actor: Actor, method: str, now: datetime) -> None:
    if method:
        facts = {"method": method}
        if method == "transfer":
            facts["reference"] = purpose_of(intake.id)
        paid = Command(action=Action.RECORD_PAYMENT, facts=facts)
        _perform(intake, code, paid, actor, now)
        counter_payment.take(code, method, now)
    _perform(intake, code, Command(action=Action.RECEIVE), actor, now)


def _perform(intake: Intake, code: str, command: Command, actor: Actor, now: datetime) -> None:
    command_id = uuid5(intake.id, command.action)
    dossiers.perform(code, command, actor, command_id=command_id, now=now)


def _at_this_counter(checked: Submission, intake: Intake, actor: Actor, agency: str) -> Submission:
    """Receive here whatever agency decides; name who helped and who brought the papers."""
    carrier = intake.visit.carrier
    others = [PartyName(part="helper", account=actor.account_id, full_name=actor.name)]
    if carrier:
        name, number = carrier["name"], carrier["personal_id"]
        others.append(PartyName(part="authorised", full_name=name, personal_id=number))
    if intake.visit.organisation:
        others.append(_delegate(intake.visit))
    facts = {
        "assisted": True,
        "agreed": intake.agreed,
        "originals": "seen_and_returned",
        "carried": bool(carrier),
    }
    return replace(
        checked,
        receiving_agency=agency,
        parties=[*checked.parties, *others],
        facts={**checked.facts, **facts},
        files=frozenset(),  # the intake's own, given below
    )


def _delegate(visit: Visit) -> PartyName:
    """Name who came for the organisation, and by what right."""
    return PartyName(
        part="delegate",
        full_name=visit.person["name"],
        personal_id=visit.person["personal_id"],
        birth=visit.person["birth"],
        phone=visit.person["phone"],
        right=visit.organisation["right"],
        right_paper=visit.organisation["paper"],
    )


def _filer(intake: Intake, account: UUID | None) -> VisitorAsFiler:
    person, organisation = intake.visit.person, intake.visit.organisation
    if organisation:
        return VisitorAsFiler(
            full_name=organisation["name"],
            personal_id="",
            birth="",
            phone=person["phone"],
            tax_code=organisation["tax_code"],
            id=account,
        )
    return VisitorAsFiler(
        full_name=person["name"],
        personal_id=person["personal_id"],
        birth=person["birth"],
        phone=person["phone"],
    )


def _account_of(intake: Intake) -> UUID | None:
    """Return the account of the person or organisation helped, when they have one."""
    visit = intake.visit
    known = Account.objects.filter(
        **{"tax_code": visit.organisation["tax_code"]}
        if visit.organisation
        else {"personal_id": visit.person["personal_id"]}
    )
    found = known.first()
    return found.id if found else None


def _told(intake: Intake, actor: Actor) -> str:
    """Return the internal note: who filled in, how the person confirmed, who brought the papers."""
    carrier = intake.visit.carrier
    said = [
        f"Hồ sơ do {actor.name} kê khai hộ tại quầy ({actor.terminal or 'không rõ máy'}).",
        f"Người yêu cầu xác nhận bằng {AGREED[intake.agreed]}.",
        "Đã đối chiếu và trả lại bản chính.",
    ]
    if carrier:
        said.append(f"Người mang hồ sơ: {carrier['name']}, {carrier['paper']}.")
    if claim := intake.visit.organisation:
        right = " ".join(filter(None, [RIGHTS[claim["right"]], claim["paper"]]))
        said.append(f"{intake.visit.person['name']} đến thay {claim['name']}: {right}.")
    return " ".join(said)
