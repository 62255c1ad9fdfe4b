"""Sign-ins and what may be done with each: once a code, an hour a token."""

from __future__ import annotations

import base64
import hashlib
import secrets
import sqlite3
import time
from dataclasses import dataclass

from motcua_sandbox.oidc.tokens import LIFETIME

PAGE_SECONDS = 3600
CODE_SECONDS = 600


@dataclass(frozen=True)
class Wish:
    """What a client asked for when it sent the person here."""

    redirect_uri: str
    state: str | None
    nonce: str | None
    level: int
    code_challenge: str | None


@dataclass(frozen=True)
class SignIn:
    id: str
    wish: Wish
    account: str
    level: int
    signed_in_at: int
    access_token: str


def open_sign_in(db: sqlite3.Connection, wish: Wish) -> str:
    name = secrets.token_urlsafe(24)
    db.execute(
        "INSERT INTO sign_in (id, redirect_uri, state, nonce, wanted_level, code_challenge, "
        "asked_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            wish.redirect_uri,
            wish.state,
            wish.nonce,
            wish.level,
            wish.code_challenge,
            time.time(),
        ),
    )
    return name


def wish_of(db: sqlite3.Connection, name: str) -> Wish | None:
    """Return what an open sign-in was asked for; None when it is unknown, finished or old."""
    row = db.execute(
        "SELECT * FROM sign_in WHERE id = ? AND code IS NULL AND asked_at > ?",
        (name, time.time() - PAGE_SECONDS),
    ).fetchone()
    return _wish(row) if row else None


def grant(db: sqlite3.Connection, name: str, account: str, level: int) -> str:
    """Record who signed in and at which level; return the code for the client."""
    code = secrets.token_urlsafe(24)
    db.execute(
        "UPDATE sign_in SET account = ?, level = ?, code = ?, code_at = ? WHERE id = ?",
        (account, level, code, time.time(), name),
    )
    return code


def redeem(db: sqlite3.Connection, code: str, redirect_uri: str, verifier: str) -> SignIn | None:
    """Exchange a code for a token; a code used twice ends the token it gave."""
    row = db.execute("SELECT * FROM sign_in WHERE code = ?", (code,)).fetchone()
    if row is None or row["code_at"] < time.time() - CODE_SECONDS:
        return None
    if row["redirect_uri"] != redirect_uri or not _verifies(row["code_challenge"], verifier):
        return None
    if row["code_used"]:
        end(db, row["id"])
        return None
    token = secrets.token_urlsafe(32)
    db.execute(
        "UPDATE sign_in SET code_used = 1, access_token = ?, token_until = ? WHERE id = ?",
        (token, time.time() + LIFETIME, row["id"]),
    )
    return SignIn(row["id"], _wish(row), row["account"], row["level"], int(row["code_at"]), token)


def bearer(db: sqlite3.Connection, token: str) -> tuple[str, int] | None:
    """Return account and level of a living token."""
    row = db.execute(
        "SELECT account, level FROM sign_in WHERE access_token = ? AND token_until > ?",
        (token, time.time()),
    ).fetchone()
    return (row["account"], row["level"]) if row else None


def end(db: sqlite3.Connection, name: str) -> None:
    db.execute("UPDATE sign_in SET token_until = 0 WHERE id = ?", (name,))


def _verifies(challenge: str | None, verifier: str) -> bool:
    if challenge is None:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge


def _wish(row: sqlite3.Row) -> Wish:
    return Wish(
        row["redirect_uri"],
        row["state"],
        row["nonce"],
        row["wanted_level"],
        row["code_challenge"],
    )
