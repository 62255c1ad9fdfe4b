"""`make demo`: PostgreSQL, node, hub, workers and sandbox on this machine, under one supervisor.

A child that dies is started again; Ctrl-C ends them all and leaves the data for the next start.
The demo's day is Monday 23/11/2026, from 08:40 of the first start on; `MOTCUA_CLOCK=real` keeps
the machine's own time.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from motcua.kernel import clock
from motcua.operations import demo_places, migrating, postgres
from motcua.operations.children import Children, Process

DEMO_DAY = datetime(2026, 11, 23, 8, 40, tzinfo=clock.HANOI)
DEMO_ROOT = "H44"  # the province whose node this is
READY_PATIENCE_S = 120
Say = Callable[[str], None]


@dataclass(frozen=True)
class Places:
    """Addresses and folders of one demo."""

    home: Path
    base: int

    def url(self, offset: int) -> str:
        return f"http://127.0.0.1:{self.base + offset}"

    @property
    def node(self) -> str:
        return self.url(0)

    @property
    def hub(self) -> str:
        return self.url(1)

    @property
    def sandbox(self) -> str:
        return self.url(2)


class Demo:
    """The supervisor: starts children in order, watches them, ends them."""

    def __init__(self, home: Path, base: int, *, national_filing: bool = True) -> None:
        self.places = Places(home, base)
        self.national_filing = national_filing
        self.stop = threading.Event()
        self.children = Children(home / "processes.json")
        self.cluster: postgres.Cluster | None = None

    def run(self, say: Say) -> None:
        """Start everything, report READY, and stay until SIGINT or SIGTERM.

        Raises ``RuntimeError``, ``TimeoutError``, ``PostgresFailed`` or ``CalledProcessError``.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        try:
            for step in (self._prepare, self._databases, self._processes, self._ready):
                if not self.stop.is_set():
                    step(say)
            while not self.stop.wait(0.5):
                for told in self.children.revive():
                    say(f"{told}; started again")
        finally:
            self.children.end()

    def _prepare(self, say: Say) -> None:
        self._refuse_busy_ports()
        self.places.home.mkdir(parents=True, exist_ok=True)
        self._set_clock()
        os.environ["MOTCUA_DEMO"] = "1"

    def _databases(self, say: Say) -> None:
        say("PostgreSQL …")
        self.cluster = cluster = postgres.cluster_at(self.places.home)
        self.children.add("postgres", lambda: postgres.start(cluster), signal.SIGINT)
        for role in ("node", "hub"):
            say(f"{role}: database …")
            demo_places.keep(self.places.home, role, self._settings(role))
            postgres.prepare_database(cluster, f"motcua_{role}")
            migrating.migrate(cluster.url("motcua_owner", f"motcua_{role}"))
            if self._command(role, "load", "--demo").wait():
                raise RuntimeError(f"{role}: loading failed; see {self.places.home / 'logs'}")

    def _processes(self, say: Say) -> None:
        say("sandbox, node, hub, workers …")
        self.children.add("sandbox", self._sandbox)
        for offset, role in enumerate(("node", "hub")):
            port = str(self.places.base + offset)
            self.children.add(role, lambda r=role, p=port: self._command(r, "serve", "--port", p))  # type: ignore[misc]
            self.children.add(f"{role} worker", lambda r=role: self._command(r, "work"))  # type: ignore[misc]

    def _ready(self, say: Say) -> None:
        p = self.places
        for url in (p.sandbox, f"{p.node}/readyz", f"{p.hub}/readyz"):
            self._await(url)
        if not self.stop.is_set():
            self._trust_authorities()
            say(self._welcome())
            say(f"READY node={p.node} hub={p.hub} sandbox={p.sandbox}")

    def _refuse_busy_ports(self) -> None:
        for port in range(self.places.base, self.places.base + 3):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    raise RuntimeError(
                        f"port {port} is in use; choose three others with MOTCUA_PORT_BASE"
                    ) from None

    def _set_clock(self) -> None:
        file = _clock_file(self.places.home)
        os.environ["MOTCUA_CLOCK_FILE"] = str(file)
        wanted = os.environ.get("MOTCUA_CLOCK", "demo")
        if wanted == "real":
            file.unlink(missing_ok=True)
        elif not file.exists():
            clock.set_to(DEMO_DAY)

    def _settings(self, role: str) -> dict[str, str]:
        if self.cluster is None:
            raise RuntimeError("PostgreSQL is not up")
        p = self.places
        return {
            "MOTCUA_DEMO": "1",
            "MOTCUA_ROLE": role,
            "MOTCUA_HOME": str(p.home),
            "MOTCUA_SECRET_KEY": self._secret(),
            "MOTCUA_CLOCK_FILE": str(_clock_file(p.home)),
            "DATABASE_URL": self.cluster.url("motcua_app", f"motcua_{role}"),
            "MOTCUA_PUBLIC_URL": p.node if role == "node" else p.hub,
            "MOTCUA_SANDBOX_URL": p.sandbox,
            "MOTCUA_HUB_URL": p.hub,
            "MOTCUA_NATIONAL_FILING": "1" if self.national_filing else "0",
            "MOTCUA_NODES": f"{DEMO_ROOT}={p.node}",
            "MOTCUA_BUILT_STATIC": "1",
        }

    def _environment(self, role: str) -> dict[str, str]:
        return {**os.environ, **self._settings(role), "PYTHONUNBUFFERED": "1"}

    def _secret(self) -> str:
        file = self.places.home / "secret-key"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(48))
        return file.read_text()

    def _command(self, role: str, *words: str) -> Process:
        command = [sys.executable, "-m", "motcua.cli.main", *words]
        return self._spawn(f"{role}-{words[0]}", command, self._environment(role))

    def _sandbox(self) -> Process:
        folder = self.places.home / "sandbox"
        folder.mkdir(exist_ok=True)
        port = str(self.places.base + 2)
        environment = {
            **self._environment("node"),
            "SANDBOX_HOME": str(folder),
            "SANDBOX_PUBLIC_URL": self.places.sandbox,
            "SANDBOX_OIDC_REDIRECT_URIS": ",".join(
                f"{portal}/sign-in/callback/"
                for portal in (self.places.node, f"{self.places.hub}/portal")
            ),
            "SANDBOX_THANHTOAN_CALLBACK_URL": f"{self.places.node}/payments/callback",
        }
        return self._spawn(
            "sandbox", [sys.executable, "-m", "motcua_sandbox", "--port", port], environment
        )

    def _spawn(self, name: str, command: list[str], environment: dict[str, str]) -> Process:
        logs = self.places.home / "logs"
        logs.mkdir(exist_ok=True)
        with (logs / f"{name}.log").open("ab") as out:
            return subprocess.Popen(
                command, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                process_group=0,
            )  # fmt: skip

    def _await(self, url: str) -> None:
        for _ in range(READY_PATIENCE_S * 5):
            if self.stop.is_set():
                return
            try:
                if httpx.get(url, timeout=5).status_code < 500:
                    return
            except httpx.TransportError:
                pass
            self.stop.wait(0.2)
        raise TimeoutError(f"{url} does not answer; see {self.places.home / 'logs'}")

    def _trust_authorities(self) -> None:
        """Put the sandbox's roots on the trust list, as an operator would."""
        keys = self.places.home / "keys"
        for kept, address in (
            ("timestamp/sandbox.pem", "tsa/ca.pem"),
            ("trusted/sandbox.pem", "kyso/ca.pem"),
            ("trusted/sandbox.crl", "kyso/ca.crl"),
        ):
            (keys / kept).parent.mkdir(parents=True, exist_ok=True)
            (keys / kept).write_bytes(httpx.get(f"{self.places.sandbox}/{address}").content)

    def _welcome(self) -> str:
        from motcua.operations.demo_accounts import welcome

        p = self.places
        return welcome(p.node, p.hub, p.sandbox, national_filing=self.national_filing)


def _clock_file(home: Path) -> Path:
    return home / "clock"
