"""Questions: calls whose answer is awaited, with a timeout, a circuit and a rate budget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.db import connection

from motcua.exchange.errors import TransactionOpen


class Budget:
    """At most ``per_second`` calls on average, ``burst`` at once; thread-safe, real time."""

    def __init__(
        self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = per_second, float(burst), clock
        self._left, self._at = float(burst), clock()
        self._lock = threading.Lock()

    def take(self) -> bool:
        with self._lock:
            now = self._clock()
            self._left = min(self._burst, self._left + (now - self._at) * self._rate)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True


def refuse_open_transaction() -> None:
    """Raise ``TransactionOpen`` inside a transaction other than the one a test case opens."""
    # the same mark by which Django lets `atomic(durable=True)` work in tests
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise TransactionOpen("no question while a transaction is open")
