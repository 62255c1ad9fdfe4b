"""Begin one procedure for a visitor: a draft of its own, filled with what registers said."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from motcua.catalogue.package import Procedure
from motcua.counter import service as counter
from motcua.counter.service import Intake, Visit
from motcua.dossiers import service as dossiers
from motcua.pages import declaring

_ON_THE_CARD = {"full_name": "name", "personal_id": "personal_id", "birth_date": "birth"}


def begin(visit: Visit, procedure: Procedure, now: datetime) -> Intake:
    """Begin an intake; two of the same procedure in one visit are two drafts (twins)."""
    with transaction.atomic():
        intake = Intake(
            id=uuid4(), procedure=procedure.code, procedure_name=procedure.name.vi, begun_at=now
        )
        draft = dossiers.start_draft(intake.id, procedure.code, procedure.revision, now)
        intake.draft = draft.id
        declaring.save(
            declaring.read(draft, procedure),
            _said(visit, procedure),
            seen=draft.version,
            now=now,
            sources=visit.sources,
        )
        return counter.keep_intake(visit, intake)


def _said(visit: Visit, procedure: Procedure) -> dict[str, Any]:
    """Answer from the card what no register answered; it can be typed over, for it proves nothing."""
    known = {"phone": visit.person["phone"]}
    if not visit.sources:
        known |= {asked: visit.person[said] for asked, said in _ON_THE_CARD.items()}
    found = {}
    for question in procedure.form.questions():
        for fill in question.prefill:
            source, _, field = fill.path.partition(".")
            if source == "person" and known.get(field):
                found[question.id] = known[field]
    return found
