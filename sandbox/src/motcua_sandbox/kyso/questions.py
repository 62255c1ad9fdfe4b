"""Questions that wait on a telephone: taken once by the asker's id, answered by its holder."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.kernel import clock
from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.store import Store

PATIENCE_S = 300.0  # as long as a telephone shows a question
WAITING, CONFIRMED, REFUSED, TOO_LATE = "waiting", "confirmed", "refused", "too_late"
UNREACHABLE, PIN_BLOCKED = "unreachable", "pin_blocked"


@dataclass(frozen=True)
class Question:
    id: str
    system: str
    credential: str
    holder: str
    words: str
    hashes: tuple[str, ...]
    asked_at: str
    state: str


class Questions:
    def __init__(self, store: Store, faults: Switchboard) -> None:
        self._store = store
        self._faults = faults

    def take(
        self, system: str, credential: str, holder: str, reference: str, words: str,
        hashes: Sequence[str],
    ) -> str:  # fmt: skip
        """Keep a question and return its id; with a known reference nothing changes."""
        with self._store.writing() as db:
            row = db.execute(
                "INSERT INTO signing_question (id, system, credential, holder, reference, words, "
                "hashes, asked_at, asked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET times = times + 1 RETURNING id",
                (
                    secrets.token_hex(16), system, credential, holder, reference, words,
                    json.dumps(list(hashes)), clock.now().isoformat(timespec="seconds"),
                    time.time(),
                ),
            ).fetchone()  # fmt: skip
        return str(row["id"])

    def find(self, system: str, question: str) -> Question | None:
        with self._store.reading() as db:
            row = db.execute(
                "SELECT * FROM signing_question WHERE system = ? AND id = ?", (system, question)
            ).fetchone()
        if row is None:
            return None
        found = self._read(row)
        if found.state not in {WAITING, row["state"]}:
            self._end(question, found.state)
        return found

    def answer(self, question: str, state: str) -> None:
        """Note what the holder pressed; the first answer stands."""
        with self._store.writing() as db:
            db.execute(
                "UPDATE signing_question SET state = ? WHERE id = ? AND state = ? AND asked > ?",
                (state, question, WAITING, time.time() - PATIENCE_S),
            )

    def of(self, holder: str = "", count: int = 50) -> list[Question]:
        """Return what telephones show or showed, newest first."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT * FROM signing_question WHERE ? IN ('', holder) "
                "ORDER BY asked DESC LIMIT ?",
                (holder, count),
            ).fetchall()
        return [self._read(row) for row in rows]

    def times(self, question: str) -> int:
        """Return how often a question was handed over."""
        with self._store.reading() as db:
            row = db.execute(
                "SELECT times FROM signing_question WHERE id = ?", (question,)
            ).fetchone()
        return int(row["times"])

    def forged(self, system: str) -> bool:
        return self._faults.strikes(system, "wrong_signature") is not None

    def _read(self, row: sqlite3.Row) -> Question:
        state = str(row["state"])
        if state == WAITING:
            state = self._fate(row)
        hashes = tuple(json.loads(row["hashes"]))
        names = ("id", "system", "credential", "holder", "words", "asked_at")
        return Question(**{name: str(row[name]) for name in names}, hashes=hashes, state=state)

    def _end(self, question: str, state: str) -> None:
        """Keep how a question ended, once its asker was told."""
        with self._store.writing() as db:
            db.execute("UPDATE signing_question SET state = ? WHERE id = ?", (state, question))

    def _fate(self, row: sqlite3.Row) -> str:
        if time.time() - row["asked"] > PATIENCE_S:
            return TOO_LATE
        ends = (TOO_LATE, UNREACHABLE, PIN_BLOCKED)
        return next((end for end in ends if self._faults.strikes(str(row["system"]), end)), WAITING)
