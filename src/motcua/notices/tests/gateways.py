"""The far end of messages, as a gateway behaves: each id is taken once."""

from __future__ import annotations

from motcua.exchange.clients.sms import Fate
from motcua.exchange.errors import Refused, Unreachable


class Gateway:
    """``unheard``: the message is taken and the answer is lost; ``down``: nothing is done."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, ...]] = []
        self.fates: dict[str, Fate] = {}
        self.down = self.unheard = False

    def send(self, reference: str, *message: str) -> None:
        if self.down:
            raise Unreachable("sms", "http_503")
        if message[0].endswith("000"):
            raise Refused("sms", "21", "no such number")
        self.taken.append((reference, *message))
        self.fates[reference] = Fate.ACCEPTED
        if self.unheard:
            raise Unreachable("sms", "timeout")

    def fate(self, reference: str) -> Fate:
        if self.down:
            raise Unreachable("sms", "http_503")
        return self.fates.get(reference, Fate.UNKNOWN)
