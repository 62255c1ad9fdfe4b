"""The line to one outside system: timeouts, request id, budget, circuit, errors of our own.

Logs name the system, the path, the time taken and the outcome, never what was asked or answered.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from motcua.exchange.circuits import Circuit
from motcua.exchange.errors import Malformed, Unreachable
from motcua.exchange.questions import Budget, refuse_open_transaction
from motcua.exchange.tracing import request_id

log = logging.getLogger(__name__)
CONNECT_S = 3.0
ANSWER_S = 15.0
LARGEST_ANSWER = 8 * 1024 * 1024
QUESTIONS_A_SECOND = 50
NOT_RETRYABLE = frozenset({400, 401, 403, 404, 405, 415})


@dataclass(frozen=True)
class Answer:
    """An answer read whole; its status is 200 unless the caller accepts others."""

    content: bytes
    content_type: str
    status: int = httpx.codes.OK


class Line:
    """Thread-safe; one a system and process.

    ``circuit=None`` for destinations whose lanes have a circuit of their own.
    """

    def __init__(
        self,
        system: str,
        url: str,
        *,
        answer_s: float = ANSWER_S,
        circuit: Circuit | None = None,
        budget: Budget | None = None,
        transport: httpx.BaseTransport | None = None,
        largest: int = LARGEST_ANSWER,
    ) -> None:
        self.system = system
        self._largest = largest
        self.url = url.rstrip("/")
        self._circuit = circuit
        self._budget = budget or Budget(QUESTIONS_A_SECOND, burst=QUESTIONS_A_SECOND * 2)
        self._http = httpx.Client(
            timeout=httpx.Timeout(answer_s, connect=CONNECT_S),
            limits=httpx.Limits(max_connections=32),
            transport=transport,
        )

    def ask(
        self,
        method: str,
        path: str = "",
        *,
        accepted: Collection[int] = (httpx.codes.OK,),
        **arguments: Any,
    ) -> Answer:
        """Make one call and return its answer of an accepted status, or raise ``Unreachable``."""
        refuse_open_transaction()
        if self._circuit and not self._circuit.allows():
            raise Unreachable(self.system, "circuit")
        if not self._budget.take():
            raise Unreachable(self.system, "budget")
        begun = time.monotonic()
        outcome = "ok"
        try:
            answer = self._exchange(method, path, accepted, **arguments)
        except (Unreachable, Malformed) as fault:
            outcome = fault.kind
            if self._circuit:
                self._circuit.failed()
            raise
        finally:
            took = round((time.monotonic() - begun) * 1000)
            extra = {"system": self.system, "path": path, "ms": took, "outcome": outcome}
            log.info("asked", extra=extra)
        if self._circuit:
            self._circuit.succeeded()
        return answer

    def ask_json(self, path: str, body: Any, **arguments: Any) -> dict[str, Any]:
        """POST JSON and return the JSON object of the answer."""
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **arguments.pop("headers", {})}
        answer = self.ask("POST", path, content=content, headers=headers, **arguments)
        return self.object_of(answer)

    def object_of(self, answer: Answer) -> dict[str, Any]:
        try:
            value = json.loads(answer.content)
        except ValueError as fault:
            raise Malformed(self.system, "not JSON") from fault
        if not isinstance(value, dict):
            raise Malformed(self.system, "not a JSON object")
        return value

    def _exchange(
        self, method: str, path: str, accepted: Collection[int], **arguments: Any
    ) -> Answer:
        headers = {**arguments.pop("headers", {})}
        if request_id.get():
            headers["X-Request-Id"] = request_id.get()
        address = path if path.startswith("http") else self.url + path
        try:
            with self._http.stream(method, address, headers=headers, **arguments) as answer:
                content = _read_capped(self.system, answer, self._largest)
        except httpx.TimeoutException as fault:
            raise Unreachable(self.system, "timeout") from fault
        except httpx.HTTPError as fault:
            raise Unreachable(self.system, "connection") from fault
        except httpx.InvalidURL as fault:
            raise Unreachable(self.system, "address", retryable=False) from fault
        if answer.status_code not in accepted:
            retryable = answer.status_code not in NOT_RETRYABLE
            raise Unreachable(self.system, f"http_{answer.status_code}", retryable=retryable)
        return Answer(content, answer.headers.get("Content-Type", ""), answer.status_code)


def _read_capped(system: str, answer: httpx.Response, largest: int) -> bytes:
    content = bytearray()
    for part in answer.iter_bytes():
        content += part
        if len(content) > largest:
            raise Malformed(system, "answer too large")
    return bytes(content)


def text(value: Mapping[str, Any], name: str, system: str) -> str:
    """Return a field that must be there, as text; numbers count (codes are 0 or "0")."""
    found = value.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise Malformed(system, f"{name} is missing")
    return str(found)
