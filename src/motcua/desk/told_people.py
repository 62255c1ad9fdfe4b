"""What the people of a dossier were told, by which ways, and whether it arrived."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.desk.at_post import Me, at_post
from motcua.dossiers import service as dossiers
from motcua.notices import service as notices


@require_safe
@at_post
def show(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    found = dossiers.dossier_for_official(me.actor, code)
    context = {
        "me": me,
        "dossier": found.dossier,
        "procedure_name": found.procedure_name,
        "notices": notices.told_about(code),
    }
    return render(request, "desk/told_people.html", context)
