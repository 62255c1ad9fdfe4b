"""The processes of a replay: PostgreSQL, hub, gateway, sandbox, courier, all on this machine.

A cluster that is not ``durable`` runs without fsync: a replay kills no database.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg

from motcua.kernel import clock
from motcua.operations import migrating, postgres
from motcua.operations.children import Children, Process
from motcua.paths import ROOT

PATIENCE_S = 120
FEWEST, MOST = 2_000, 20_000  # people of the register
NODE, HUB = "motcua_node", "motcua_hub"
_pause = threading.Event()


class Stage:
    """Starts processes in order and ends them; ``home`` must be empty."""

    def __init__(self, home: Path, people: int = FEWEST, *, durable: bool = False) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.ports = dict(zip(("hub", "gateway", "sandbox", "node"), _free_ports(4), strict=True))
        self.children = Children(home / "processes.json")
        self.settings: dict[str, dict[str, str]] = {}  # of one role, beside those of all
        self.cluster: postgres.Cluster | None = None
        self._people = min(max(people, FEWEST), MOST)
        self._durable = durable
        self._secret = secrets.token_urlsafe(48)

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def start_database(self, at: datetime) -> None:
        """Start PostgreSQL with both databases filled, on the story's first day.

        From here on this process lives in the environment of the node.
        """
        self.cluster = cluster = postgres.cluster_at(self.home)
        os.environ.update(self.environment("node"))
        clock.set_to(at)
        self.children.add("postgres", lambda: postgres.start(cluster, durable=self._durable))
        postgres.prepare_database(cluster, NODE)
        migrating.migrate(cluster.url("motcua_owner", NODE))
        self.run_once("motcua.scenario.preparing")
        with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {HUB} TEMPLATE {NODE} OWNER motcua_owner")

    def add_hub(self) -> None:
        self.add("hub", "hub", "motcua.cli.main", "serve", "--port", str(self.ports["hub"]),
                 "--workers", "1")  # fmt: skip

    def add_node_web(self) -> None:
        self.add("node", "node", "motcua.cli.main", "serve", "--port", str(self.ports["node"]),
                 "--workers", "1")  # fmt: skip

    def add_gateway(self, seed: int, days: tuple[date, date] | None = None) -> None:
        """Start the province's gateway; without ``days`` it passes everything on."""
        self.gateway_plan.write_text("[]")
        self.add(
            "gateway", "node", "motcua_sandbox.gateway", "--port", str(self.ports["gateway"]),
            "--upstream", self.url("hub"), "--plan", str(self.gateway_plan), "--seed", str(seed),
            *(["--reported", *map(str, days)] if days else []),
        )  # fmt: skip

    def add_sandbox(self) -> None:
        self.add("sandbox", "node", "motcua_sandbox", "--port", str(self.ports["sandbox"]))

    def add_courier(self, *, lease_s: float, faster: float, rest_s: float | None = None) -> None:
        told = [lease_s, faster] if rest_s is None else [lease_s, faster, rest_s]
        self.add("courier", "node", "motcua.scenario.courier", *map(str, told))

    def speak(self, extension: str) -> None:
        """Let processes of the node that start from now on speak the extension, or none."""
        self.settings["node"] = {"MOTCUA_NATIONAL_EXTENSION": extension}

    def add(self, name: str, role: str, *words: str) -> None:
        self.children.add(name, lambda: self.spawn(name, role, *words))

    @property
    def gateway_plan(self) -> Path:
        return self.home / "gateway.json"

    def database(self, name: str, login: str = "motcua_app") -> str:
        if self.cluster is None:
            raise RuntimeError("PostgreSQL is not up")
        return self.cluster.url(login, name)

    def environment(self, role: str) -> dict[str, str]:
        return {
            **os.environ,
            "MOTCUA_DEMO": "1",
            "MOTCUA_HOME": str(self.home),
            "MOTCUA_CLOCK_FILE": str(self.home / "clock"),
            "MOTCUA_SECRET_KEY": self._secret,
            "MOTCUA_ROLE": role,
            "DATABASE_URL": self.database(NODE if role == "node" else HUB),
            "DJANGO_SETTINGS_MODULE": "motcua.settings",
            "MOTCUA_PUBLIC_URL": self.url(role),
            "MOTCUA_SANDBOX_URL": self.url("sandbox"),
            "MOTCUA_HUB_URL": self.url("gateway"),
            "MOTCUA_NATIONAL_EXTENSION": "motcua-1",
            "MOTCUA_BUILT_STATIC": "1",
            "MOTCUA_LOG_LEVEL": "WARNING",
            "SANDBOX_HOME": str(self.home / "sandbox"),
            "SANDBOX_PEOPLE": str(self._people),
            "PYTHONPATH": os.pathsep.join(
                str(ROOT / folder) for folder in ("src", "sandbox/src", ".")
            ),
            "PYTHONUNBUFFERED": "1",
            **self.settings.get(role, {}),
        }

    def run_once(self, module: str, *words: str, out: Path | None = None) -> None:
        """Run a module to its end; raises ``CalledProcessError``."""
        said = out.open("wb") if out else None
        command = [sys.executable, "-m", module, *words]
        subprocess.run(command, env=self.environment("node"), stdout=said, check=True)

    def spawn(self, name: str, role: str, *words: str, **pipes: Any) -> Process:
        logs = self.home / "logs"
        logs.mkdir(exist_ok=True)
        with (logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *words], env=self.environment(role), stderr=log,
                process_group=0, **{"stdout": log, "stdin": subprocess.DEVNULL, **pipes},
            )  # fmt: skip

    def await_answer(self, url: str) -> None:
        wait_until(lambda: answers(url), f"{url} answers; see {self.home / 'logs'}", PATIENCE_S)

    def gateway(self, what: str = "figures") -> dict[str, Any]:
        """Return the gateway's figures; ``release`` and ``release/drop`` let go what it holds."""
        told: dict[str, Any] = httpx.get(f"{self.url('gateway')}/gateway/{what}").json()
        return told

    def heal_gateway(self) -> None:
        self.plan_gateway([])

    def plan_gateway(self, windows: list[dict[str, Any]]) -> None:
        draft = self.gateway_plan.with_suffix(".new")
        draft.write_text(json.dumps(windows))
        draft.replace(self.gateway_plan)

    def ask(self, database: str, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read a database by its own door, beside all processes."""
        with psycopg.connect(self.database(database)) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def end(self) -> None:
        self.children.end()


def wait_until(holds: Callable[[], bool], what: str, patience_s: float) -> None:
    """Ask again until it holds; raises ``TimeoutError``."""
    for _ in range(int(patience_s / 0.1)):
        if holds():
            return
        _pause.wait(0.1)
    raise TimeoutError(f"{what}: not within {patience_s:.0f} s")


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code < httpx.codes.INTERNAL_SERVER_ERROR
    except httpx.TransportError:
        return False


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
