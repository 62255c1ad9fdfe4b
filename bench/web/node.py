"""A node of its own for measuring: PostgreSQL as in production, two web processes, no worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from motcua.operations import migrating, postgres

ROOT = Path(__file__).parents[2]
WORKERS = 2


@contextmanager
def database() -> Iterator[None]:
    """Start and fill a cluster; the environment then names its database and ``bench`` settings."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        home = Path(name)
        home.chmod(0o711)
        cluster = postgres.cluster_at(home)
        server = postgres.start(cluster)
        try:
            postgres.prepare_database(cluster, "motcua_node")
            os.environ.update(
                MOTCUA_DEMO="1", MOTCUA_HOME=str(home), MOTCUA_BUILT_STATIC="1",
                DJANGO_SETTINGS_MODULE="bench.web.settings",
                DATABASE_URL=cluster.url("motcua_app", "motcua_node"),
                OWNER_DATABASE_URL=cluster.url("motcua_owner", "motcua_node"),
                PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            )  # fmt: skip
            migrating.migrate(cluster.url("motcua_owner", "motcua_node"))
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


@contextmanager
def web() -> Iterator[tuple[str, int]]:
    """Start `motcua serve`; yields its address and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "motcua.cli.main", "serve", "--port", str(port)]
    log = Path(os.environ["MOTCUA_HOME"]) / "web.log"
    with log.open("wb") as out:
        server = subprocess.Popen([*command, "--workers", str(WORKERS)], stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    try:
        await_answer(f"{url}/readyz")
        yield url, server.pid
    finally:
        server.terminate()
        server.wait(30)


def memory_mb(server: int) -> list[float]:
    """Return the resident memory of each web process of a server, in MiB."""
    found = subprocess.run(
        ["ps", "-o", "rss=", "--ppid", str(server)], capture_output=True, text=True, check=True
    )
    return [int(word) / 1024 for word in found.stdout.split()]


def await_answer(url: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(url, timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        threading.Event().wait(0.1)
    raise TimeoutError(url)
