"""The register of dossiers (sổ theo dõi hồ sơ, mẫu số 07) of an agency, on screen and as PDF."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desk.absence import day_of
from motcua.desk.at_post import Me, at_post
from motcua.desk.files import sent
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.papers import service as papers

LONGEST = timedelta(days=366)


@require_http_methods(["GET", "HEAD", "POST"])
@at_post
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    """List what was received on some days; POST orders the same as a paper."""
    days = _days(request)
    if request.method == "POST":
        dossiers.order_book(me.actor, days, clock.now())
        messages.success(request, "Đang lập sổ. Tải lại trang sau vài giây để mở tệp.")
        return redirect(f"{reverse('desk:book')}?first_day={days[0]}&last_day={days[1]}")
    context = {
        "me": me,
        "days": days,
        "rows": dossiers.book(me.actor, days),
        "made": reversed(papers.papers_of(dossiers.book_of(me.actor), inner=True)),
    }
    return render(request, "desk/book.html", context)


@require_safe
@at_post
def open_one(request: HttpRequest, me: Me, file_id: UUID) -> HttpResponseBase:
    kept = papers.file(file_id)
    if kept is None or kept.dossier_code != dossiers.book_of(me.actor):
        raise dossiers.DossierNotFound
    return sent(papers.open_file(file_id), kept, saved="download" in request.GET)


def _days(request: HttpRequest) -> tuple[date, date]:
    """Return the days asked for, by default this week up to today, at most a year."""
    asked = request.POST if request.method == "POST" else request.GET
    today = clock.today()
    last = day_of(asked.get("last_day")) or today
    first = day_of(asked.get("first_day")) or last - timedelta(days=last.weekday())
    return max(first, last - LONGEST), max(first, last)
