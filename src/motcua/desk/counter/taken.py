"""What was taken in: said on the screen, and printed in large type as often as wanted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.agencies import service as agencies
from motcua.counter import service as counter
from motcua.desk.at_post import Me
from motcua.desk.counter.opened import agency_of, at_counter
from motcua.dossiers import service as dossiers
from motcua.kernel import clock, money
from motcua.papers import service as papers
from motcua.payments import service as payments

PAID_BY = {"cash": "Tiền mặt", "transfer": "Chuyển khoản", "online": "Thanh toán trực tuyến"}


@require_safe
@at_counter
def taken(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    """Say what happened and what comes next; form 01 appears once the worker has printed it."""
    found = dossiers.dossier_for_official(me.actor, code)
    visit = counter.visit_of_dossier(code)
    context = {
        **_of(me, found),
        "visit": visit if visit and visit.agency == agency_of(me) else None,
        "papers": [one for one in papers.papers_of(code) if one.file_id],
    }
    return render(request, "desk/counter/taken.html", context)


@require_safe
@at_counter
def printed(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    """Show the receipt in large type; a printer that was offline prints it later from here."""
    found = dossiers.dossier_for_official(me.actor, code)
    context = {**_of(me, found), "printed_at": clock.now()}
    return render(request, "desk/counter/printed.html", context)


def _of(me: Me, found: dossiers.OfficialsDossier) -> dict[str, Any]:
    dossier = found.dossier
    bodies = agencies.names({dossier.receiving_agency, dossier.competent_agency})
    charges = payments.charges(dossier.code)
    return {
        "me": me,
        "dossier": dossier,
        "label": dossiers.official_label(dossier),
        "procedure_name": found.procedure_name,
        "subject_name": found.subject_name,
        "people": dossiers.parties_of(dossier.code),
        "receives": bodies.get(dossier.receiving_agency, dossier.receiving_agency),
        "decides": bodies.get(dossier.competent_agency, dossier.competent_agency),
        "elsewhere": dossier.receiving_agency != dossier.competent_agency,
        "charges": [
            (one, PAID_BY.get(one.method, ""), money.in_words(one.amount)) for one in charges
        ],
    }
