"""The sandbox as a process of its own, and what a test does at its pages."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
SOURCES = (ROOT / "src", ROOT / "sandbox" / "src")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Sandbox:
    """A running sandbox; faults are switched on one at a time and off again."""

    def __init__(self, home: Path, **settings: str) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
            "SANDBOX_HOME": str(home),
            "SANDBOX_PEOPLE": "400",
            "MOTCUA_DEMO": "1",
            **settings,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "motcua_sandbox", "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line.startswith("sandbox listening"), line
        self.http = httpx.Client(base_url=self.url, timeout=10)

    def stop(self) -> None:
        self.http.close()
        self.process.terminate()
        self.process.wait(timeout=10)

    @contextmanager
    def fault(self, system: str, kind: str, **wish: object) -> Iterator[None]:
        assert self.http.put(f"/faults/{system}", json={"kind": kind, **wish}).status_code == 200
        yield
        self.http.delete(f"/faults/{system}")
