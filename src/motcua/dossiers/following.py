"""What follows an event: papers, signatures, verification. Runs in the worker, may run twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from django.db import transaction

from motcua.accounts.service import system_actor
from motcua.agencies.service import agency
from motcua.dossiers import chain, rows, verification
from motcua.dossiers.commands import Command
from motcua.dossiers.consequences import tell_relying
from motcua.dossiers.contents import latest
from motcua.dossiers.events import Event
from motcua.dossiers.form_numbers import number_of
from motcua.dossiers.models import DossierRow, EventRow
from motcua.dossiers.paper_data import form_data, issuing_agency
from motcua.dossiers.perform import perform
from motcua.dossiers.result_papers import kind_of, result_data
from motcua.dossiers.table import Action
from motcua.kernel import clock
from motcua.papers import service as papers

# decisions of a leader over people's rights; 01 and 02 are the receiver's and specialist's papers
SIGNED_FORMS = frozenset({"form-03", "form-04", "form-05"})

Duty = Callable[[str, int, Event], None]


def follow_one(code: str, seq: int) -> None:
    """Do what the event numbered ``seq`` asks for; done again, it changes nothing."""
    event = chain.read(EventRow.objects.get(dossier_id=code, seq=seq).text)
    for duty in DUTIES.get(event.kind, ()):
        duty(code, seq, event)


def _verify(code: str, seq: int, event: Event) -> None:
    verification.verify_dossier(code, clock.now())


def _form(kind: str) -> Duty:
    """Number a statutory form, order it, and have it signed where a leader's decision it is."""

    def order(code: str, seq: int, event: Event) -> None:
        data = form_data(kind, code, event)
        issuer = issuing_agency(code, event)
        with transaction.atomic():
            number = number_of(chain.event_id(code, seq), kind, issuer, event.at)
            paper = _order(kind, code, seq, {**data, "number": number})
            if kind in SIGNED_FORMS:
                papers.order_signature(paper.id, _signer(event), clock.now())

    return order


def _draft(code: str, seq: int, event: Event) -> None:
    kind = papers.draft_of(kind_of(code))
    _order(kind, code, seq, result_data(code, event, draft=True))


def _sign(code: str, seq: int, event: Event) -> None:
    """Render the result and sign it; while the timestamp authority is down this is retried.

    What the signer has yet to confirm on a telephone is recorded by ``record_signatures``.
    """
    paper = _order(kind_of(code), code, seq, result_data(code, event, draft=False))
    made = papers.sign_now(paper.id, _signer(event), clock.now())
    if made.signed:
        then(code, seq, Action.RECORD_SIGNATURE, "Hệ thống ký số")


def _signer(event: Event) -> papers.Signer:
    return papers.Signer(
        ref=str(event.actor.account_id),
        name=event.actor.name,
        title=event.actor.title,
        prefix=event.actor.prefix,
        agency=agency(event.actor.agency).name,
    )


def _seal(code: str, seq: int, event: Event) -> None:
    seal = rows.state(DossierRow.objects.get(code=code)).competent_agency
    name = agency(seal).name
    signer = papers.Signer(ref=seal, name=name, agency=name)
    if papers.seal_now(_result(code).id, signer, clock.now()).signed:
        then(code, seq, Action.RECORD_SEAL, "Hệ thống ký số")


def _result(code: str) -> papers.PaperView:
    found = papers.paper(code, kind_of(code))
    if found is None:
        raise LookupError(f"{code} has no result to seal or revoke")
    return found


def _order(kind: str, code: str, seq: int, data: dict[str, Any]) -> papers.PaperView:
    about = DossierRow.objects.values_list("subject_name", flat=True).get(code=code)
    cause = str(chain.event_id(code, seq))
    with transaction.atomic():
        return papers.order_paper(kind, code, data, clock.now(), cause=cause, about=about)


def _revoke(code: str, seq: int, event: Event) -> None:
    reason = (latest(code, "note") or {}).get("text", "")
    papers.revoke(_result(code).id, reason, clock.now())
    tell_relying(rows.state(DossierRow.objects.get(code=code)), event.at)


def then(code: str, seq: int, action: Action, duty: str) -> None:
    perform(
        code,
        Command(action=action),
        system_actor(duty),
        command_id=uuid5(chain.event_id(code, seq), action),
        now=clock.now(),
    )


DUTIES: dict[str, tuple[Duty, ...]] = {
    "submitted": (_verify,),
    "supplement_answered": (_verify,),
    "draft_corrected": (_verify,),
    "guided": (_form("form-02"),),
    "received": (_form("form-01"),),
    "supplement_requested": (_form("form-02"),),
    "declined": (_form("form-03"),),
    "refused": (_form("form-03"),),
    "apologised": (_form("form-04"),),
    "stopped": (_form("form-05"),),
    "draft_sent": (_draft,),
    "signature_ordered": (_sign,),
    "seal_ordered": (_seal,),
    "revoked": (_revoke,),
}
