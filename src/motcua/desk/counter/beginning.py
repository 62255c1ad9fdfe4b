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

_SAID = ("personal_id", "phone")  # of the card, as forms call it too
_CALLED = {"full_name": "name", "birth_date": "birth"}


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
    if visit.sources:
        return {}
    known = {name: visit.person[name] for name in _SAID}
    known |= {form: visit.person[card] for form, card in _CALLED.items()}
    found = {}
    for question in procedure.form.questions():
        for fill in question.prefill:
            source, _, field = fill.path.partition(".")
            if source == "person" and known.get(field):
                found[question.id] = known[field]
    return found
