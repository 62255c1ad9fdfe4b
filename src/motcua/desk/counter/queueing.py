"""The number queue: people take a number, receivers call, the screen shows whom and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Channel
from motcua.counter import service as counter
from motcua.counter.service import NobodyWaits, QueueNumber
from motcua.desk.at_post import Me
from motcua.desk.counter.opened import agency_of, at_counter
from motcua.kernel import clock

PLACE = "counter_place"  # key of the session: the number of the official's counter
_PLACE = re.compile(r"[0-9A-Za-z]{1,4}")
SCREEN_S = 5
KIOSK_S = 60  # until the next person finds an empty kiosk
NOBODY = "Không còn ai đang chờ"


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def call(request: HttpRequest, me: Me) -> HttpResponseBase:
    if request.method != "POST":
        return _show(request, me, {})
    place = request.POST.get("place", request.session.get(PLACE, "")).strip()
    if not _PLACE.fullmatch(place):
        return _show(request, me, {"place": "Ghi số quầy, ví dụ 2"})
    request.session[PLACE] = place
    do = _DO.get(request.POST.get("do", ""))
    if do:
        try:
            do(me, place, clock.now())
        except NobodyWaits:
            messages.info(request, f"{NOBODY}.")
    return redirect("desk:counter:numbers")


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def kiosk(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Give a number for the field that somebody presses; nobody signs in here, the device does."""
    agency, now, fields = agency_of(me), clock.now(), _fields()
    queue_number, wait = None, 0
    if request.method == "POST":
        chosen = request.POST.get("field", "")
        if chosen in fields:
            ahead = counter.board(agency, now).waiting
            queue_number = counter.take_number(agency, chosen, fields[chosen], now)
            wait = _minutes(counter.expected_wait(agency, ahead, now))
    context = {"me": me, "fields": fields, "queue_number": queue_number, "wait": wait}
    page = render(request, "desk/counter/kiosk.html", context)
    if queue_number:
        page["Refresh"] = f"{KIOSK_S};url={reverse('desk:counter:kiosk')}"
    return page


@require_safe
@at_counter
def screen(request: HttpRequest, me: Me) -> HttpResponseBase:
    now = clock.now()
    context = {"me": me, "board": counter.board(agency_of(me), now), "now": now}
    page = render(request, "desk/counter/screen.html", context)
    page["Refresh"] = str(SCREEN_S)  # a header: an old television runs no script of ours
    return page


def _next(me: Me, place: str, now: datetime) -> None:
    counter.call_next(agency_of(me), place, me.actor, now)


def _again(me: Me, place: str, now: datetime) -> None:
    counter.call_again(agency_of(me), me.actor, now)


def _absent(me: Me, place: str, now: datetime) -> None:
    counter.note_absent(agency_of(me), me.actor, now)


_DO: dict[str, Callable[[Me, str, datetime], None]] = {
    "next": _next,
    "again": _again,
    "absent": _absent,
}


def _show(request: HttpRequest, me: Me, faults: dict[str, str]) -> HttpResponseBase:
    agency, now = agency_of(me), clock.now()
    waiting: list[QueueNumber] = counter.waits(agency, now)
    context = {
        "me": me,
        "faults": faults,
        "place": request.POST.get("place", request.session.get(PLACE, "")),
        "mine": counter.at_place(agency, me.actor, now),
        "waiting": waiting,
        "last_waits": _minutes(counter.expected_wait(agency, len(waiting), now)),
    }
    return render(request, "desk/counter/numbers.html", context, status=422 if faults else 200)


def _fields() -> dict[str, str]:
    """Return the fields of the procedures that are done at the counter, code → name."""
    published = catalogue.published(clock.today())
    return {
        one.field.code: one.field.name.vi for one in published if Channel.COUNTER in one.channels
    }


def _minutes(wait: timedelta) -> int:
    """Return whole minutes, rounded up: nobody should come back too late."""
    return -(-int(wait.total_seconds()) // 60)
