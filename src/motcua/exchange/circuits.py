"""A circuit a system: after several failures in a row only a probe goes out, ever more rarely.

Real monotonic time: a replayed day does not make a broken line heal faster.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

FAILURES_TO_OPEN = 5
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
_chance = random.SystemRandom()


class Circuit:
    """Thread-safe; ``clock`` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        return self._failures >= FAILURES_TO_OPEN

    def allows(self) -> bool:
        """Return whether a call may go out; an open circuit lets one probe a waiting time."""
        with self._lock:
            if not self.is_open:
                return True
            if self._clock() < self._open_until:
                return False
            self._wait_longer()
            return True

    def failed(self) -> bool:
        """Note that no answer came; return True when this opened the circuit."""
        with self._lock:
            self._failures += 1
            if self.is_open:
                self._wait_longer()
            return self._failures == FAILURES_TO_OPEN

    def succeeded(self) -> bool:
        """Note an answer; return True when this one closed an open circuit."""
        with self._lock:
            was_open = self.is_open
            self._failures = 0
            return was_open

    def _wait_longer(self) -> None:
        doublings = min(self._failures - FAILURES_TO_OPEN, 10)
        wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**doublings)
        self._open_until = self._clock() + wait * _chance.uniform(0.5, 1.0)
