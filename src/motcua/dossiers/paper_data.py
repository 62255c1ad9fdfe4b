"""What each paper of a dossier prints, gathered from its events, declaration and agencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from motcua.accounts.roles import Role
from motcua.agencies.service import agency, names
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Procedure
from motcua.dossiers import rows
from motcua.dossiers.contents import body_of
from motcua.dossiers.events import Event
from motcua.dossiers.history import events_of
from motcua.dossiers.labels import EVENT_LABELS
from motcua.dossiers.models import DossierRow, EventRow, Party
from motcua.dossiers.reading_law import law_of
from motcua.dossiers.state import Dossier
from motcua.kernel.clock import HANOI
from motcua.kernel.limits import Outcome, outcome

FORM_NUMBER = {f"form-{number:02}": number for number in range(1, 8)}
BASIS = "Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"
AT_RECEIPT = frozenset({"guided", "received", "declined"})  # done by who receives
DELIVERY = {
    "centre": "Tại Trung tâm Phục vụ hành chính công",
    "post": "Qua bưu chính công ích",
    "electronic": "Bản điện tử",
}


def form_data(kind: str, code: str, event: Event) -> dict[str, Any]:
    """Return the data of one of the statutory forms 01–06, for the event that causes it."""
    row = DossierRow.objects.get(code=code)
    dossier = rows.state(row)
    more = _MORE[kind](row, dossier, event)
    return {**_common(row, event), "form_basis": form_basis(kind), **more}


def form_basis(kind: str) -> str:
    return f"Mẫu số {FORM_NUMBER[kind]:02}, {BASIS}"


def issuing_agency(code: str, event: Event) -> str:
    """Return the code of the agency that issues the form of an event, and numbers it."""
    row = DossierRow.objects.only("receiving_agency", "competent_agency").get(code=code)
    return row.receiving_agency if event.kind in AT_RECEIPT else row.competent_agency


def _common(row: DossierRow, event: Event) -> dict[str, Any]:
    filer = Party.objects.filter(dossier_code=row.code, part=Party.Part.FILER).first()
    issuer = row.receiving_agency if event.kind in AT_RECEIPT else row.competent_agency
    commune = agency(issuer)
    return {
        "agency": _heading(issuer, commune.name, event),
        "place": place_of(commune.name),
        "issued_at": event.at.isoformat(),
        "dossier_code": row.code,
        "procedure": {"code": row.procedure, "name": row.procedure_name},
        "applicant": {
            "name": filer.full_name if filer else "",
            "phone": filer.phone if filer else "",
        },
        "official": {
            "prefix": event.actor.prefix,
            "title": event.actor.title,
            "name": event.actor.name,
        },
    }


def _heading(code: str, name: str, event: Event) -> dict[str, str]:
    """Return who issues a form: the commune when its leader signs, else its one-stop centre."""
    if event.actor.role == Role.SIGNER:
        above = code.partition(".")[0]
        return {"superior": names([above]).get(above, ""), "name": name}
    return {"superior": name, "name": "Trung tâm Phục vụ hành chính công"}


def place_of(agency_name: str) -> str:
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
        "papers": [
            {"name": name, "form": "Bản điện tử", "count": count}
            for name, count in _handed_in(procedure, answers)
        ],
        "copies": 1,
        "limit": law.limit.vi(on_form=True),
        "received_at": event.at.isoformat(),
        "due_at": event.facts["due_at"],
        "delivery": DELIVERY.get(answers.get("delivery", ""), DELIVERY["centre"]),
    }


def _handed_in(procedure: Procedure, answers: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield what came with the dossier and how many files it is: the declaration, then papers."""
    yield procedure.form.title.vi, 1
    names = {paper.id: paper.name.vi for paper in procedure.papers}
    for question in forms.visible_questions(procedure.form, answers):
        if question.paper and answers.get(question.id):
            yield names[question.paper], len(answers[question.id])


def _supplement(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    items = _content(event, "supplement_list").get("items", [])
    reason = _content(event, "note").get("text", "")
    return {
        "items": [{"content": item, "reason": reason} for item in items],
        "received": event.kind == "supplement_requested",
        "reply_by": event.facts["answer_by"],
        "times": str(_requests(row.code, event)) if event.kind == "supplement_requested" else "",
        "legal_basis": event.facts.get("legal_basis", ""),
        "contact": {"name": ", ".join(filter(None, (event.actor.name, event.actor.title)))},
    }


def _requests(code: str, event: Event) -> int:
    """Return the how-manieth request for a supplement the event is, as the index counts them."""
    asked = EventRow.objects.filter(dossier_id=code, kind=event.kind, at__lte=event.at)
    return asked.count()


def _stop(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    return {
        "received_at": _iso(dossier.received_at),
        "reason": _content(event, "note").get("text", ""),
        "legal_basis": event.facts["legal_basis"],
    }


def _control(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    """The control sheet: everything that happened up to now, by whom, and how it stood in time."""
    happened = events_of(row.code)
    bodies = names(e.actor.agency for e in happened if e.actor.agency)
    return {
        "received_at": _iso(dossier.received_at),
        "due_at": _iso(dossier.due_at),
        "steps": [
            {
                "at": one.at.astimezone(HANOI).isoformat(timespec="seconds"),
                "done": EVENT_LABELS[one.kind],
                "person": ", ".join(filter(None, (one.actor.name, one.actor.title))),
                "body": bodies.get(one.actor.agency, ""),
            }
            for one in happened
        ],
        "standing": _standing(dossier),
    }


def _standing(dossier: Dossier) -> str:
    if dossier.finished_at is None or dossier.due_at is None:
        return "Chưa giải quyết xong"
    words = {Outcome.EARLY: "Trước hạn", Outcome.ON_TIME: "Đúng hạn", Outcome.LATE: "Quá hạn"}
    return words[outcome(dossier.finished_at, dossier.due_at)]


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(HANOI).isoformat(timespec="seconds") if moment else ""


def _refusal(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    return {
        "stage": event.kind,
        "reason": _content(event, "note").get("text", ""),
        "legal_basis": event.facts["legal_basis"],
    }


def _apology(row: DossierRow, dossier: Dossier, event: Event) -> dict[str, Any]:
    return {
        "title": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        "received_at": _iso(dossier.received_at),
        "due_at": _iso(dossier.first_due_at),
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
    "form-05": _stop,
    "form-06": _control,
}
