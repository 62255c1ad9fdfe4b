"""The levers of a journey: faults of the other systems, and the day of the story."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import httpx
from stack import Stack

from motcua.kernel import clock


class Sandbox:
    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    @contextmanager
    def broken(self, system: str, kind: str = "down") -> Iterator[None]:
        """Break one of the state's other systems for a while."""
        address = f"{self.stack.sandbox}/faults/{system}"
        httpx.put(address, json={"kind": kind}).raise_for_status()
        try:
            yield
        finally:
            httpx.delete(address).raise_for_status()

    def presses(self, username: str, button: str) -> str:
        """Press on a signer's telephone what waits there; returns what it shows."""
        phone = f"{self.stack.sandbox}/phone"
        shown = httpx.get(f"{phone}/{username}", headers={"accept": "application/json"}).json()
        waiting = next(one for one in shown if one["state"] == "waiting")
        httpx.post(f"{phone}/questions/{waiting['id']}", data={"answer": button})
        return str(waiting["words"])

    def messages(self) -> list[dict[str, Any]]:
        """Return the text messages that arrived on telephones, newest first."""
        log: list[dict[str, Any]] = httpx.get(f"{self.stack.sandbox}/sms/nhat-ky").json()
        return log

    def moves_time_on(self, time: timedelta) -> None:
        """Move the day of the story forward for every process of the demo."""
        story = {"MOTCUA_CLOCK_FILE": str(self.stack.home / "clock")}
        with patch.dict(os.environ, story):
            clock.set_to(clock.now() + time)
