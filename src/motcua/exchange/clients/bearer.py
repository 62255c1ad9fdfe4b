"""A bearer token by OAuth 2 client credentials, as the state's gateways give them out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from motcua.exchange.clients.base import Line, text

RENEW_BEFORE_S = 30


@dataclass
class Bearer:
    """The token of one client of one system, renewed before it ends; thread-safe."""

    line: Line
    client_id: str
    secret: str
    clock: Callable[[], float] = time.monotonic
    value: str = ""
    until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def header(self) -> dict[str, str]:
        """Return the header of a call; raises ``ExchangeError`` when no token is given."""
        with self._lock:
            if self.clock() >= self.until:
                self._renew()
            return {"Authorization": f"Bearer {self.value}"}

    def drop(self) -> None:
        """Ask for another token at the next call: this one was refused."""
        self.until = 0.0

    def _renew(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.secret,
        }
        reply = self.line.object_of(self.line.ask("POST", "/token", data=form))
        self.value = text(reply, "access_token", self.line.system)
        lifetime = int(text(reply, "expires_in", self.line.system))
        self.until = self.clock() + lifetime - RENEW_BEFORE_S
