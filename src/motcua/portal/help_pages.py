"""Letting somebody help with a declaration, and helping."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.service import appointed_helper
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages import errors
from motcua.portal import helping
from motcua.portal.declare import load
from motcua.portal.sign_in import signed_in, the_person

HOUR_S = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def let_help(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show who helps with the person's declaration; make a code, or end a help."""
    account, now = the_person(request), clock.now()
    declaration = load(request, draft_id)
    offer = None
    if "end" in request.POST:
        if not helping.end(account, _id(request.POST["end"]), now):
            raise Http404
        messages.success(request, _("Đã dừng việc hỗ trợ"))
        return redirect("portal:let_help", draft_id)
    if request.method == "POST":
        offer = helping.offer(account, draft_id, _days(request), now)
    context = {
        "section": "me",
        "declaration": declaration,
        "offer": offer,
        "code": f"{offer.code[:4]} {offer.code[4:]}" if offer else "",
        "days": helping.DAYS,
        "helps": [one for one in helping.helps_with(draft_id) if one.helper],
        "now": now,
    }
    return render(request, "portal/let_help.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def help_others(request: HttpRequest) -> HttpResponse:
    """Take up a code, and list the declarations that the person may help with."""
    account, now = the_person(request), clock.now()
    faults = {}
    if request.method == "POST":
        try:
            return redirect(
                "portal:go_on", helping.begin(account, request.POST.get("code", ""), now)
            )
        except helping.TooManyCodes:
            return errors.page(request, 429, retry_after=HOUR_S)
        except (helping.CodeRefused, dossiers.DossierNotFound):
            faults["code"] = _(
                "Mã không đúng hoặc đã hết hạn. Đề nghị hỏi lại người nhờ giúp, mã có 8 chữ số"
            )
    post = appointed_helper(account, clock.local_day(now))
    context = {
        "section": "me",
        "errors": faults,
        "post": post,
        "mine": helping.my_help(account, post, now),
    }
    return render(request, "portal/help_others.html", context)


def _days(request: HttpRequest) -> int:
    asked = request.POST.get("days", "")
    return int(asked) if asked in {str(days) for days in helping.DAYS} else helping.DAYS[0]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
