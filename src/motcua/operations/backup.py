"""One archive of database, files and keys; and back again, whole or not at all."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from motcua.operations.postgres import tool

PARTS = ("files", "keys")
DUMP = "database.dump"


def backup(owner_url: str, home: Path, archive: Path) -> int:
    """Write ``archive`` (tar.gz) and return its size in bytes; it appears whole, by rename.

    The database comes first: a file is written before the row that names it is committed, so
    every row of the dump finds its file.
    """
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

    The database is restored in one transaction; files and keys move into place after it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        _run([
            tool("pg_restore"), "--clean", "--if-exists", "--no-owner", "--single-transaction",
            f"--dbname={owner_url}", str(Path(folder) / DUMP),
        ])  # fmt: skip
        for part in PARTS:
            if (Path(folder) / part).exists():
                shutil.rmtree(home / part, ignore_errors=True)
                (Path(folder) / part).replace(home / part)


class ToolFailed(Exception):
    """pg_dump or pg_restore ended with an error; the text is its last words, no password."""


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        secret = next((urlsplit(w).password for w in command if "://" in w), None) or "\0"
        raise ToolFailed(done.stderr[-1000:].replace(secret, "…"))
