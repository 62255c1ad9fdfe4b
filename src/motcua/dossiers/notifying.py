"""Tell the people of a dossier of each change: which body, which person, when (NĐ 224/2026, 15.1.g).

Runs in the worker after an event; done again, it tells nobody twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.agencies.service import agency
from motcua.dossiers import chain
from motcua.dossiers.events import Event
from motcua.dossiers.history import events_of
from motcua.dossiers.labels import EVENT_LABELS
from motcua.dossiers.models import DossierRow, Party
from motcua.notices import service as notices

MOVED = "dossier-moved"  # shown on the person's own page only
TEMPLATES = {
    "submitted": "dossier-submitted",
    "guided": "dossier-guided",
    "received": "dossier-received",
    "declined": "dossier-declined",
    "supplement_requested": "dossier-supplement",
    "supplement_answered": "dossier-supplement-answered",
    "payment_requested": "dossier-payment",
    "paid": "dossier-paid",
    "draft_sent": "dossier-draft",
    "issued": "dossier-ready",
    "collection_reminded": "dossier-uncollected",
    "refused": "dossier-refused",
    "apologised": "dossier-apology",
    "withdrawn": "dossier-withdrawn",
    "stopped": "dossier-stopped",
    "handed_over": "dossier-handed-over",
    "revoked": "dossier-revoked",
} | dict.fromkeys(
    (
        "forwarded", "assigned", "verification_asked", "opinion_asked", "inquiry_answered",
        "inquiry_closed", "draft_confirmed", "draft_corrected", "registration_requested",
        "registered", "submitted_for_signature", "signed", "handed_over_in_part",
        "rehomed",
    ),
    MOVED,
)  # fmt: skip
TOLD_PARTS = (Party.Part.FILER, Party.Part.AUTHORISED)


def tell(code: str, seq: int) -> None:
    """Tell who filed, and who is authorised, of the event numbered ``seq``."""
    events = events_of(code)[:seq]
    template = TEMPLATES.get(events[-1].kind)
    if template is None:
        return
    told = facts(DossierRow.objects.get(code=code), events)
    cause = f"dossier {chain.event_id(code, seq)}"
    parties = Party.objects.filter(dossier_code=code, part__in=TOLD_PARTS)
    with transaction.atomic():
        for party in parties:
            if party.account or party.personal_id or party.phone or party.email:
                notices.notify(
                    _recipient(party), template, told, cause=cause, now=events[-1].at, about=code
                )


def facts(row: DossierRow, events: Sequence[Event]) -> Mapping[str, notices.Fact]:
    """Return the words of the last of ``events``; it is named after who acted last as official."""
    event = events[-1]
    competent = agency(row.competent_agency)
    since = [] if event.kind == "rehomed" else events  # nobody has it yet at the new agency
    actor = next((e.actor for e in reversed(since) if _is_official(e.actor)), None)
    body = agency(actor.agency).name if actor and actor.agency else competent.name
    person = ", ".join(filter(None, (actor.name, actor.title))) if actor else ""
    return {
        "dossier": row.code,
        "procedure": row.procedure_name,
        "body": competent.name,
        "body_short": competent.short_name,
        "who": f"{body} – {person}" if person else body,
        "label": EVENT_LABELS[event.kind],
        "at": event.at,
        "due": event.moment("due_at") or row.due_at,
        "until": event.moment("answer_by"),
    }


def _is_official(actor: Actor) -> bool:
    return actor.role not in {Role.APPLICANT, Role.SYSTEM}


def _recipient(party: Party) -> notices.Recipient:
    return notices.Recipient(
        account=party.account,
        personal_id=party.personal_id,
        phone=party.phone,
        email=party.email,
    )
