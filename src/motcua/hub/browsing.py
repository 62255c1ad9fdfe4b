"""Pages of the hub's dossiers: a list of all agencies, and all that is known of one."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motcua.accounts.roles import Role
from motcua.accounts.signed_in import official_required
from motcua.agencies import service as agencies
from motcua.hub import paging
from motcua.hub.codes import CHANNELS, PHASES, RUNNING, STATES
from motcua.hub.models import DeadLetter, HubAccount, HubDossier, MessageItem
from motcua.hub.paging import Order
from motcua.hub.standing import due_words
from motcua.kernel import clock
from motcua.kernel.parameters import parameters

DUE_FILTERS = {
    "late": "Trễ hạn thật, chưa xong",
    "silent": "Qua ngày hẹn, chưa có tin mới",
    "today": "Đến hạn hôm nay",
    "in_time": "Còn hạn",
    "finished_late": "Đã xong, trễ hạn thật",
}
NEWEST_FIRST = Order("last_heard_at", "code")
DUE_FIRST = Order("due_at", "code", newest_first=False)
MOST_ITEMS = 100  # of one dossier on its page, newest first
# written out, as in the index that holds running dossiers only: a parameter would not match it
_IS_RUNNING = RawSQL(f"status IN {RUNNING}", (), output_field=BooleanField())  # noqa: S611
see = official_required(Role.OVERSIGHT)


@require_safe
@see
def dossiers(request: HttpRequest) -> HttpResponse:
    agency = request.GET.get("agency", "").replace("\x00", "").strip()[:32].upper()
    show = request.GET.get("show", "")
    found, order = _shown(_of_agency(agency), show, clock.now())
    page = paging.read(request, found, order)
    names = agencies.names(row.agency for row in page.rows)
    rows = [{**_row(row), "agency_name": names.get(row.agency, row.unit)} for row in page.rows]
    context = {
        "rows": rows,
        "page": page,
        "accounts": HubAccount.objects.order_by("agency").values_list("agency", "name"),
        "states": [(str(code), words) for code, words in STATES.items()],
        "dues": DUE_FILTERS.items(),
        "chosen": {"agency": agency, "show": show},
        "order": "hạn sớm nhất trước" if order is DUE_FIRST else "tin mới nhất trước",
    }
    return render(request, "hub/dossiers.html", context)


@require_safe
@see
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(HubDossier, code=code)
    items = MessageItem.objects.filter(dossier=code).select_related("message")
    items = items.defer("message__body").order_by("-message_id", "-position")[:MOST_ITEMS]
    context = {
        **_row(found),
        "steps": _steps(found),
        "items": items,
        "letters": DeadLetter.objects.filter(dossier=code).order_by("-id")[:MOST_ITEMS],
        "agency_name": agencies.names([found.agency]).get(found.agency, found.unit),
        "successor": agencies.successor(found.agency, clock.today()),
        "channel": CHANNELS[found.channel],
    }
    return render(request, "hub/dossier.html", context)


def _of_agency(code: str) -> QuerySet[HubDossier]:
    """Return the dossiers of an agency and of those that it has succeeded."""
    if not code:
        return HubDossier.objects.all()
    if "." not in code:
        return HubDossier.objects.filter(root=code)
    before = agencies.predecessors(code, clock.today())
    return HubDossier.objects.filter(agency__in=[code, *before] if before else [code])


def _shown(
    found: QuerySet[HubDossier], show: str, now: datetime
) -> tuple[QuerySet[HubDossier], Order]:
    """Return the dossiers of one state (1 to 10) or of one standing to their due time."""
    if show.isascii() and show.isdecimal() and int(show) in STATES:
        return found.filter(status=int(show)), NEWEST_FIRST
    if show == "finished_late":
        return found.filter(finished_late=True), NEWEST_FIRST
    if show not in DUE_FILTERS:
        return found, NEWEST_FIRST
    today = datetime.combine(clock.local_day(now), time.min, tzinfo=clock.HANOI)
    tomorrow = today + timedelta(days=1)
    due = {
        "late": Q(due_at__lt=today),
        "silent": Q(due_at__lt=today),
        "today": Q(due_at__gte=today, due_at__lt=tomorrow),
        "in_time": Q(due_at__gte=tomorrow),
    }[show]
    return found.filter(due, _IS_RUNNING, told_past_due=show == "late"), DUE_FIRST


def _steps(found: HubDossier) -> list[dict[str, Any]]:
    """Return the steps that the node told of, newest first."""
    return [
        {
            "at": step.at,
            "label": STATES[step.status],
            "body": step.unit,
            "person": ", ".join(filter(None, (step.handler, step.title))),
            "note": step.content,
        }
        for step in found.progress.order_by("-at", "-sequence", "-id")
    ]


def _row(found: HubDossier) -> dict[str, Any]:
    look, words = due_words(found, parameters().calendar, clock.now())
    return {
        "dossier": found,
        "phase": PHASES[found.status],
        "state": STATES[found.status],
        "due_look": "waiting" if look == "unknown" else look,
        "due_words": words,
    }
