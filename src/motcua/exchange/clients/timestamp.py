"""The timestamp authority (RFC 3161 over HTTP)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line
from motcua.exchange.errors import Malformed

SYSTEM = "timestamp"
QUERY = "application/timestamp-query"
REPLY = "application/timestamp-reply"


@dataclass(frozen=True)
class TimestampAuthority:
    """Thread-safe client; the caller builds the request and checks the token."""

    line: Line

    def stamp(self, request_der: bytes) -> bytes:
        """Return the DER of a TimeStampResp for the DER of a TimeStampReq."""
        answer = self.line.ask("POST", content=request_der, headers={"Content-Type": QUERY})
        if answer.content_type.split(";")[0].strip() != REPLY:
            raise Malformed(SYSTEM, "not a timestamp reply")
        return answer.content


@cache
def authority() -> TimestampAuthority:
    """Return this process's client, as settings describe the system."""
    return TimestampAuthority(Line(SYSTEM, settings.SYSTEMS[SYSTEM]["url"], circuit=Circuit()))
