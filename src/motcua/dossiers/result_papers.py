"""What the result of a dossier prints: one builder for each kind of paper that packages name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.agencies.service import names
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.dossiers import birth_certificate, certified_copy, extract, marital_status
from motcua.dossiers.contents import body_of, latest
from motcua.dossiers.events import Event
from motcua.dossiers.facts_of_result import ResultFacts
from motcua.dossiers.models import DossierRow
from motcua.dossiers.paper_data import place_of
from motcua.dossiers.register_entries import entry_of
from motcua.dossiers.said import said
from motcua.kernel.clock import local_day

Builder = Callable[[ResultFacts], dict[str, Any]]
BUILDERS: Mapping[str, Builder] = {
    "birth-certificate": birth_certificate.paper,
    "civil-status-extract": extract.paper,
    "marital-status-certificate": marital_status.paper,
    "certified-copy": certified_copy.paper,
}


def kind_of(code: str) -> str:
    """Return the kind of paper that a dossier results in."""
    row = DossierRow.objects.only("procedure", "revision").get(code=code)
    return catalogue.revision(row.procedure, row.revision).result_paper


def result_data(code: str, event: Event, *, draft: bool) -> dict[str, Any]:
    """Return the data of the result; a draft has no register entry and no signer."""
    row = DossierRow.objects.get(code=code)
    procedure = catalogue.revision(row.procedure, row.revision)
    answers = body_of(row.declaration)["answers"]
    day = local_day(row.received_at or row.submitted_at)
    facts = ResultFacts(
        procedure=procedure,
        answers=answers,
        wire=forms.wire_values(forms.filled(procedure.form, answers, day)),
        words=said(procedure.form, answers),
        heading=_heading(row, event),
        agency=row.competent_agency,
        entry=None if draft else latest(code, "registration"),
        copied=entry_of(code),
        signer=_nobody(procedure.result.name.vi) if draft else _signer(event),
        at=event.at,
        draft=draft,
    )
    return BUILDERS[procedure.result_paper](facts)


def _heading(row: DossierRow, event: Event) -> dict[str, Any]:
    above = row.competent_agency.partition(".")[0]
    bodies = names([row.competent_agency, above])
    return {
        "agency": {"superior": bodies[above], "name": bodies[row.competent_agency]},
        "place": place_of(bodies[row.competent_agency]),
        "issued_at": event.at.isoformat(),
        "dossier_code": row.code,
    }


def _signer(event: Event) -> dict[str, str]:
    return {
        "prefix": event.actor.prefix,
        "title": event.actor.title or "Chủ tịch",
        "name": event.actor.name,
    }


def _nobody(result: str) -> dict[str, str]:
    return {"prefix": "", "title": f"Người ký {result}", "name": ""}
