"""Helpers whom the agency appoints (người hỗ trợ được cử): who there is, appointing, ending."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.accounts import appointed_helpers
from motcua.accounts.appointed_helpers import HelperNotFound, NewHelper
from motcua.accounts.service import AppointedHelper
from motcua.agencies import service as agencies
from motcua.desk.administration.asked import day
from motcua.desk.administration.guard import as_administrator
from motcua.desk.at_post import Me
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput


@require_http_methods(["GET", "HEAD", "POST"])
@as_administrator
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    error = ""
    if request.method == "POST":
        try:
            messages.success(request, _change(request, me))
            return redirect("desk:administration:helpers")
        except BadInput as refusal:
            error = f"{refusal}."
    rows = appointed_helpers.helpers_within(me.actor)
    names = agencies.names(one.agency for one in rows)
    context = {
        "me": me,
        "rows": [(one, names.get(one.agency, one.agency)) for one in rows],
        "units": agencies.below(me.actor.agency, clock.today()),
        "sorts": AppointedHelper.Sort.choices,
        "typed": request.POST,
        "error": error,
        "today": clock.today(),
    }
    return render(
        request, "desk/administration/helpers.html", context, status=422 if error else 200
    )


def _change(request: HttpRequest, me: Me) -> str:
    """End the appointment that was pressed, or make the one that was typed; say what was done."""
    if "end" in request.POST:
        try:
            ended = appointed_helpers.end_appointment(
                UUID(request.POST["end"]), me.actor, clock.now()
            )
        except (ValueError, HelperNotFound):
            raise Http404 from None
        return f"Đã thôi cử {ended.full_name}"
    typed = request.POST
    last = day(typed.get("last_day", ""))
    if last is None:
        raise BadInput("Nhập ngày cuối được cử hỗ trợ")
    wanted = NewHelper(
        agency=typed.get("agency", ""),
        sort=typed.get("sort", ""),
        place=typed.get("place", ""),
        personal_id=typed.get("personal_id", ""),
        full_name=typed.get("full_name", ""),
        first_day=day(typed.get("first_day", "")) or clock.today(),
        last_day=last,
    )
    return f"Đã cử {appointed_helpers.appoint(wanted, me.actor, clock.now()).full_name}"
