"""Fifty papers signed at one press: python -m bench.desk.signing [--papers N]

From the press on the desk until every signature with its timestamp lies in its stored file, over
real parts: the desk's own view, a worker process, the sandbox's timestamp authority over HTTP,
PostgreSQL as in production. The page of progress is read twice a second meanwhile.
"""

from __future__ import annotations

import argparse
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from bench.web import node

MOST_S = 10.0
PATIENCE_S = 120.0
_pause = threading.Event()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.desk.signing", description=__doc__)
    parser.add_argument("--papers", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    with node.database(), _sandbox():
        os.environ.update(DJANGO_SETTINGS_MODULE="motcua.settings", MOTCUA_DEMO_QUEUE="empty")
        import django

        django.setup()
        from django.test.utils import setup_test_environment

        setup_test_environment()  # so that a page says what it shows
        logging.disable(logging.INFO)
        from bench.desk import births

        births.prepare()
        for run in range(args.runs):
            codes = births.to_be_signed(range(run * args.papers, (run + 1) * args.papers))
            with _worker():
                births.await_quiet(PATIENCE_S)
                took, seen = _signed(births.vice_chair(), codes)
            print(
                f"{len(codes)} signatures with timestamps: {took:.1f} s, progress shown "
                f"{seen} times: {'met' if took <= MOST_S else 'MISSED'} (at most {MOST_S:.0f} s)",
                flush=True,
            )


def _signed(client: Any, codes: list[tuple[str, int]]) -> tuple[float, int]:
    """Press, and read the progress until all is done; returns seconds and steps that were seen."""
    page = client.get("/desk/?tab=signature")
    chosen = [f"{code}:{seq}" for code, seq in codes]
    begun = time.perf_counter()
    sent = {"batch": str(page.context["batch"]), "chosen": chosen}
    address = client.post("/desk/batches/", sent).url
    seen = set()
    while time.perf_counter() - begun < PATIENCE_S:
        progress = client.get(address).context["progress"]
        seen.add(progress.done)
        if progress.refused:
            raise RuntimeError(progress.refused)
        if progress.done == len(codes):
            return time.perf_counter() - begun, len(seen)
        _pause.wait(0.5)
    raise TimeoutError(f"only {max(seen)} of {len(codes)} were signed")


@contextmanager
def _sandbox() -> Iterator[None]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home, url = Path(os.environ["MOTCUA_HOME"]), f"http://127.0.0.1:{port}"
    os.environ.update(MOTCUA_SANDBOX_URL=url, SANDBOX_HOME=str(home / "sandbox"))
    os.environ["SANDBOX_PEOPLE"] = "400"
    os.environ["PYTHONPATH"] += os.pathsep + str(node.ROOT / "sandbox" / "src")
    command = [sys.executable, "-m", "motcua_sandbox", "--port", str(port)]
    with (home / "sandbox.log").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        node.await_answer(url)
        trusted = home / "keys" / "timestamp"
        trusted.mkdir(parents=True)
        (trusted / "sandbox.pem").write_bytes(httpx.get(f"{url}/tsa/ca.pem").content)
        yield
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def _worker() -> Iterator[None]:
    with (Path(os.environ["MOTCUA_HOME"]) / "worker.log").open("ab") as out:
        command = [sys.executable, "-m", "motcua.cli.main", "work"]
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    main()
