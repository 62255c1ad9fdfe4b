from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from motcua.cli.main import main
from motcua.dossiers import chain
from motcua.dossiers.tests import births
from motcua.operations.postgres import cluster_at, prepare_database

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Node:
    """A home and a database, as the two commands are told of them."""

    home: Path
    url: str

    def run(self, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
        monkeypatch.setenv("MOTCUA_HOME", str(self.home))
        monkeypatch.setenv("OWNER_DATABASE_URL", self.url)
        return main(list(words))

    def codes(self) -> list[str]:
        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT code FROM dossiers_dossierrow ORDER BY code")
            return [code for (code,) in found]


@pytest.fixture
def ours(transactional_db, tmp_path) -> Node:
    """A node with a dossier, a file and a key."""
    births.load_agencies()
    births.declared()
    home = tmp_path / "ours"
    for name in ("files/ab/photo.jpg", "keys/seal.pem"):
        (home / name).parent.mkdir(parents=True)
        (home / name).write_bytes(f"bytes of {name}".encode())
    (home / "keys/seal.pem").chmod(0o600)
    return Node(home, os.environ["OWNER_DATABASE_URL"])


@pytest.fixture
def empty(ours, tmp_path) -> Iterator[Node]:
    """Another machine: nothing in its home, nothing in its database."""
    cluster = cluster_at(Path(os.environ["MOTCUA_TEST_RUN"]) / "home")
    name = f"restored_{os.getpid()}"
    prepare_database(cluster, name)
    yield Node(tmp_path / "empty", cluster.url("motcua_owner", name))
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_a_dossier_a_file_and_a_key_come_back_on_another_machine(
    ours, empty, tmp_path, monkeypatch
):
    archive = str(tmp_path / "backup.tar.gz")
    assert ours.run(monkeypatch, "backup", archive) == 0
    assert empty.run(monkeypatch, "restore", archive) == 0
    assert empty.codes() == ours.codes() != []
    assert (empty.home / "files/ab/photo.jpg").read_bytes() == b"bytes of files/ab/photo.jpg"
    assert (empty.home / "keys/seal.pem").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["ours", "empty"])
def test_events_come_back_whole_and_as_unchangeable_as_before(
    request, ours, tmp_path, monkeypatch, where
):
    archive = str(tmp_path / "backup.tar.gz")
    ours.run(monkeypatch, "backup", archive)
    target: Node = request.getfixturevalue(where)
    target.run(monkeypatch, "restore", archive)
    with psycopg.connect(target.url) as connection:
        rows = connection.execute("SELECT text, hash FROM dossiers_eventrow ORDER BY seq")
        events = [_Stored(*row) for row in rows]
        rights = [_rights(connection, table) for table in ("dossiers_eventrow", "dossiers_draft")]
        connection.execute("CREATE TABLE made_after (id int)")
        rights.append(_rights(connection, "made_after"))
        connection.rollback()
    assert events
    assert chain.broken_at(events) is None
    everything = {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert rights == [{"SELECT", "INSERT"}, everything, everything]


def test_restoring_over_a_running_node_brings_back_the_day_of_the_backup(
    ours, tmp_path, monkeypatch
):
    archive, before = str(tmp_path / "backup.tar.gz"), ours.codes()
    ours.run(monkeypatch, "backup", archive)
    births.declared(child="Bùi Khà Minh Châu")
    (ours.home / "files/later.jpg").write_bytes(b"later")
    assert ours.run(monkeypatch, "restore", archive) == 0
    assert ours.codes() == before
    assert not (ours.home / "files/later.jpg").exists()


@pytest.mark.parametrize("fault", ["cut short", "not an archive", "dump is damaged", "no dump"])
def test_a_broken_archive_is_refused_in_one_line_and_changes_nothing(
    ours, tmp_path, monkeypatch, capsys, fault
):
    archive = tmp_path / "backup.tar.gz"
    ours.run(monkeypatch, "backup", str(archive))
    births.declared(child="Bùi Khà Minh Châu")
    (ours.home / "files/ab/photo.jpg").write_bytes(b"changed since")
    before = ours.codes()
    _damage(archive, fault, tmp_path)
    assert ours.run(monkeypatch, "restore", str(archive)) == 1
    assert capsys.readouterr().err.startswith("motcua restore: ")
    assert ours.codes() == before
    assert (ours.home / "files/ab/photo.jpg").read_bytes() == b"changed since"
    assert {entry.name for entry in ours.home.iterdir()} == {"files", "keys"}


def test_a_backup_that_fails_leaves_no_half_archive_and_tells_no_password(
    ours, tmp_path, monkeypatch, capsys
):
    wrong = ours.url.replace("/test_", "/no_such_")
    assert Node(ours.home, wrong).run(monkeypatch, "backup", str(tmp_path / "b.tar.gz")) == 1
    said = capsys.readouterr().err
    assert "does not exist" in said
    assert ours.url.split(":")[2].split("@")[0] not in said
    assert {entry.name for entry in tmp_path.iterdir()} == {"ours"}


def test_an_archive_is_readable_by_its_owner_alone(ours, tmp_path, monkeypatch):
    archive = tmp_path / "backup.tar.gz"
    ours.run(monkeypatch, "backup", str(archive))
    assert archive.stat().st_mode & 0o077 == 0


@dataclass(frozen=True)
class _Stored:
    text: str
    hash: str


def _rights(connection: psycopg.Connection, table: str) -> set[str]:
    rows = connection.execute(
        "SELECT privilege_type FROM information_schema.role_table_grants"
        " WHERE table_name = %s AND grantee = 'motcua_app'",
        [table],
    )
    return {right for (right,) in rows}


def _damage(archive: Path, fault: str, scratch: Path) -> None:
    if fault == "cut short":
        archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    elif fault == "not an archive":
        archive.write_bytes(b"PK\x03\x04 something else")
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(scratch / "inside", filter="data")
        dump = scratch / "inside" / "database.dump"
        whole = dump.read_bytes()
        dump.write_bytes(whole[: len(whole) // 2])
        with tarfile.open(archive, "w:gz") as tar:
            for part in scratch.glob("inside/*"):
                if fault != "no dump" or part != dump:
                    tar.add(part, part.name)
