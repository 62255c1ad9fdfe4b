"""The person's own page: drafts, dossiers, and who looked their data up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import service as agencies
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages.acting import acting_as
from motcua.portal.acting import party
from motcua.portal.declare import load
from motcua.portal.dossier_view import procedure_name
from motcua.portal.sign_in import signed_in, the_person
from motcua.registries import service as registries


@require_safe
@signed_in
def my_page(request: HttpRequest) -> HttpResponse:
    now = acting_as(request)
    account = now.party
    drafts = [
        one for one in dossiers.running_drafts(account.id, clock.now()) if now.covers(one.procedure)
    ]
    found = [
        one
        for one in dossiers.my_dossiers(account.id, account.personal_id)
        if now.covers(one.dossier.procedure)
    ]
    context = {
        "section": "me",
        "acting_as": now,
        "drafts": [(d, catalogue.revision(d.procedure, d.revision).name) for d in drafts],
        "dossiers": [
            (one, dossiers.citizen_label(one.dossier), procedure_name(one)) for one in found
        ],
    }
    return render(request, "portal/my_page.html", context)


@require_safe
@signed_in
def lookups(request: HttpRequest) -> HttpResponse:
    """Who looked up the data of the person or organisation in the registers, when and why."""
    account = the_person(request)
    number = account.personal_id or account.tax_code
    seen = list(registries.my_lookups(number)) if number else []
    bodies = agencies.names(one.agency for one in seen if one.agency)
    context = {
        "section": "me",
        "lookups": [(one, bodies.get(one.agency, one.agency)) for one in seen],
    }
    return render(request, "portal/lookups.html", context)


@require_POST
@signed_in
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    dossiers.throw_away(party(request).id, load(request, draft_id).draft_id)
    messages.success(request, _("Đã xóa bản nháp"))
    return redirect("portal:my_page")
