"""A node's database and a hub process of their own, for measuring the link between them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.web.node import ROOT, await_answer
from motcua.operations import migrating, postgres

SECRET = "a secret of the benchmark"
HUB_WORKERS = 2


@contextmanager
def stage() -> Iterator[str]:
    """Start a durable cluster and a hub; yields the address of the hub's database.

    The environment then names the node's database and the hub's web address.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        home = Path(name)
        home.chmod(0o711)
        cluster = postgres.cluster_at(home)
        server = postgres.start(cluster)
        os.environ.update(_environment(home))
        try:
            for database in ("motcua_node", "motcua_hub"):
                postgres.prepare_database(cluster, database)
                migrating.migrate(cluster.url("motcua_owner", database))
            with _hub(cluster, home) as url:
                os.environ.update(
                    DATABASE_URL=cluster.url("motcua_app", "motcua_node"),
                    NATIONAL_URL=f"{url}/ndxp", NATIONAL_SECRET=SECRET,
                )  # fmt: skip
                yield cluster.url("motcua_owner", "motcua_hub")
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def _environment(home: Path) -> dict[str, str]:
    return {
        "MOTCUA_DEMO": "1", "MOTCUA_HOME": str(home), "MOTCUA_BUILT_STATIC": "1",
        "MOTCUA_LOG_LEVEL": "WARNING", "DJANGO_SETTINGS_MODULE": "motcua.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }  # fmt: skip


@contextmanager
def _hub(cluster: postgres.Cluster, home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "MOTCUA_ROLE": "hub",
        "DATABASE_URL": cluster.url("motcua_app", "motcua_hub"),
        "MOTCUA_HUB_SECRET": SECRET,
    }
    motcua = [sys.executable, "-m", "motcua.cli.main"]
    subprocess.run([*motcua, "hub", "add-agency", "H44"], env=environment, check=True)
    with (home / "hub.log").open("wb") as out:
        command = [*motcua, "serve", "--port", str(port), "--workers", str(HUB_WORKERS)]
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        url = f"http://127.0.0.1:{port}"
        await_answer(f"{url}/readyz")
        yield url
    finally:
        server.terminate()
        server.wait(30)
