"""One id from the request to its log lines and to the deliveries it causes."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from motcua.exchange.tracing import request_id

log = logging.getLogger(__name__)
_SANE = re.compile(r"[A-Za-z0-9-]{8,64}")
_PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


class RequestIdMiddleware:
    """Give each request an id, keep a sane one from the proxy, answer with it, log one line.

    The line names the view, not the address: addresses hold search words and result codes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        given = request.headers.get("X-Request-Id", "")
        request_id.set(given if _SANE.fullmatch(given) else uuid.uuid4().hex)
        response = self.get_response(request)
        response["X-Request-Id"] = request_id.get()
        if request.path not in _PROBES and request.resolver_match:
            took = round((time.perf_counter() - begun) * 1000)
            view = request.resolver_match.view_name
            told = {"method": request.method, "view": view, "status": response.status_code}
            log.info("answered", extra={**told, "ms": took})
        return response
