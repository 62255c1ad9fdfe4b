"""Callbacks tell the merchant how a payment ended: planned with their faults, sent until heard.

They are sent in the background until the merchant answers MaLoi 00; forged and wrongly signed ones
are sent once.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from dataclasses import dataclass

import httpx
from starlette.concurrency import run_in_threadpool

from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.store import Store
from motcua_sandbox.thanhtoan import ledger, wire
from motcua_sandbox.thanhtoan.ledger import Callback, Payment

PAUSE_SECONDS = 0.2
ANSWER_SECONDS = 10.0
UNREACHED = "-"
KIND = "CONFIRM"


@dataclass(frozen=True)
class Plan:
    """One callback to come; ``forged`` claims a success that never was."""

    after: float = 0.0
    wrong: bool = False
    forged: bool = False


def drawn(faults: Switchboard) -> list[Plan]:
    """Draw the faults of one payment's callbacks; an honest day gives one plan."""

    def strikes(kind: str) -> bool:
        return faults.strikes("thanhtoan", kind, "CALLBACK") is not None

    plans = [Plan(forged=True)] if strikes("forged") else []
    if strikes("lost"):
        return plans
    late = faults.strikes("thanhtoan", "late", "CALLBACK")
    honest = Plan(late.seconds if late else 0.0, wrong=strikes("wrong_signature"))
    return [*plans, *[honest] * (2 if strikes("duplicate") else 1)]


def plan(db: sqlite3.Connection, payment: Payment, plans: list[Plan], secret: str) -> None:
    """Keep the callbacks of a settled payment to be sent."""
    for wish in plans:
        paid = wish.forged or payment.state == "paid"
        message = payment.message(KIND, wire.OK if paid else wire.FAULT)
        wrong = wish.wrong or wish.forged
        body = wire.sealed(message, wire.CALLBACK, secret, wrong=wrong)
        ledger.plan_callback(db, payment.reference, body, after=wish.after, once=wrong)


class CallbackSender:
    def __init__(self, store: Store, address: str) -> None:
        self._store = store
        self._address = address

    async def run(self) -> None:
        """Send for ever; without a registered address there is nothing to do."""
        if not self._address:
            return
        async with httpx.AsyncClient(timeout=ANSWER_SECONDS) as http:
            while True:
                with contextlib.suppress(sqlite3.OperationalError):  # locked: the next round
                    callbacks = await run_in_threadpool(self._due)
                    await asyncio.gather(*(self._send(http, callback) for callback in callbacks))
                await asyncio.sleep(PAUSE_SECONDS)

    async def _send(self, http: httpx.AsyncClient, callback: Callback) -> None:
        answer = UNREACHED
        with contextlib.suppress(httpx.HTTPError, ValueError, AttributeError):
            headers = {"Content-Type": "application/json"}
            reply = await http.post(self._address, content=callback.body, headers=headers)
            if reply.status_code == httpx.codes.OK:
                answer = str(reply.json().get("MaLoi", UNREACHED))
        await run_in_threadpool(self._note, callback, answer)

    def _due(self) -> list[Callback]:
        with self._store.reading() as db:
            return ledger.due_callbacks(db)

    def _note(self, callback: Callback, answer: str) -> None:
        with self._store.writing() as db:
            ledger.note_attempt(db, callback, answer)
