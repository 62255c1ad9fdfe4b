"""What browsers refuse to load: counted, and logged without a word about the reader."""

from __future__ import annotations

import json
import logging
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from prometheus_client import Counter

log = logging.getLogger(__name__)
LONGEST_REPORT = 16_384
REPORTS = Counter("motcua_csp_reports", "Loads that a browser refused", ["directive"])
_DIRECTIVES = frozenset(
    {
        "script-src",
        "style-src",
        "img-src",
        "font-src",
        "connect-src",
        "form-action",
        "frame-ancestors",
        "base-uri",
        "default-src",
    }
)


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    if int(request.headers.get("Content-Length") or 0) <= LONGEST_REPORT:
        directive, origin = _read(request.body)
        REPORTS.labels(directive).inc()
        log.warning("csp report", extra={"directive": directive, "blocked_origin": origin})
    return HttpResponse(status=204)


def _read(body: bytes) -> tuple[str, str]:
    """Return directive and origin; paths and queries may hold personal data and are left out."""
    try:
        report = json.loads(body)["csp-report"]
        told = str(report.get("effective-directive") or report.get("violated-directive") or "")
        blocked = urlsplit(str(report.get("blocked-uri", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "unreadable", ""
    directive = told.split(" ")[0].removesuffix("-elem").removesuffix("-attr")
    known = directive if directive in _DIRECTIVES else "other"
    return known, f"{blocked.scheme}://{blocked.netloc}" if blocked.netloc else blocked.path[:20]
