"""Is this process alive, and can it serve?"""

from __future__ import annotations

import psycopg
from django.db import connection
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    GC_COLLECTOR,
    PLATFORM_COLLECTOR,
    PROCESS_COLLECTOR,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
)

PATIENCE_S = 2.0
AWAY = (OperationalError, psycopg.OperationalError)
OWN = CollectorRegistry()
for _collector in (PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR):
    OWN.register(_collector)


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer while the process runs, whatever its database does."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, 503 when it does not within ``PATIENCE_S``."""
    try:
        _ask_database()
    except AWAY:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})


def _ask_database() -> None:
    """Ask by a connection of the pool, but without a page's patience to get one."""
    pool = connection.pool
    if pool is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return
    pool.open()
    with pool.connection(timeout=PATIENCE_S) as line:
        line.execute("SELECT 1")


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer every figure, or at once the process's own alone while the database is away."""
    registry = REGISTRY
    try:
        _ask_database()
    except AWAY:
        registry = OWN
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
