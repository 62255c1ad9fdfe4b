"""Pages that compare agencies: what came, what runs, what is truly late, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.agencies import service as agencies
from motcua.filing import service as filing
from motcua.hub import tallying
from motcua.hub.browsing import see
from motcua.hub.models import AgencyTally, HubAccount, Message
from motcua.kernel import clock

LONG_SILENCE = timedelta(days=1)  # ours: a province that works has something to tell each day
COUNTED = ("received", "running", "waiting", "late", "silent", "finished_late")


@require_safe
@see
def roots(request: HttpRequest) -> HttpResponse:
    """Provinces and ministries, those of whom nothing was heard included."""
    now = clock.now()
    counted_at = tallying.keep_fresh(now)
    sums = AgencyTally.objects.values("root").annotate(**{name: Sum(name) for name in COUNTED})
    by_root = {row["root"]: row for row in sums}
    filed = filing.backlog()
    newest = Message.objects.filter(account=OuterRef("pk")).order_by("-received_at")
    accounts = HubAccount.objects.order_by("agency", "username").annotate(
        heard_at=Subquery(newest.values("received_at")[:1])
    )
    rows = [
        {
            **dict.fromkeys(COUNTED, 0),
            **by_root.get(one.agency, {}),
            "code": one.agency,
            "name": one.name,
            "filed": filed.get(one.agency),
            **_silence(one.heard_at, now),
        }
        for one in accounts
    ]
    return _page(request, "Các địa phương, bộ ngành", rows, counted_at, are_roots=True)


@require_safe
@see
def agencies_of(request: HttpRequest, root: str) -> HttpResponse:
    """The agencies of one province or ministry."""
    now = clock.now()
    account = HubAccount.objects.filter(agency=root).order_by("username").first()
    if account is None:
        raise Http404
    counted_at = tallying.keep_fresh(now)
    found = list(AgencyTally.objects.filter(root=root).order_by("agency"))
    names = agencies.names(one.agency for one in found)
    rows = [
        {
            **{name: getattr(one, name) for name in COUNTED},
            "code": one.agency,
            "name": names.get(one.agency, ""),
            **_silence(one.heard_at, now),
        }
        for one in found
    ]
    return _page(request, account.name, rows, counted_at)


def _page(
    request: HttpRequest,
    heading: str,
    rows: Iterable[dict[str, Any]],
    counted_at: datetime | None,
    *,
    are_roots: bool = False,
) -> HttpResponse:
    context = {"heading": heading, "rows": rows, "counted_at": counted_at, "are_roots": are_roots}
    return render(request, "hub/agencies.html", context)


def _silence(heard_at: datetime | None, now: datetime) -> dict[str, Any]:
    if heard_at is None:
        return {"heard_at": None, "silence": "Chưa có bản tin nào", "long_silence": True}
    silence = max(now - heard_at, timedelta())
    return {
        "heard_at": heard_at,
        "silence": f"{_long(silence)} trước",
        "long_silence": silence > LONG_SILENCE,
    }


def _long(time: timedelta) -> str:
    """→ '12 phút', '5 giờ', '3 ngày'."""
    minutes = int(time.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // (24 * 60)} ngày"
