"""Why an act was proposed or done: the official's words and the law they named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import chain
from motcua.dossiers.contents import body_of
from motcua.dossiers.events import Event
from motcua.dossiers.models import EventRow
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.state import Dossier

_PROPOSALS = {"decline": "decline_proposed", "refuse": "refusal_proposed"}
_ENDINGS = {Phase.DECLINED: "declined", Phase.STOPPED: "stopped"}


@dataclass(frozen=True)
class Reason:
    """``kind`` is that of the event; ``by`` names the official with title."""

    kind: str
    text: str
    legal_basis: str
    by: str
    at: datetime


def proposal_of(dossier: Dossier) -> Reason | None:
    """Return what waits for approval (trình từ chối), None when nothing does."""
    return _newest(dossier.code, _PROPOSALS[dossier.proposed]) if dossier.proposed else None


def ending_of(dossier: Dossier, events: Sequence[Event]) -> Reason | None:
    """Return why the dossier has no result that stands, None while that is not so.

    ``events`` are the dossier's, oldest first.
    """
    kind = _ENDINGS.get(dossier.phase, "")
    if dossier.revoked:
        kind = "revoked"
    elif dossier.outcome == "refused":
        kind = "refused"
    return _reason(next(one for one in reversed(events) if one.kind == kind)) if kind else None


def question_of(dossier: Dossier) -> Reason | None:
    """Return what another agency was asked, None while none is to answer."""
    if dossier.step != Step.INQUIRY:
        return None
    kinds = ("verification_asked", "opinion_asked")
    rows = EventRow.objects.filter(dossier_id=dossier.code, kind__in=kinds)
    return _reason(chain.read(rows.order_by("-seq")[0].text))


def returned_by_register(code: str) -> list[Reason]:
    """Return what the civil-status software wanted changed, newest first."""
    rows = EventRow.objects.filter(dossier_id=code, kind="registration_returned")
    return [_reason(chain.read(row.text)) for row in rows.order_by("-seq")]


def _newest(code: str, kind: str) -> Reason:
    rows = EventRow.objects.filter(dossier_id=code, kind=kind)
    return _reason(chain.read(rows.order_by("-seq")[0].text))


def _reason(event: Event) -> Reason:
    note = next((ref.id for ref in event.content if ref.kind == "note"), None)
    return Reason(
        kind=event.kind,
        text=(body_of(note) or {}).get("text", ""),
        legal_basis=event.facts.get("legal_basis", ""),
        by=", ".join(filter(None, (event.actor.name, event.actor.title))),
        at=event.at,
    )
