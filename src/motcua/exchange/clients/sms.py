"""Text messages through a provider of brand names (tin nhắn thương hiệu).

Every provider in Việt Nam has a wire of its own and none publishes it openly; what they have in
common is kept here: a request id of ours that is taken once, the content as it arrives, and a
question for the state by the same id. Names and codes are our guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line, text
from motcua.exchange.errors import Malformed, Refused, Unreachable

SYSTEM = "sms"
OK, TAKEN_BEFORE, UNKNOWN_ID = "0", "1", "404"
GENERAL_FAULT = frozenset({"9"})
BAD_ADDRESS = frozenset({"21"})  # nobody can be reached there, however often it is tried
ANSWER_S = 5.0


class Fate(StrEnum):
    """What became of a message; ``UNKNOWN``: the provider never took it."""

    UNKNOWN = "UNKNOWN"
    ACCEPTED = "ACCEPTED"
    DELIVERED = "DELIVERED"
    UNDELIVERABLE = "UNDELIVERABLE"


@dataclass(frozen=True)
class SmsGateway:
    """Thread-safe client; ``reference`` is our id of a message, sent again it changes nothing."""

    line: Line
    username: str
    secret: str
    brand: str

    def send(self, reference: str, phone: str, content: str) -> None:
        """Hand a message over; raises ``Refused``, ``Unreachable`` or ``Malformed``."""
        message = {"brandName": self.brand, "phone": international(phone), "content": content}
        hand_over(self.line, {**self._who(), **message, "requestId": reference})

    def fate(self, reference: str) -> Fate:
        return ask_fate(self.line, {**self._who(), "requestId": reference})

    def _who(self) -> dict[str, str]:
        return {"username": self.username, "password": self.secret}


def hand_over(line: Line, body: Mapping[str, Any]) -> None:
    """Post a message to a gateway that takes each id once."""
    reply = line.ask_json("/send", body)
    code = text(reply, "code", line.system)
    if code in GENERAL_FAULT:
        raise Unreachable(line.system, "general_fault")
    if code not in {OK, TAKEN_BEFORE}:
        raise Refused(line.system, code, str(reply.get("message", "")))


def ask_fate(line: Line, body: Mapping[str, Any]) -> Fate:
    reply = line.ask_json("/status", body)
    code = text(reply, "code", line.system)
    if code == UNKNOWN_ID:
        return Fate.UNKNOWN
    if code != OK:
        raise Unreachable(line.system, f"code_{code}"[:40])
    try:
        return Fate(text(reply, "status", line.system))
    except ValueError as fault:
        raise Malformed(line.system, "unknown state of a message") from fault


def international(phone: str) -> str:
    """'0912 345 678' → '84912345678', as networks write numbers."""
    digits = "".join(sign for sign in phone if sign.isdecimal())
    return "84" + digits[1:] if digits.startswith("0") else digits


@cache
def gateway() -> SmsGateway:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], answer_s=ANSWER_S, circuit=Circuit())
    return SmsGateway(line, entry["username"], entry["secret"], entry["brand"])
