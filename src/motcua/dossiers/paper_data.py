"""What each paper of a dossier prints, gathered from its events, declaration and agencies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.agencies.service import agency, names
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.dossiers import rows
from motcua.dossiers.birth_certificate import certificate
from motcua.dossiers.contents import body_of, latest
from motcua.dossiers.events import Event
from motcua.dossiers.models import DossierRow, Party
from motcua.dossiers.reading_law import law_of
from motcua.dossiers.said import said
from motcua.dossiers.state import Dossier
from motcua.kernel.clock import local_day

FORM_NUMBER = {"form-01": 1, "form-02": 2, "form-03": 3, "form-04": 4}
DELIVERY = {
    "centre": "Tại Trung tâm Phục vụ hành chính công",
    "post": "Qua bưu chính công ích",
    "electronic": "Bản điện tử",
}


def form_data(kind: str, code: str, event: Event) -> dict[str, Any]:
    """Return the data of one of the statutory forms 01–04, for the event that causes it."""
    row = DossierRow.objects.get(code=code)
    dossier = rows.state(row)
    more = _MORE[kind](row, dossier, event)
    return {**_common(row, event), "form_basis": f"Mẫu số {FORM_NUMBER[kind]:02}", **more}


def certificate_data(code: str, event: Event, *, draft: bool) -> dict[str, Any]:
    """Return the data of the result; a draft has no register entry."""
    row = DossierRow.objects.get(code=code)
    procedure = catalogue.revision(row.procedure, row.revision)
    answers = body_of(row.declaration)["answers"]
    day = local_day(row.received_at or row.submitted_at)
    above = row.competent_agency.partition(".")[0]
    bodies = names([row.competent_agency, above])
    heading = {
        "agency": {"superior": bodies[above], "name": bodies[row.competent_agency]},
        "place": _place(bodies[row.competent_agency]),
        "issued_at": event.at.isoformat(),
        "dossier_code": code,
    }
    signer = {
        "prefix": event.actor.prefix,
        "title": event.actor.title or "Chủ tịch",
        "name": event.actor.name,
    }
    if draft:
        signer = {"prefix": "", "title": "Người ký Giấy khai sinh", "name": ""}
    return certificate(
        forms.wire_values(procedure.form, answers, day),
        said(procedure.form, answers),
        None if draft else latest(code, "registration"),
        heading,
        signer,
    )


def _common(row: DossierRow, event: Event) -> dict[str, Any]:
    filer = Party.objects.filter(dossier_code=row.code, part=Party.Part.FILER).first()
    commune = agency(row.competent_agency)
    return {
        "agency": {
            "superior": commune.name,
            "name": "Trung tâm Phục vụ hành chính công",
        },
        "place": _place(commune.name),
        "issued_at": event.at.isoformat(),
        "dossier_code": row.code,
        "procedure": {"code": row.procedure, "name": row.procedure_name},
        "applicant": {
            "name": filer.full_name if filer else "",
            "phone": filer.phone if filer else "",
        },
        "official": {"title": event.actor.title, "name": event.actor.name},
    }


def _place(agency_name: str) -> str:
    """Return the place before a date on a paper: 'Mai Châu' of 'Ủy ban nhân dân xã Mai Châu'."""
    for word in (" xã ", " phường ", " đặc khu "):
        if word in agency_name:
            return agency_name.partition(word)[2]
    return agency_name


def _receipt(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    procedure = catalogue.revision(row.procedure, row.revision)
    answers = body_of(row.declaration)["answers"]
    law = law_of(dossier, event.at)
    return {
        "papers": [{"name": procedure.form.title.vi, "form": "Bản điện tử", "count": 1}],
        "copies": 1,
        "limit": law.limit.vi(on_form=True),
        "received_at": event.at.isoformat(),
        "due_at": event.facts["due_at"],
        "delivery": DELIVERY.get(answers.get("delivery", ""), DELIVERY["centre"]),
    }


def _supplement(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    items = _content(event, "supplement_list").get("items", [])
    reason = _content(event, "note").get("text", "")
    return {
        "items": [{"content": item, "reason": reason} for item in items],
        "received": event.kind == "supplement_requested",
        "reply_by": event.facts["answer_by"],
        "legal_basis": event.facts.get("legal_basis", ""),
        "contact": {"name": ", ".join(filter(None, (event.actor.name, event.actor.title)))},
    }


def _refusal(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    return {
        "stage": event.kind,
        "reason": _content(event, "note").get("text", ""),
        "legal_basis": event.facts["legal_basis"],
    }


def _apology(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    received, first = dossier.received_at, dossier.first_due_at
    if received is None or first is None:
        raise ValueError(f"{row.code} was never received")
    return {
        "title": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        "received_at": received.isoformat(),
        "due_at": first.isoformat(),
        "new_due_at": event.facts["due_at"],
        "reason": _content(event, "note").get("text", ""),
    }


def _content(event: Event, kind: str) -> Mapping[str, Any]:
    found = next((ref.id for ref in event.content if ref.kind == kind), None)
    return body_of(found) or {}


_MORE = {
    "form-01": _receipt,
    "form-02": _supplement,
    "form-03": _refusal,
    "form-04": _apology,
}
