"""E-mail through a relay over HTTP that takes each message id once.

SMTP (RFC 5321) cannot be asked what became of a message whose answer was lost, so a letter might
go twice; relays of data centres offer an address of this kind. Names and codes are our guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line
from motcua.exchange.clients.sms import ANSWER_S, Fate, ask_fate, hand_over

SYSTEM = "mail"


@dataclass(frozen=True)
class MailRelay:
    """Thread-safe client; plain text only, so that nothing in a letter can be clicked."""

    line: Line
    secret: str
    sender: str

    def send(self, reference: str, address: str, subject: str, content: str) -> None:
        """Hand a letter over; raises ``Refused``, ``Unreachable`` or ``Malformed``."""
        letter = {"from": self.sender, "to": address, "subject": subject, "text": content}
        hand_over(self.line, {"key": self.secret, "messageId": reference, **letter})

    def fate(self, reference: str) -> Fate:
        return ask_fate(self.line, {"key": self.secret, "messageId": reference})


@cache
def relay() -> MailRelay:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], answer_s=ANSWER_S, circuit=Circuit())
    return MailRelay(line, entry["secret"], entry["sender"])
