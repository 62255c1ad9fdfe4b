"""What the person was told, and how they want to be told."""

from __future__ import annotations

from datetime import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.notices import service as notices
from motcua.pages.acting import acting_as
from motcua.portal.dossier import load
from motcua.portal.sign_in import signed_in, the_person

EVENINGS = tuple(time(hour) for hour in range(18, 24))
MORNINGS = tuple(time(hour) for hour in range(5, 10))


@require_safe
@signed_in
def my_notices(request: HttpRequest) -> HttpResponse:
    """Show the person's notices, newest first; what is shown once counts as read."""
    account, language = the_person(request), get_language() or "vi"
    page = _page(request)
    about = request.GET.get("about", "")[:40]
    if about and acting_as(request).delegated:  # what the organisation was told of this dossier
        account = acting_as(request).party
        load(request, about)
    found = notices.inbox(
        account.id, account.personal_id, page=page, language=language, about=about
    )
    context = {
        "section": "notices",
        "notices": found[: notices.PAGE],
        "about": about,
        "page": page,
        "more": len(found) > notices.PAGE,
    }
    answer = render(request, "portal/notices.html", context)
    if account == the_person(request) and any(one.unread for one in found):
        notices.mark_read(account.id, account.personal_id, clock.now())
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    """Choose the ways and the hours; what the law asks for stays on the notices page."""
    account, now = the_person(request), clock.now()
    if request.method == "POST":
        notices.choose(account.id, _chosen(request), now)
        messages.success(request, _("Đã lưu lựa chọn nhận thông báo"))
        return redirect("portal:notices")
    chosen = notices.choices_of(account.id, now)
    context = {
        "section": "notices",
        "chosen": chosen,
        "phone": notices.masked(account.phone) if account.phone else "",
        "email": notices.masked(account.email) if account.email else "",
        "evenings": _options(EVENINGS, chosen.quiet.begins),
        "mornings": _options(MORNINGS, chosen.quiet.ends),
    }
    return render(request, "portal/notice_choices.html", context)


def _chosen(request: HttpRequest) -> notices.Chosen:
    begins, ends = request.POST.get("begins", ""), request.POST.get("ends", "")
    try:
        quiet = notices.QuietHours.parse(f"{begins}-{ends}")
    except ValueError:
        quiet = notices.choices_of(the_person(request).id, clock.now()).quiet
    return notices.Chosen("sms" in request.POST, "email" in request.POST, quiet)


def _options(hours: tuple[time, ...], chosen: time) -> list[tuple[str, bool]]:
    every = sorted({*hours, chosen})
    return [(f"{hour:%H:%M}", hour == chosen) for hour in every]


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
