"""The worker as a real process: what it leaves behind when it is killed, and who takes it up."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from motcua.dossiers.tests import births
from motcua.kernel import clock
from motcua.operations.healing import DEAD_AFTER_S, heal_jobs
from motcua.operations.tests.processes import plain_environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.kill]
DONE_WITHIN_S = 60
_pause = threading.Event()


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A population register that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(DONE_WITHIN_S)
        yield server


@contextmanager
def worker(population: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **plain_environment(),
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "MOTCUA_HOME": os.environ["MOTCUA_HOME"],
        "POPULATION_URL": population,
        "NATIONAL_URL": "http://127.0.0.1:9/",
    }
    process = subprocess.Popen([sys.executable, "-m", "motcua.cli.main", "work"], env=environment)
    yield process
    process.kill()
    process.wait()


def test_a_job_whose_worker_was_killed_is_taken_up_and_done_by_another(silent):
    births.load_agencies()
    births.declared()
    with worker(f"http://127.0.0.1:{silent.getsockname()[1]}") as first:
        asking, _ = silent.accept()  # in the middle of the job
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        asking.close()
    assert _jobs() == ["doing"]
    assert heal_jobs(clock.now()) == 0  # it may still be alive
    _let_seconds_pass(DEAD_AFTER_S + 1)
    with worker("http://127.0.0.1:9/"):
        _await(lambda: _jobs() == ["succeeded"])


def test_a_worker_that_is_asked_to_end_does(silent):
    with worker("http://127.0.0.1:9/") as running:
        births.load_agencies()
        births.declared()
        _await(lambda: _jobs() == ["succeeded"])
        running.send_signal(signal.SIGTERM)
        assert running.wait(DONE_WITHIN_S) == 0


def _jobs() -> list[str]:
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as connection:
        return [status for (status,) in connection.execute("SELECT status FROM procrastinate_jobs")]


def _let_seconds_pass(seconds: int) -> None:
    """Age the heartbeat of the dead worker, as waiting would."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as connection:
        connection.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - %s * interval '1 s'",
            [seconds],
        )


def _await(holds) -> None:
    for _ in range(DONE_WITHIN_S * 10):
        if holds():
            return
        _pause.wait(0.1)
    raise TimeoutError
