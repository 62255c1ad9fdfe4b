"""One PostgreSQL cluster a run, migrated once by its owner, copied for each worker.

Tests speak with the application's login, so a right it lacks is seen; only the clean-up between
tests that commit uses the owner's.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

RUN = "MOTCUA_TEST_RUN"
# what starts real processes runs in one worker each
TOGETHER = ("tests/kill/test_delivery.py", "tests/kill/", "tests/contract/")
JOURNEYS = "tests/journeys/"  # last but for kills: a running system for each worker, file by file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Send the tests of each of ``TOGETHER`` and of each file of journeys to one worker, and every
    other test to the next free.

    By path, since the marker of pytest-xdist 3.8 is not heard by pytest 9.2. In the order of
    collection: no test of tables may follow a journey, whose browser keeps an event loop.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFolder(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(JOURNEYS):
                return nodeid.partition("::")[0]
            return next((one for one in TOGETHER if nodeid.startswith(one)), nodeid)

    config.option.loadscopereorder = False
    return ByFolder(config, log)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.hasplugin("django"):  # rules alone are tested without it
        parser.addini("DJANGO_SETTINGS_MODULE", "of pytest-django")


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.hasplugin("django"):
        return
    if RUN not in os.environ:
        os.environ[RUN] = tempfile.mkdtemp(prefix="motcua-test-")
        Path(os.environ[RUN]).chmod(0o711)
        config.add_cleanup(_end_run)
    from django.conf import settings

    settings.MOTCUA_HOME = Path(os.environ[RUN]) / "home"
    os.environ["MOTCUA_HOME"] = str(settings.MOTCUA_HOME)


def _end_run() -> None:
    run = Path(os.environ.pop(RUN))
    note = run / "server.json"
    if note.exists():
        import signal

        os.kill(json.loads(note.read_text())["pid"], signal.SIGINT)
    shutil.rmtree(run, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    from django.db import connections

    from motcua import env

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        cluster = _cluster()
        name = f"test_{worker}"
        _copy_template(cluster, name)
        settings = connections["default"].settings_dict
        os.environ["DATABASE_URL"] = cluster.url("motcua_app", name)
        os.environ["OWNER_DATABASE_URL"] = cluster.url("motcua_owner", name)
        connections["default"].close()
        settings.update(env.database("DATABASE_URL", ""), TEST={**settings["TEST"], "NAME": name})
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def _cluster() -> Any:
    """Start and migrate the run's cluster once, whichever worker comes first."""
    from motcua.operations import migrating, postgres

    run = Path(os.environ[RUN])
    with (run / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cluster = postgres.cluster_at(run / "home")
        note = run / "server.json"
        if not note.exists():
            child = postgres.start(cluster, durable=False)
            postgres.prepare_database(cluster, "motcua_template")
            migrating.migrate(cluster.url("motcua_owner", "motcua_template"))
            note.write_text(json.dumps({"pid": child.pid}))
    return cluster


def _copy_template(cluster: Any, name: str) -> None:
    import psycopg

    run = Path(os.environ[RUN])
    with (run / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(
                f'CREATE DATABASE "{name}" TEMPLATE motcua_template OWNER motcua_owner'
            )


KEEP = ("django_migrations", "django_content_type", "auth_permission")


def _truncate_as_owner(self: Any) -> None:
    import psycopg

    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as connection:
        rows = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)",
            [list(KEEP)],
        ).fetchall()
        tables = ", ".join(f'"{name}"' for (name,) in rows)
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


@pytest.fixture(autouse=True, scope="session")
def _owner_cleans_up(pytestconfig: pytest.Config) -> None:
    if not pytestconfig.pluginmanager.hasplugin("django"):
        return
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = _truncate_as_owner
