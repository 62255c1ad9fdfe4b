"""A small load generator: some kept-open connections, each sending its share one by one."""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

CONNECTIONS = 8
TOKEN = "b" * 32  # a CSRF cookie may hold any secret; the form has to repeat it


@dataclass(frozen=True)
class Request:
    """``form`` makes it a POST; ``expect`` is the status of an accepted one."""

    path: str
    session: str
    form: dict[str, str] | None = None
    expect: int = 302
    accepted_at: str = ""  # what the address of the redirect begins with


@dataclass
class Done:
    """How fast it went; ``places`` are the addresses that redirects named."""

    per_second: float
    places: list[str] = field(default_factory=list)


def drive(url: str, requests: Sequence[Request], connections: int = CONNECTIONS) -> Done:
    """Send all requests; raises ``RuntimeError`` at the first that is not accepted."""
    shares = [requests[n::connections] for n in range(connections)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        places = [place for share in pool.map(lambda s: _send(url, s), shares) for place in share]
    return Done(len(requests) / (time.perf_counter() - begun), places)


def _send(url: str, requests: Sequence[Request]) -> list[str]:
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    places = [_one(line, request) for request in requests]
    line.close()
    return places


def _one(line: http.client.HTTPConnection, request: Request) -> str:
    headers = {"Cookie": f"motcua_node_session={request.session}; motcua_node_csrf={TOKEN}"}
    body = None
    if request.form is not None:
        body = urlencode({**request.form, "csrfmiddlewaretoken": TOKEN})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request("POST" if body else "GET", request.path, body, headers)
    answer = line.getresponse()
    text = answer.read()
    place = answer.getheader("Location", "")
    if answer.status != request.expect or not place.startswith(request.accepted_at):
        raise RuntimeError(f"{request.path}: {answer.status} {place} {text[:2000]!r}")
    return place
