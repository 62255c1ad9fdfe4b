"""What follows an event: papers, signatures, verification. Runs in the worker, may run twice."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid5

from motcua.accounts.service import system_actor
from motcua.dossiers import chain, verification
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import latest
from motcua.dossiers.events import Event
from motcua.dossiers.models import EventRow
from motcua.dossiers.paper_data import certificate_data, form_data
from motcua.dossiers.perform import perform
from motcua.dossiers.table import Action
from motcua.kernel import clock
from motcua.papers import service as papers

CERTIFICATE = "birth-certificate"
DRAFT = "birth-certificate-draft"


def follow_one(code: str, seq: int) -> None:
    """Do what the event numbered ``seq`` asks for; done again, it changes nothing."""
    event = chain.read(EventRow.objects.get(dossier_id=code, seq=seq).text)
    for duty in DUTIES.get(event.kind, ()):
        duty(code, seq, event)


def _verify(code: str, seq: int, event: Event) -> None:
    verification.verify_dossier(code, clock.now())


def _form(kind: str) -> Callable[[str, int, Event], None]:
    def order(code: str, seq: int, event: Event) -> None:
        papers.render_now(
            papers.order_paper(
                kind,
                code,
                form_data(kind, code, event),
                clock.now(),
                cause=chain.event_id(code, seq),
            ).id
        )

    return order


def _draft(code: str, seq: int, event: Event) -> None:
    data = certificate_data(code, event, draft=True)
    paper = papers.order_paper(DRAFT, code, data, clock.now(), cause=chain.event_id(code, seq))
    papers.render_now(paper.id)


def _sign(code: str, seq: int, event: Event) -> None:
    """Render the result and sign it; while the timestamp authority is down this waits."""
    data = certificate_data(code, event, draft=False)
    paper = papers.order_paper(
        CERTIFICATE, code, data, clock.now(), cause=chain.event_id(code, seq)
    )
    papers.render_now(paper.id)
    papers.sign_now(
        paper.id,
        name=event.actor.name,
        title=event.actor.title,
        prefix=event.facts.get("prefix", ""),
        agency=event.actor.agency,
        now=clock.now(),
    )
    _then(code, seq, Action.RECORD_SIGNATURE, "Ký số")


def _seal(code: str, seq: int, event: Event) -> None:
    paper = papers.newest(code, CERTIFICATE)
    papers.seal_now(paper.id, agency=event.actor.agency, now=clock.now())
    _then(code, seq, Action.RECORD_SEAL, "Đóng dấu số, phát hành")


def _revoke(code: str, seq: int, event: Event) -> None:
    reason = (latest(code, "note") or {}).get("text", "")
    papers.revoke(papers.newest(code, CERTIFICATE).id, reason, clock.now())


def _then(code: str, seq: int, action: Action, duty: str) -> None:
    perform(
        code,
        Command(action=action),
        system_actor(duty),
        command_id=uuid5(chain.event_id(code, seq), action),
        now=clock.now(),
    )


DUTIES: dict[str, tuple[Callable[[str, int, Event], None], ...]] = {
    "submitted": (_verify,),
    "supplement_answered": (_verify,),
    "draft_corrected": (_verify,),
    "guided": (_form("form-02"),),
    "received": (_form("form-01"),),
    "supplement_requested": (_form("form-02"),),
    "declined": (_form("form-03"),),
    "refused": (_form("form-03"),),
    "apologised": (_form("form-04"),),
    "draft_sent": (_draft,),
    "signature_ordered": (_sign,),
    "seal_ordered": (_seal,),
    "revoked": (_revoke,),
}
