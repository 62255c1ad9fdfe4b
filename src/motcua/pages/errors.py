"""Pages for what went wrong, each saying what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("Phiên làm việc đã hết.", status=403)
