"""The national portal (Cổng Dịch vụ công quốc gia): session, envelope, services up and down.

Field and service names as seen in several producers; the codes other than 0 and 3 are nowhere
published and are our guess, so any unknown refusal is asked again once under a fresh session.
With ``extension`` the envelope says so (``kernel.parity``); a portal that does not know the
extension overlooks it, and its answers then carry no row for each item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from motcua.exchange.clients import sessions
from motcua.exchange.clients.base import Line, text
from motcua.exchange.errors import Malformed, Refused, Unreachable
from motcua.exchange.questions import Budget
from motcua.kernel import parity

SYSTEM = "national"
DOSSIER = "DongBoHoSoMC"
PROGRESS = "CapNhatTienDoHoSoMC"
SESSION_S = 600
ANSWER_S = 60.0  # as the wire's own clients wait
CALLS_A_SECOND = 500  # a plain portal is asked about every single dossier

OK = frozenset({"0", "00"})
DUPLICATE = frozenset({"3", "-3"})
GENERAL_FAULT = frozenset({"-1"})  # of the server, not of the message: tried again
UNKNOWN_DOSSIER = frozenset({"5"})  # guess
EARLY = frozenset({"9"})  # guess: one of two clocks is wrong, so it is tried again
CONTENT_REFUSED = frozenset({"2", "4", "5", "6", "7", "8"}) | EARLY  # guess: whatever the session


@dataclass(frozen=True)
class NationalPortal:
    """Thread-safe client; all its workers share one session.

    ``extension`` is ``motcua-1`` or empty.
    """

    line: Line
    username: str
    secret: str
    agency: str
    dstcode: str = ""
    extension: str = ""

    def share(self, service: str, **parameters: str) -> list[Any]:
        """Ask one of the services 'down' and return its result rows."""
        return self._rows(self._call("/share", {"service": service, **parameters}))

    def looked_up(self, dossier: str) -> Mapping[str, Any] | None:
        """Ask TraCuuHoSo; returns the portal's row of a dossier, None when it has none."""
        rows = self.share("TraCuuHoSo", mahoso=dossier)
        if rows and not isinstance(rows[0], dict):
            raise Malformed(SYSTEM, "result is not a list of objects")
        return rows[0] if rows else None

    def knows(self, dossier: str) -> bool:
        """Ask TraCuuHoSo whether the portal has a dossier."""
        return self.looked_up(dossier) is not None

    def integrate(self, service: str, data: Sequence[Any], *, updating: bool) -> list[Any]:
        """Send ``data[]`` up; raises ``Refused`` for every code that does not mean success.

        Returns the result rows: one for each item under the extension, else none that count.
        """
        flag = "True" if updating else "False"
        body = {"service": service, "isUpdating": flag, "data": list(data)}
        return self._rows(self._call("/integration", body))

    def _rows(self, reply: Mapping[str, Any]) -> list[Any]:
        rows = reply.get("result") or []
        if not isinstance(rows, list):
            raise Malformed(SYSTEM, "result is not a list")
        return rows

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
        ours = {parity.ENVELOPE_KEY: self.extension} if self.extension else {}
        return self._post(path, {"session": session, "madonvi": self.agency, **ours, **body})

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
    budget = Budget(CALLS_A_SECOND, burst=CALLS_A_SECOND)
    line = Line(SYSTEM, entry["url"], answer_s=ANSWER_S, budget=budget)
    return NationalPortal(
        line, entry["username"], entry["secret"], entry["agency"], extension=entry["extension"]
    )
