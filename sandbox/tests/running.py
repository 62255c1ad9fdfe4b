"""Starts the sandbox as a process of its own, as users do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from motcua.kernel import clock

SOURCES = [Path(__file__).parents[1] / "src", Path(__file__).parents[2] / "src"]
STORY = clock.datetime(2026, 11, 23, 8, 40, tzinfo=clock.HANOI)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Sandbox:
    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Sandbox:
        self.home.mkdir(parents=True, exist_ok=True)
        clock_file = self.home / "clock"
        clock_file.write_text(f"{(STORY - clock.now()).total_seconds():.3f}\n")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "motcua_sandbox", "--port", str(self.port)],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
                "SANDBOX_HOME": str(self.home),
                "SANDBOX_PEOPLE": "1200",
                "MOTCUA_DEMO": "1",
                "MOTCUA_CLOCK_FILE": str(clock_file),
                **self.settings,
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line.startswith("sandbox listening"), line
        self.http = httpx.Client(base_url=self.url, timeout=10)
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.http.close()
        self.process.terminate()
        return self.process.wait(timeout=10)

    def fault(self, system: str, kind: str, **wish: object) -> None:
        answer = self.http.put(f"/faults/{system}", json={"kind": kind, **wish})
        assert answer.status_code == 200, answer.text
