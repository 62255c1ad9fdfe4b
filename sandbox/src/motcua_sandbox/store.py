"""One SQLite file holds the state of every simulated system, so that a restart forgets nothing."""

from __future__ import annotations

import sqlite3
import threading
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
    """Has a connection for each thread; SQLite's WAL lets readers and one writer meet."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.file = home / "sandbox.sqlite3"
        self._own = threading.local()
        db = self._connection()
        db.execute("PRAGMA journal_mode = WAL")
        for system in SCHEMAS:
            db.executescript(files(__package__).joinpath(system, "schema.sql").read_text())
        # SQLite empties its log to disk when the last connection closes: one stays open.
        self._last = sqlite3.connect(self.file, check_same_thread=False)
        self._last.execute("SELECT 1 FROM population_made")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        yield self._connection()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction that is committed unless the block raises."""
        db = self._connection()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection: opening one costs more than a question."""
        if not hasattr(self._own, "db"):
            db = sqlite3.connect(self.file, timeout=BUSY_SECONDS, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA synchronous = NORMAL")
            self._own.db = db
        own: sqlite3.Connection = self._own.db
        return own
