"""A line to an application of ours in this very process, for tests that share its transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from motcua.exchange.clients.base import Line


@contextmanager
def line_in_process(system: str, path: str) -> Iterator[Line]:
    """Yield a line to ``path`` of the application that ``ROOT_URLCONF`` names."""
    signals = (request_started, request_finished)
    for signal in signals:  # they would close the connection of the test's own transaction
        signal.disconnect(close_old_connections)
    transport = httpx.WSGITransport(app=get_wsgi_application())
    yield Line(system, f"http://testserver{path}", transport=transport)
    for signal in signals:
        signal.connect(close_old_connections)
