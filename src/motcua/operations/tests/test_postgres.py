"""The launcher of the embedded PostgreSQL, on clusters of its own."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from pathlib import Path

import psycopg
import pytest

from motcua.operations import ownership, postgres

ENOUGH = 200


@pytest.fixture
def home(request) -> Path:
    """A home that PostgreSQL can enter; the run's folder goes away as a whole."""
    return Path(os.environ["MOTCUA_TEST_RUN"]) / request.node.name[:40]


def test_nothing_acknowledged_is_lost_when_the_server_is_killed_with_all_its_backends(home):
    cluster = postgres.cluster_at(home)
    server = postgres.start(cluster)
    postgres.prepare_database(cluster, "motcua_node")
    url = cluster.url("motcua_owner", "motcua_node")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE note (writer int, number int, UNIQUE (writer, number))")
    notes = _Notes(url)
    notes.await_count(ENOUGH)
    for pid in [server.pid, *_backends(cluster)]:
        os.kill(pid, signal.SIGKILL)
    server.wait()
    acknowledged = notes.end()
    again = postgres.start(cluster)
    with psycopg.connect(url) as connection:
        kept = set(connection.execute("SELECT writer, number FROM note").fetchall())
    _stop(again)
    assert len(acknowledged) >= ENOUGH
    assert not acknowledged - kept
    assert len(kept - acknowledged) <= _Notes.WRITERS  # done, but the answer was cut off


def test_the_socket_goes_with_the_data(home):
    assert postgres.Cluster(home).socket.parent == home


def test_a_home_too_deep_for_a_socket_has_a_short_one_elsewhere():
    deep = postgres.Cluster(Path("/", *["a-long-name"] * 12))
    assert len(bytes(deep.socket / ".s.PGSQL.5432")) <= postgres.LONGEST_SOCKET


# PostgreSQL refuses root alone: for anybody else nothing moves and there is nothing to see
@pytest.mark.skipif(not ownership.is_root(), reason="only root is refused by PostgreSQL")
def test_where_nobody_may_enter_the_home_data_move_and_the_move_is_told(tmp_path, capfd):
    tmp_path.chmod(0o700)
    cluster = postgres.cluster_at(tmp_path / "home")
    server = postgres.start(cluster)
    with psycopg.connect(cluster.url("postgres", "postgres")) as connection:
        (user,) = connection.execute("SELECT session_user").fetchone()
    owner = (cluster.data / "PG_VERSION").owner()
    _stop(server)
    shutil.rmtree(cluster.home)
    assert (user, owner) == ("postgres", "nobody")
    assert tmp_path not in cluster.home.parents
    assert str(cluster.home) in capfd.readouterr().out


def test_a_server_that_cannot_start_is_reported_with_its_last_words(home, monkeypatch):
    monkeypatch.setattr(postgres, "START_PATIENCE_S", 1)
    cluster = postgres.cluster_at(home)
    with (cluster.data / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(postgres.PostgresFailed, match="no_such_setting"):
        postgres.start(cluster)


def test_passwords_are_each_clusters_own_and_nobody_else_s_to_read(home):
    cluster = postgres.cluster_at(home)
    assert len(set(cluster.passwords().values())) == len(postgres.LOGINS)
    assert (cluster.home / "logins.json").stat().st_mode & 0o077 == 0
    assert not (cluster.home / "initial-password").exists()


class _Notes:
    """Writers that insert one row after another until the server is gone."""

    WRITERS = 4

    def __init__(self, url: str) -> None:
        self._url = url
        self._done: set[tuple[int, int]] = set()
        self._grown = threading.Condition()
        self._threads = [threading.Thread(target=self._write, args=(n,)) for n in range(4)]
        for thread in self._threads:
            thread.start()

    def _write(self, writer: int) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            for number in range(1_000_000):
                try:
                    connection.execute("INSERT INTO note VALUES (%s, %s)", [writer, number])
                except psycopg.OperationalError:
                    return
                with self._grown:
                    self._done.add((writer, number))
                    self._grown.notify_all()

    def await_count(self, count: int) -> None:
        with self._grown:
            assert self._grown.wait_for(lambda: len(self._done) >= count, timeout=60)

    def end(self) -> set[tuple[int, int]]:
        for thread in self._threads:
            thread.join(30)
        return self._done


def _backends(cluster: postgres.Cluster) -> list[int]:
    with psycopg.connect(cluster.url("postgres", "postgres")) as connection:
        rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        return [pid for (pid,) in rows]


def _stop(server) -> None:
    server.send_signal(signal.SIGINT)
    server.wait(30)
