"""Payments and the callbacks that tell the merchant about them."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from motcua_sandbox.thanhtoan import wire

LONGEST_PAUSE = 60.0
BANK = "NGANHANGTHU"


@dataclass(frozen=True)
class Payment:
    reference: str
    page: str
    amount: int
    request: dict[str, Any]
    state: str
    transaction_no: str
    decided_at: str

    @property
    def return_url(self) -> str:
        """Where the browser goes afterwards; UrlTroVe is our guess, 1.0.6 has no such field."""
        address = str(self.request.get("UrlTroVe") or "")
        return address if urlsplit(address).scheme in {"http", "https"} else ""

    @property
    def receipt(self) -> dict[str, Any]:
        found = self.request.get("ThongTinBienLai")
        return found if isinstance(found, dict) else {}

    def message(self, kind: str, code: str) -> dict[str, Any]:
        """Return the fields that a callback and the answer to QUERY have in common."""
        return {
            "LoaiBanTin": kind,
            "MaLoi": code,
            "MaDoiTac": self.request["MaDoiTac"],
            "MaThamChieu": self.reference,
            "SoTien": str(self.amount),
            "MaTienTe": "VND",
            "MaGiaoDich": self.transaction_no,
            "MaNganHang": BANK if self.transaction_no else "",
            "ThoiGianGD": self.decided_at or self.request["ThoiGianGD"],
            "ThongTinGiaoDich": self.request.get("ThongTinGiaoDich", ""),
        }


@dataclass(frozen=True)
class Callback:
    id: int
    body: str
    attempts: int
    once: bool


def begin(db: sqlite3.Connection, request: Mapping[str, Any]) -> str | None:
    """Keep a new payment; return its page, or None when the reference was used before."""
    page = secrets.token_urlsafe(24)
    added = db.execute(
        "INSERT OR IGNORE INTO payment VALUES (?, ?, ?, ?, 'waiting', NULL, NULL)",
        (
            request["MaThamChieu"],
            page,
            int(request["SoTien"]),
            json.dumps(request, ensure_ascii=False),
        ),
    )
    return page if added.rowcount else None


def by_reference(db: sqlite3.Connection, reference: str) -> Payment | None:
    row = db.execute("SELECT * FROM payment WHERE reference = ?", (reference,)).fetchone()
    return _payment(row) if row else None


def by_page(db: sqlite3.Connection, page: str) -> Payment | None:
    row = db.execute("SELECT * FROM payment WHERE page = ?", (page,)).fetchone()
    return _payment(row) if row else None


def decide(db: sqlite3.Connection, page: str, state: str, at: str) -> Payment | None:
    """Settle a waiting payment, once; return it, or None when nothing was left to settle."""
    number = f"GD{secrets.randbelow(10**12):012}" if state == "paid" else None
    row = db.execute(
        "UPDATE payment SET state = ?, transaction_no = ?, decided_at = ? "
        "WHERE page = ? AND state = 'waiting' RETURNING *",
        (state, number, at, page),
    ).fetchone()
    return _payment(row) if row else None


def plan_callback(
    db: sqlite3.Connection, reference: str, body: Mapping[str, Any], *, after: float, once: bool
) -> None:
    text = json.dumps(body, ensure_ascii=False)
    db.execute(
        "INSERT INTO callback (reference, body, due_at, once) VALUES (?, ?, ?, ?)",
        (reference, text, time.time() + after, int(once)),
    )


def due_callbacks(db: sqlite3.Connection) -> list[Callback]:
    rows = db.execute(
        "SELECT * FROM callback WHERE due_at <= ? AND ifnull(answer, '') <> ? "
        "AND (once = 0 OR attempts = 0) ORDER BY id",
        (time.time(), wire.OK),
    ).fetchall()
    return [Callback(row["id"], row["body"], row["attempts"], bool(row["once"])) for row in rows]


def note_attempt(db: sqlite3.Connection, callback: Callback, answer: str) -> None:
    """Note what the merchant answered; anything but 00 is tried again, ever less often."""
    pause = min(2.0**callback.attempts, LONGEST_PAUSE)
    db.execute(
        "UPDATE callback SET attempts = attempts + 1, answer = ?, due_at = ? WHERE id = ?",
        (answer, time.time() + pause, callback.id),
    )


def log(db: sqlite3.Connection, reference: str | None, limit: int) -> list[dict[str, Any]]:
    rows = db.execute(
        "SELECT reference, amount, state, transaction_no, decided_at, (SELECT json_group_array("
        "json_object('attempts', attempts, 'answer', answer)) FROM callback "
        "WHERE callback.reference = payment.reference) AS callbacks FROM payment "
        "WHERE reference = ifnull(?, reference) ORDER BY payment.rowid DESC LIMIT ?",
        (reference, limit),
    ).fetchall()
    return [{**dict(row), "callbacks": json.loads(row["callbacks"])} for row in rows]


def _payment(row: sqlite3.Row) -> Payment:
    return Payment(
        reference=row["reference"],
        page=row["page"],
        amount=row["amount"],
        request=json.loads(row["request"]),
        state=row["state"],
        transaction_no=row["transaction_no"] or "",
        decided_at=row["decided_at"] or "",
    )
