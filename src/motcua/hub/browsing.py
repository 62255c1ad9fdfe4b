"""Pages of the hub: dossiers of all agencies, one dossier's timeline, messages as received."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motcua.accounts.roles import Role
from motcua.accounts.signed_in import official_required
from motcua.agencies import service as agencies
from motcua.hub.codes import CHANNELS, ENDED, PHASES, STATES, WAITING_FOR_APPLICANT
from motcua.hub.models import DeadLetter, HubAccount, HubDossier, Message
from motcua.hub.standing import due_words
from motcua.kernel import clock
from motcua.kernel.parameters import parameters

PAGE = 50
DUE_FILTERS = {
    "late": "Đã qua ngày hẹn trả",
    "today": "Đến hạn hôm nay",
    "in_time": "Còn hạn",
    "ended": "Đã kết thúc",
}
see = official_required(Role.OVERSIGHT)


@require_safe
@see
def dossiers(request: HttpRequest) -> HttpResponse:
    agency = request.GET.get("agency", "").replace("\x00", "").strip()[:32].upper()
    status = request.GET.get("status", "")
    due = request.GET.get("due", "")
    found = HubDossier.objects.order_by("-last_heard_at", "code")
    if agency:
        found = found.filter(Q(root=agency) if "." not in agency else Q(agency=agency))
    if status.isdecimal() and int(status) in STATES:
        found = found.filter(status=int(status))
    if due in DUE_FILTERS:
        found = found.filter(_due(due, clock.now()))
    page, rows, more = _page(request, found)
    names = agencies.names(row.agency for row in rows)
    chosen = {"agency": agency, "status": status, "due": due}
    return render(
        request,
        "hub/dossiers.html",
        {
            "rows": [{**_row(row), "agency_name": names.get(row.agency, row.unit)} for row in rows],
            "accounts": HubAccount.objects.order_by("agency").values_list("agency", "name"),
            "states": [(str(code), words) for code, words in STATES.items()],
            "dues": DUE_FILTERS.items(),
            "chosen": chosen,
            "page": page,
            "more": more,
        },
    )


@require_safe
@see
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(HubDossier, code=code)
    steps = [
        {
            "at": step.at,
            "label": STATES[step.status],
            "body": step.unit,
            "person": ", ".join(filter(None, (step.handler, step.title))),
            "note": step.content,
        }
        for step in found.progress.order_by("at", "id")
    ]
    if steps:
        steps[-1]["current"] = True
    messages = Message.objects.filter(items__dossier=code).distinct().order_by("received_at", "id")
    context = {
        **_row(found),
        "steps": steps,
        "received": messages,
        "agency_name": agencies.names([found.agency]).get(found.agency, found.unit),
        "channel": CHANNELS[found.channel],
    }
    return render(request, "hub/dossier.html", context)


@require_safe
@see
def messages(request: HttpRequest) -> HttpResponse:
    found = Message.objects.order_by("-received_at", "-id").select_related("account")
    page, rows, more = _page(request, found)
    return render(request, "hub/messages.html", {"rows": rows, "page": page, "more": more})


@require_safe
@see
def message(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Message.objects.select_related("account"), id=number)
    readable = json.dumps(json.loads(found.body), ensure_ascii=False, indent=2)
    context = {"message": found, "items": found.items.order_by("position"), "readable": readable}
    return render(request, "hub/message.html", context)


@require_safe
@see
def refused(request: HttpRequest) -> HttpResponse:
    found = DeadLetter.objects.order_by("-received_at", "-id").select_related("account")
    page, rows, more = _page(request, found)
    return render(request, "hub/refused.html", {"rows": rows, "page": page, "more": more})


def _row(found: HubDossier) -> dict[str, Any]:
    look, words = due_words(found, parameters().calendar, clock.now())
    return {
        "dossier": found,
        "phase": PHASES[found.status],
        "state": STATES[found.status],
        "due_look": "waiting" if look == "unknown" else look,
        "due_words": words,
    }


def _due(name: str, now: datetime) -> Q:
    today = datetime.combine(clock.local_day(now), time.min, tzinfo=clock.HANOI)
    tonight = datetime.combine(clock.local_day(now), time.max, tzinfo=clock.HANOI)
    running = ~Q(status__in=ENDED | WAITING_FOR_APPLICANT) & Q(due_at__isnull=False)
    return {
        "late": running & Q(due_at__lt=today),
        "today": running & Q(due_at__range=(today, tonight)),
        "in_time": running & Q(due_at__gt=tonight),
        "ended": Q(status__in=ENDED),
    }[name]


def _page(request: HttpRequest, found: QuerySet[Any]) -> tuple[int, list[Any], bool]:
    """Return the page's number, its rows and whether more follow, without counting them all."""
    asked = request.GET.get("page", "1")
    page = min(max(int(asked), 1), 10_000) if asked.isascii() and asked.isdecimal() else 1
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    return page, rows[:PAGE], len(rows) > PAGE
