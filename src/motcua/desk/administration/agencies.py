"""The dated tree of agencies (cây cơ quan), as of any day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.agencies import service as agencies
from motcua.agencies.reorganising import changes
from motcua.desk.administration import asked
from motcua.desk.administration.guard import as_administrator
from motcua.desk.at_post import Me
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput


@require_safe
@as_administrator
def tree(request: HttpRequest, me: Me) -> HttpResponseBase:
    error, on = "", clock.today()
    try:
        on = asked.day(request.GET.get("on", "")) or on
    except BadInput as refusal:
        error = f"{refusal}."
    context = {
        "me": me,
        "on": on,
        "rows": agencies.below(me.actor.agency, on),
        "changes": changes(me.actor.agency),
        "error": error,
        "typed": request.GET.get("on", "")[:20],
    }
    return render(request, "desk/administration/agencies.html", context)
