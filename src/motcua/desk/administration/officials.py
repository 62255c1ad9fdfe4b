"""The officials of an agency: who there is, and making a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts import administering
from motcua.accounts.administering import PAGE
from motcua.agencies import service as agencies
from motcua.desk.administration import asked
from motcua.desk.administration.guard import as_administrator
from motcua.desk.at_post import Me
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput


@require_safe
@as_administrator
def listed(request: HttpRequest, me: Me) -> HttpResponseBase:
    words = request.GET.get("q", "").replace("\0", "")[:100]
    page = _page(request)
    found = administering.officials(me.actor, words, page)
    held = administering.posts_today([one.id for one in found], clock.today())
    context = {
        "me": me,
        "rows": [(one, held.get(one.id, [])) for one in found],
        "words": words,
        "page": page,
        "more": len(found) == PAGE,
    }
    return render(request, "desk/administration/officials.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_administrator
def new(request: HttpRequest, me: Me) -> HttpResponseBase:
    error = ""
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            account = administering.create_official(
                str(typed.get("username", "")),
                str(typed.get("full_name", "")),
                asked.post(request.POST, clock.today()),
                me.actor,
                clock.now(),
            )
        except BadInput as refusal:
            error = f"{refusal}."
        else:
            return redirect("desk:administration:official", account.id)
    context = {
        "me": me,
        "error": error,
        "typed": request.POST,
        **choices(me),
    }
    return render(request, "desk/administration/new.html", context, status=422 if error else 200)


def choices(me: Me) -> dict[str, object]:
    """Return what the form of a post offers."""
    units = agencies.below(me.actor.agency, clock.today())
    return {"units": units, "roles": asked.ROLES, "prefixes": asked.PREFIXES}


def _page(request: HttpRequest) -> int:
    asked_for = request.GET.get("page", "")
    return (
        max(1, int(asked_for))
        if asked_for.isascii() and asked_for.isdecimal() and len(asked_for) < 6
        else 1
    )
