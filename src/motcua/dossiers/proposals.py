"""What was put before a leader and waits for approval (trình từ chối)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import chain
from motcua.dossiers.contents import body_of
from motcua.dossiers.models import EventRow
from motcua.dossiers.state import Dossier

_EVENTS = {"decline": "decline_proposed", "refuse": "refusal_proposed"}


@dataclass(frozen=True)
class Proposal:
    text: str
    legal_basis: str
    by: str
    at: datetime


def proposal_of(dossier: Dossier) -> Proposal | None:
    """Return what waits for approval, None when nothing does."""
    if not dossier.proposed:
        return None
    kind = _EVENTS[dossier.proposed]
    row = EventRow.objects.filter(dossier_id=dossier.code, kind=kind).order_by("-seq")[0]
    event = chain.read(row.text)
    note = next((ref.id for ref in event.content if ref.kind == "note"), None)
    return Proposal(
        text=(body_of(note) or {}).get("text", ""),
        legal_basis=event.facts["legal_basis"],
        by=", ".join(filter(None, (event.actor.name, event.actor.title))),
        at=event.at,
    )
