"""One archive of database, files and keys; and back again, whole or not at all."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from motcua.operations.postgres import give_default_rights, take_default_rights, tool

PARTS = ("files", "keys")
DUMP = "database.dump"


def backup(owner_url: str, home: Path, archive: Path) -> int:
    """Write ``archive`` (tar.gz) and return its size in bytes; it appears whole, by rename.

    The database comes first: a file is written before the row that names it is committed, so
    every row of the dump finds its file. Raises ``BackupFailed``, which leaves nothing behind.
    """
    if not archive.parent.is_dir():
        raise BackupFailed(f"there is no folder {archive.parent}")
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        dump = Path(folder) / DUMP
        _run([tool("pg_dump"), "--format=custom", "--no-owner", f"--file={dump}", owner_url])
        draft = Path(folder) / "backup.tar.gz"
        with tarfile.open(draft, "w:gz", compresslevel=1) as tar:
            tar.add(dump, DUMP)
            for part in PARTS:
                if (home / part).exists():
                    tar.add(home / part, part)
        draft.chmod(0o600)
        draft.replace(archive)
    return archive.stat().st_size


def restore(owner_url: str, home: Path, archive: Path) -> None:
    """Bring database, files and keys back; what was there before is replaced.

    The database is restored in one transaction; files and keys move into place after it. Raises
    ``BackupFailed``, after which nothing has changed.
    """
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as name:
        folder = Path(name)
        _unpack(archive, folder)
        with _rights_of_the_dump(owner_url):
            _run([
                tool("pg_restore"), "--clean", "--if-exists", "--no-owner", "--single-transaction",
                f"--dbname={owner_url}", str(folder / DUMP),
            ])  # fmt: skip
        for part in PARTS:
            if (folder / part).exists():
                if (home / part).exists():
                    (home / part).replace(folder / f"{part}.before")
                (folder / part).replace(home / part)


class BackupFailed(Exception):
    """The archive is damaged or a PostgreSQL program failed; the text holds no password."""


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError, zlib.error) as fault:
        raise BackupFailed(f"{archive} cannot be read: {fault}") from fault


@contextmanager
def _rights_of_the_dump(owner_url: str) -> Iterator[None]:
    """Keep the database's default rights from giving back what migrations took away.

    A dump grants what the application may do with each table; it does not revoke what a table
    has by default, such as the right to delete events.
    """
    with psycopg.connect(owner_url, autocommit=True) as connection:
        take_default_rights(connection)
        try:
            yield
        finally:
            give_default_rights(connection)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        secret = next((urlsplit(w).password for w in command if "://" in w), None) or "\0"
        raise BackupFailed(done.stderr[-1000:].replace(secret, "…"))
