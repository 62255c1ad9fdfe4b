"""The national portal (Cổng Dịch vụ công quốc gia): session, envelope, services up and down.

Field and service names as seen in several producers; the codes other than 0 and 3 are nowhere
published and are our guess, so any unknown refusal is asked again once under a fresh session.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from motcua.exchange.clients import sessions
from motcua.exchange.clients.base import Line, text
from motcua.exchange.delivering import ToRender
from motcua.exchange.errors import Malformed, Refused, Unreachable

SYSTEM = "national"
DOSSIER = "DongBoHoSoMC"
PROGRESS = "CapNhatTienDoHoSoMC"
SESSION_S = 600
ANSWER_S = 60.0  # as the wire's own clients wait
ROWS_A_MESSAGE = 10

OK = frozenset({"0", "00"})
DUPLICATE = frozenset({"3", "-3"})
GENERAL_FAULT = frozenset({"-1"})  # of the server, not of the message: tried again
CONTENT_REFUSED = frozenset({"2", "4", "5", "6"})  # guess: of the message, whatever the session


@dataclass(frozen=True)
class NationalPortal:
    """Thread-safe client; all its workers share one session."""

    line: Line
    username: str
    secret: str
    agency: str
    dstcode: str = ""

    def share(self, service: str, **parameters: str) -> list[Any]:
        """Ask one of the services 'down' and return its result rows."""
        reply = self._call("/share", {"service": service, **parameters})
        rows = reply.get("result", [])
        if not isinstance(rows, list):
            raise Malformed(SYSTEM, "result is not a list")
        return rows

    def knows(self, dossier: str) -> bool:
        """Ask TraCuuHoSo whether the portal has a dossier."""
        return bool(self.share("TraCuuHoSo", mahoso=dossier))

    def integrate(self, service: str, data: Sequence[Any], *, updating: bool) -> None:
        """Send ``data[]`` up; raises ``Refused`` for every code that does not mean success."""
        flag = "True" if updating else "False"
        self._call("/integration", {"service": service, "isUpdating": flag, "data": list(data)})

    def _call(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        session = sessions.token(SYSTEM, SESSION_S, self._log_in)
        try:
            return self._once(path, body, session)
        except Refused as refusal:
            if refusal.code in DUPLICATE | CONTENT_REFUSED:
                raise
        fresh = sessions.token(SYSTEM, SESSION_S, self._log_in, refused=session)
        return self._once(path, body, fresh)

    def _once(self, path: str, body: Mapping[str, Any], session: str) -> dict[str, Any]:
        return self._post(path, {"session": session, "madonvi": self.agency, **body})

    def _log_in(self) -> str:
        try:
            reply = self._post("/login", {"username": self.username, "password": self.secret})
        except Refused as refusal:
            raise Unreachable(SYSTEM, "login_refused", retryable=False) from refusal
        return text(reply, "session", SYSTEM)

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Accept": "application/json", "Charset": "utf-8", "dstcode": self.dstcode}
        reply = self.line.ask_json(path, body, headers=headers)
        code = text(reply, "error_code", SYSTEM)
        if code in OK:
            return reply
        if code in GENERAL_FAULT:
            raise Unreachable(SYSTEM, "general_fault")
        raise Refused(SYSTEM, code, str(reply.get("message", "")))


@cache
def portal() -> NationalPortal:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], answer_s=ANSWER_S)
    return NationalPortal(line, entry["username"], entry["secret"], entry["agency"])


@dataclass(frozen=True)
class NationalSender:
    """Delivers lanes to the national portal.

    ``render_item`` is given by the room that knows dossiers: it returns the fields of one
    ``data[]`` item and raises ``Unrenderable`` for what it cannot say truthfully.
    """

    render_item: Callable[[ToRender], Mapping[str, Any]]
    mapping_version: int
    ask: Callable[[], NationalPortal] = portal
    batch: int = ROWS_A_MESSAGE

    def render(self, delivery: ToRender) -> str:
        return json.dumps(self.render_item(delivery), ensure_ascii=False, sort_keys=True)

    def send(self, kind: str, dossier: str, bodies: Sequence[str], *, known: bool) -> None:
        """Send frozen items; a dossier sent before but never answered goes again as an update."""
        data = [json.loads(body) for body in bodies]
        try:
            self.ask().integrate(kind, data, updating=known)
        except Refused as refusal:
            if refusal.code not in DUPLICATE or len(data) > 1:
                raise  # of several rows nobody says which one is the duplicate
            if kind == DOSSIER:
                self.ask().integrate(kind, data, updating=True)
