"""The whole system as real processes, one a test worker: `motcua demo` in a folder of its own.

The root conftest gives tests that use ``stack`` to the workers last, whole files at a time.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue

import httpx
import pytest

ROOT = Path(__file__).parents[1]
SOURCES = os.pathsep.join(str(ROOT / folder) for folder in ("src", "sandbox/src"))
READY_PATIENCE_S = 240
_OURS = ("PYTEST_", "MOTCUA_", "DATABASE_", "OWNER_", "DJANGO_", "SANDBOX_")
_pause = threading.Event()


@dataclass
class Stack:
    """A running demo; ``said`` are the lines that it has printed."""

    home: Path
    base: int
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    _lines: Queue[str] = field(default_factory=Queue)

    @property
    def node(self) -> str:
        return f"http://127.0.0.1:{self.base}"

    @property
    def hub(self) -> str:
        return f"http://127.0.0.1:{self.base + 1}"

    @property
    def sandbox(self) -> str:
        return f"http://127.0.0.1:{self.base + 2}"

    @property
    def token_agent(self) -> int:
        """The port at which the desk's pages look for `motcua token-agent`."""
        return self.base + 4

    def processes(self) -> dict[str, int]:
        """Return the process ids of ``postgres``, ``sandbox``, ``node``, ``node worker``, …"""
        found: dict[str, int] = json.loads((self.home / "processes.json").read_text())
        return found

    def family(self) -> set[int]:
        """Return the ids of all processes of the demo but the supervisor."""
        found = set(self.processes().values())
        return found.union(*(children_of(pid) for pid in found))

    def kill(self, name: str) -> int:
        """End a child as by `kill -9`, with the processes of its group; returns its old id."""
        old = self.processes()[name]
        os.killpg(old, signal.SIGKILL)
        return old

    def await_revived(self, name: str, old: int) -> None:
        """Wait until another process has taken the place of ``old`` and everything answers."""
        wait_until(lambda: self.processes()[name] != old, f"{name} is started again")
        wait_until(self.is_ready, "node, hub and sandbox answer")

    def is_ready(self) -> bool:
        try:
            return all(
                httpx.get(url, timeout=15).status_code < 500
                for url in (self.sandbox, f"{self.node}/readyz", f"{self.hub}/readyz")
            )
        except httpx.TransportError:
            return False

    def environment(self, role: str = "node", login: str = "motcua_app") -> dict[str, str]:
        """Return the environment of one more process beside those that run."""
        from motcua.operations.postgres import cluster_at

        return {
            **plain_environment(),
            "MOTCUA_DEMO": "1",
            "MOTCUA_ROLE": role,
            "MOTCUA_HOME": str(self.home),
            "MOTCUA_CLOCK_FILE": str(self.home / "clock"),
            "MOTCUA_SECRET_KEY": (self.home / "secret-key").read_text(),
            "MOTCUA_PUBLIC_URL": self.node if role == "node" else self.hub,
            "MOTCUA_HUB_URL": self.hub,
            "MOTCUA_SANDBOX_URL": self.sandbox,
            "DATABASE_URL": cluster_at(self.home).url(login, f"motcua_{role}"),
            "DJANGO_SETTINGS_MODULE": "motcua.settings",
        }

    def await_line(self, part: str, patience_s: float = READY_PATIENCE_S) -> str:
        """Wait for a printed line that holds ``part`` and return it."""
        while True:
            try:
                line = self._lines.get(timeout=patience_s)
            except Empty:
                raise TimeoutError(f"no {part!r} after {self.said[-5:]}") from None
            if part in line:
                return line
            if not line:
                raise RuntimeError(f"the demo ended before {part!r}: {''.join(self.said[-15:])}")

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """End the demo as Ctrl-C does; returns its exit status."""
        self.process.send_signal(how)
        return self.process.wait(60)

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self.said.append(line)
            self._lines.put(line)
        self._lines.put("")


def plain_environment() -> dict[str, str]:
    """Return this environment without what tells the code that it is under test."""
    kept = {name: v for name, v in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "PYTHONPATH": SOURCES, "PYTHONUNBUFFERED": "1"}


def start(home: Path, base: int) -> Stack:
    """Start a demo in ``home``; it is not ready before it says so."""
    process = subprocess.Popen(
        [sys.executable, "-m", "motcua.cli.main", "demo"],
        env={
            **plain_environment(),
            "MOTCUA_HOME": str(home),
            "MOTCUA_PORT_BASE": str(base),
            "TOKEN_AGENT_URL": f"http://127.0.0.1:{base + 4}",
            "MOTCUA_DEMO_QUEUE": "empty",  # journeys meet only the dossiers that they make
        },
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    running = Stack(home, base, process)
    threading.Thread(target=running._listen, daemon=True).start()
    return running


def claim_ports() -> tuple[int, socket.socket]:
    """Return the first of three free ports, and the socket that claims them by holding a fourth.

    They lie below what the system gives out by itself; the fifth is for a program that signs.
    """
    for base in random.sample(range(20_000, 32_000, 5), 200):
        claim = socket.socket()
        try:
            claim.bind(("127.0.0.1", base + 3))
            for port in (*range(base, base + 3), base + 4):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
        else:
            return base, claim
    raise RuntimeError("no three free ports in a row")


def wait_until(holds: Callable[[], bool], what: str, patience_s: float = 60) -> None:
    """Ask again until it holds; raises ``TimeoutError`` that says what was waited for."""
    for _ in range(int(patience_s / 0.1)):
        if holds():
            return
        _pause.wait(0.1)
    raise TimeoutError(f"{what}: not within {patience_s:.0f} s")


def children_of(pid: int) -> set[int]:
    """Return the ids of the processes that ``pid`` started and that still run."""
    return {child for child, parent in _running() if parent == pid}


def still_run(pids: set[int]) -> bool:
    """Tell whether any of them runs; one that ended and that nobody has asked about does not."""
    return any(pid in pids for pid, _ in _running())


def _running() -> Iterator[tuple[int, int]]:
    """Yield each process that runs, with the one that started it."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            _, _, after_name = (folder / "stat").read_text().rpartition(")")
        except OSError:  # ended meanwhile
            continue
        state, parent = after_name.split()[:2]
        if state != "Z":
            yield int(folder.name), int(parent)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    home = Path(os.environ["MOTCUA_TEST_RUN"]) / f"stack-{worker}"
    base, claim = claim_ports()
    with closing(claim):
        running = start(home, base)
        try:
            running.await_line("READY")
            yield running
            family = running.family()
        finally:
            running.end()
        assert not any(Path(f"/proc/{pid}").exists() for pid in family), "a process was left"
