"""What the decisions say of the engine's probabilities, and what to mend at the source."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.corrections import service as corrections
from motcua.corrections.service import Share
from motcua.desk.at_post import Me
from motcua.desk.corrections.opening import at_matching
from motcua.desk.corrections.showing import counted, percent

LONGEST_SECTOR = 80


@require_safe
@at_matching
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    """The printable page."""
    found = corrections.figures(me.actor, _sector(request))
    kappa = found.agreement.kappa
    context = {
        "me": me,
        "figures": found,
        "proposals": counted(found.proposals),
        "settled": _share(found.settled),
        "bins": [
            {
                "range": f"{percent(one.low)} – {percent(one.high)}",
                "predicted": percent(one.predicted),
                "fits": one.fits,
                **_share(one.accepted),
            }
            for one in found.bins
        ],
        "agreement": _share(found.agreement.share),
        "kappa": "–" if kappa is None else f"{kappa:.2f}".replace(".", ","),
    }
    return render(request, "desk/corrections/report.html", context)


@require_safe
@at_matching
def send(request: HttpRequest, me: Me) -> HttpResponseBase:
    """The same figures for a machine; shares between 0 and 1."""
    return JsonResponse(corrections.as_json(corrections.figures(me.actor, _sector(request))))


def _sector(request: HttpRequest) -> str:
    return request.GET.get("sector", "").replace("\0", "")[:LONGEST_SECTOR]


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    interval = f"{percent(low)} – {percent(high)}" if share.total else "–"
    return {
        "hits": counted(share.hits),
        "total": counted(share.total),
        "share": percent(share.observed),
        "interval": interval,
    }
