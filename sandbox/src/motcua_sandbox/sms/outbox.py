"""Messages handed over to a gateway: each id is taken once, and arrives a little later."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass

from motcua.kernel import clock
from motcua_sandbox.store import Store

ARRIVES_AFTER_S = 2.0
UNDELIVERABLE_ENDING = "000"  # a number or mailbox that ends so never takes anything


@dataclass(frozen=True)
class Message:
    system: str
    reference: str
    address: str
    subject: str
    content: str


class Outbox:
    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, message: Message) -> bool:
        """Keep a message; False when its id was taken before, which changes nothing."""
        with self._store.writing() as db:
            row = db.execute(
                "INSERT INTO sent_message (system, reference, address, subject, content, "
                "accepted_at, accepted) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times",
                (
                    message.system, message.reference, message.address, message.subject,
                    message.content, clock.now().isoformat(timespec="seconds"), time.time(),
                ),
            ).fetchone()  # fmt: skip
        return bool(row["times"] == 1)

    def fate(self, system: str, reference: str) -> str | None:
        """Return ACCEPTED, DELIVERED, UNDELIVERABLE, or None for an id never seen."""
        with self._store.reading() as db:
            row = db.execute(
                "SELECT address, accepted FROM sent_message WHERE system = ? AND reference = ?",
                (system, reference),
            ).fetchone()
        if row is None:
            return None
        if time.time() - row["accepted"] < ARRIVES_AFTER_S:
            return "ACCEPTED"
        name = str(row["address"]).partition("@")[0]
        return "UNDELIVERABLE" if name.endswith(UNDELIVERABLE_ENDING) else "DELIVERED"

    def newest(self, system: str, address: str = "", count: int = 50) -> list[sqlite3.Row]:
        with self._store.reading() as db:
            return db.execute(
                "SELECT * FROM sent_message WHERE system = ? AND (? = '' OR address = ?) "
                "ORDER BY accepted DESC LIMIT ?",
                (system, address, address, count),
            ).fetchall()
