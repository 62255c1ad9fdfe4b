"""One SQLite file holds the state of every simulated system, so that a restart forgets nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

SCHEMAS = (
    "faults",
    "population",
    "dancu",
    "oidc",
    "hotich",
    "doanhnghiep",
    "thanhtoan",
    "tsa",
    "sms",
    "kyso",
)
BUSY_SECONDS = 10.0


class Store:
    """Opens a connection for each piece of work; SQLite's WAL lets readers and one writer meet."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.file = home / "sandbox.sqlite3"
        with self._open() as db:
            db.execute("PRAGMA journal_mode = WAL")
            for system in SCHEMAS:
                db.executescript(files(__package__).joinpath(system, "schema.sql").read_text())
        # SQLite empties its log to disk when the last connection closes: one stays open.
        self._last = sqlite3.connect(self.file, check_same_thread=False)
        self._last.execute("SELECT 1 FROM population_made")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._open() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction that is committed unless the block raises."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.file, timeout=BUSY_SECONDS, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA synchronous = NORMAL")
        try:
            yield db
        finally:
            db.close()
