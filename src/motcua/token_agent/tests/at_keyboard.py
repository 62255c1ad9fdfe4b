"""`motcua token-agent` as a process with a terminal, at which a test reads and types."""

from __future__ import annotations

import os
import pty
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from motcua.token_agent.tests.softhsm import LIBRARY, Token

PATIENCE_S = 60
PROMPT = "Enter để từ chối: "


class AtKeyboard:
    """What stands on the terminal since the last look, and what is typed there."""

    def __init__(self, port: int, terminal: int) -> None:
        self.port, self._terminal = port, terminal
        self._unread = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asks(self, body: Any, **headers: str) -> httpx.Response:
        """Send what a page sends; returns once somebody at the terminal has answered."""
        return httpx.post(f"{self.url}/sign", json=body, headers=headers, timeout=PATIENCE_S)

    def reads(self, sentence: str) -> str:
        """Wait for a sentence; returns what stood there until its end."""
        while sentence not in self._unread:
            ready, _, _ = select.select([self._terminal], [], [], PATIENCE_S)
            assert ready, f"{sentence!r} never came: {self._unread}"
            self._unread += os.read(self._terminal, 4096).decode(errors="replace")
        said, _, self._unread = self._unread.partition(sentence)
        return said + sentence

    def types(self, text: str) -> str:
        """Answer the question for the PIN; returns what the terminal showed before it."""
        shown = self.reads(PROMPT)
        os.write(self._terminal, f"{text}\n".encode())
        return shown


@contextmanager
def running(token: Token, desk: str, port: int = 0) -> Iterator[AtKeyboard]:
    """Run the program for one desk until the block ends."""
    port = port or _free_port()
    terminal, its_end = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "motcua.cli.main", "token-agent", "--desk", desk,
         "--port", str(port), "--module", str(LIBRARY)],
        env={**token.environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=its_end, stdout=its_end, stderr=its_end, start_new_session=True,
    )  # fmt: skip
    os.close(its_end)
    at = AtKeyboard(port, terminal)
    try:
        at.reads("Ctrl-C để dừng.")
        yield at
    finally:
        program.terminate()
        program.wait(PATIENCE_S)
        os.close(terminal)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
