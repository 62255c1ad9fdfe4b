"""Papers that officials order for themselves: the control sheet, a look at the draft, the book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.accounts.service import Actor
from motcua.agencies.service import agency, names
from motcua.dossiers import rows
from motcua.dossiers.events import Event
from motcua.dossiers.labels import official_label
from motcua.dossiers.models import DossierRow, Party
from motcua.dossiers.officials import home_agency, visible
from motcua.dossiers.paper_data import form_basis, form_data
from motcua.dossiers.result_papers import kind_of, result_data
from motcua.dossiers.state import Dossier
from motcua.kernel.clock import HANOI, local_day
from motcua.papers import service as papers

CONTROL = "form-06"
BOOK = "form-07"
MOST_IN_BOOK = 2000


def order_control_sheet(dossier: Dossier, actor: Actor, now: datetime) -> papers.PaperView:
    """Order the control sheet (mẫu số 06) of a dossier as it stands; again unchanged, the same."""
    event = Event(kind="control_sheet", at=now, actor=actor)
    return _order(CONTROL, dossier, form_data(CONTROL, dossier.code, event), now)


def order_preview(dossier: Dossier, actor: Actor, now: datetime) -> papers.PaperView:
    """Order the draft as a PDF for officials to look at before it is sent."""
    event = Event(kind="preview", at=now, actor=actor)
    kind = papers.preview_of(kind_of(dossier.code))
    return _order(kind, dossier, result_data(dossier.code, event, draft=True), now)


def order_book(actor: Actor, days: tuple[date, date], now: datetime) -> papers.PaperView:
    """Order the register of dossiers (mẫu số 07) received at the actor's agency on some days."""
    home = home_agency(actor.agency)
    data = {
        "agency": {
            "superior": agency(home).name,
            "name": "Trung tâm Phục vụ hành chính công",
        },
        "issued_at": now.isoformat(),
        "form_basis": form_basis(BOOK),
        "official": {"prefix": actor.prefix, "title": actor.title, "name": actor.name},
        "first_day": days[0].isoformat(),
        "last_day": days[1].isoformat(),
        "rows": book(actor, days),
    }
    cause = f"{days[0]} {days[1]} {now.isoformat(timespec='seconds')}"
    with transaction.atomic():
        return papers.order_paper(BOOK, book_of(actor), data, now, cause=cause, about="")


def book_of(actor: Actor) -> str:
    """Return under what the books of the actor's agency are kept beside dossiers."""
    return f"{home_agency(actor.agency)}/so-theo-doi"


def book(actor: Actor, days: tuple[date, date]) -> list[dict[str, Any]]:
    """Return the rows of the book, in the order of receipt, as its form prints them."""
    found = list(
        visible(actor)
        .filter(received_at__date__gte=days[0], received_at__date__lte=days[1])
        .order_by("received_at")[:MOST_IN_BOOK]
    )
    bodies = names(row.competent_agency for row in found)
    filers = {
        party.dossier_code: party
        for party in Party.objects.filter(
            dossier_code__in=[row.code for row in found], part=Party.Part.FILER
        )
    }
    return [_row(row, filers.get(row.code), bodies.get(row.competent_agency, "")) for row in found]


def _row(row: DossierRow, filer: Party | None, body: str) -> dict[str, Any]:
    return {
        "code": row.code,
        "procedure": row.procedure_name,
        "person": filer.full_name if filer else row.subject_name,
        "phone": filer.phone if filer else "",
        "agency": body,
        "received": _iso(row.received_at),
        "due": _iso(row.due_at),
        "finished": _iso(row.finished_at),
        "handed_over": _iso(row.handed_over_at),
        "note": official_label(rows.state(row)),
    }


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(HANOI).isoformat(timespec="seconds") if moment else ""


def _order(kind: str, dossier: Dossier, data: dict[str, Any], now: datetime) -> papers.PaperView:
    about = DossierRow.objects.values_list("subject_name", flat=True).get(code=dossier.code)
    cause = f"{dossier.code}#{dossier.seq} {local_day(now)}"
    with transaction.atomic():
        return papers.order_paper(kind, dossier.code, data, now, cause=cause, about=about)
