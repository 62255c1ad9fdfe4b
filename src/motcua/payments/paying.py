"""Pay online: begin, hear back, ask when nobody calls back. A charge is paid once, whatever comes.

The platform may call back twice, late, never, or somebody else may pretend to be it; an attempt
that was paid after the charge had been paid otherwise is ``surplus`` and has to be refunded.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.exchange.clients import payment_platform
from motcua.exchange.clients.payment_platform import FeeItem, Order, Settlement
from motcua.exchange.errors import ExchangeError, Malformed, Refused
from motcua.payments.charging import NotPayable, owed
from motcua.payments.models import Attempt, Charge

log = logging.getLogger(__name__)
FIRST_QUERY = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP = timedelta(days=3)
ACCEPTED = "00"
REFUSED = "99"


@dataclass(frozen=True, kw_only=True)
class Payee:
    """What the platform's receipt says about the dossier and its agency."""

    procedure_code: str
    procedure_name: str
    agency_code: str
    agency_name: str


@dataclass(frozen=True, kw_only=True)
class Payer:
    """Who pays."""

    name: str
    personal_id: str
    ip: str


@dataclass(frozen=True)
class Outcome:
    """What a message from the platform changed.

    ``changed`` is true once for each attempt that was settled; ``answer`` is the exact JSON
    object that the platform expects as the reply to its callback.
    """

    dossier: str
    state: str
    changed: bool
    answer: Mapping[str, str]


def begin(charge_id: UUID, return_url: str, payer: Payer, payee: Payee, now: datetime) -> str:
    """Start an attempt and return the address where the payer pays.

    Outside any transaction. Raises ``NotPayable``, and ``ExchangeError`` when the platform gave
    no address: then nobody can pay on this attempt and another may be begun at once.
    """
    due = owed(charge_id)
    attempt = _new_attempt(charge_id, due.amount, now)
    order = Order(
        reference=attempt.reference,
        amount=due.amount,
        summary=f"Nop phi, le phi ho so {due.dossier}",  # the platform takes no accents
        dossier=due.dossier,
        procedure_code=payee.procedure_code,
        procedure_name=payee.procedure_name,
        agency_code=payee.agency_code,
        agency_name=payee.agency_name,
        payer_name=payer.name,
        payer_id=payer.personal_id,
        payer_ip=payer.ip,
        return_url=return_url,
        items=[
            FeeItem(kind=line.kind, code=line.code, name=line.label, amount=line.amount)
            for line in due.lines
        ],
    )
    try:
        address, request = payment_platform.platform().begin(order, now)
    except ExchangeError:
        _settle(attempt.reference, paid=False, now=now)
        raise
    Attempt.objects.filter(reference=attempt.reference).update(request_body=json.dumps(request))
    return address


def receive_callback(message: Mapping[str, Any], now: datetime) -> Outcome:
    """Take in a callback of the platform; never raises for what a stranger may send."""
    platform = payment_platform.platform()
    reference = str(message.get("MaThamChieu", ""))[:40]

    def refuse(reason: str) -> Outcome:
        log.warning("payment callback refused", extra={"reference": reference, "why": reason})
        return Outcome("", "", False, platform.answer(reference, REFUSED, reason, now))

    try:
        said = platform.read_callback(message)
    except (Refused, Malformed) as fault:
        return refuse(getattr(fault, "code", fault.kind))
    attempt = Attempt.objects.filter(reference=said.reference).first()
    if attempt is None:
        return refuse("unknown reference")
    if said.amount != attempt.amount:
        return refuse("amount")
    changed = _settle(said.reference, paid=bool(said.paid), now=now, said=said, body=message)
    state = owed(attempt.charge_id)
    answer = platform.answer(reference, ACCEPTED, "Thành công", now)
    return Outcome(state.dossier, state.state, changed, answer)


def settle_unanswered(now: datetime, limit: int = 50) -> list[str]:
    """QUERY the attempts whose callback is overdue; returns dossiers whose charge was settled."""
    due = Attempt.objects.filter(query_at__lte=now).order_by("query_at").select_related("charge")
    return [one.charge.dossier for one in due[:limit] if _query(one, now)]


def _query(attempt: Attempt, now: datetime) -> bool:
    try:
        said = payment_platform.platform().query(attempt.reference, now)
    except Refused:  # the platform does not know the reference
        said = None
    except ExchangeError as fault:
        log.warning("payment unknown", extra={"reference": attempt.reference, "kind": fault.kind})
        return _query_later(attempt, now)
    if said and said.paid is not None and said.amount in {None, attempt.amount}:
        return _settle(attempt.reference, paid=said.paid, now=now, said=said)
    if now - attempt.begun_at > GIVE_UP:
        return _settle(attempt.reference, paid=False, now=now, said=said)
    return _query_later(attempt, now)


def _query_later(attempt: Attempt, now: datetime) -> bool:
    wait = min(LONGEST_WAIT, FIRST_QUERY * 2 ** min(attempt.queries, 10))
    Attempt.objects.filter(reference=attempt.reference, state=Attempt.State.BEGUN).update(
        query_at=now + wait, queries=attempt.queries + 1
    )
    return False


def _new_attempt(charge_id: UUID, amount: int, now: datetime) -> Attempt:
    with transaction.atomic():
        found = Charge.objects.select_for_update().get(id=charge_id)
        if found.state not in {Charge.State.UNPAID, Charge.State.PENDING}:
            raise NotPayable(found.state)
        found.state = Charge.State.PENDING
        found.save(update_fields=["state"])
        return Attempt.objects.create(
            reference=secrets.token_hex(16),
            charge=found,
            amount=amount,
            begun_at=now,
            query_at=now + FIRST_QUERY,
        )


def _settle(
    reference: str,
    *,
    paid: bool,
    now: datetime,
    said: Settlement | None = None,
    body: Mapping[str, Any] | None = None,
) -> bool:
    """Settle an attempt once; a payment that comes after a failure is still taken."""
    with transaction.atomic():
        attempt = Attempt.objects.select_related("charge").get(reference=reference)
        charge = Charge.objects.select_for_update().get(id=attempt.charge_id)
        attempt.refresh_from_db()
        if attempt.state in {Attempt.State.PAID, Attempt.State.SURPLUS}:
            return False
        if not paid and attempt.state == Attempt.State.FAILED:
            return False
        if said is not None:
            attempt.transaction_no, attempt.bank = said.transaction[:80], said.bank[:40]
        attempt.answer_body = json.dumps(body, ensure_ascii=False) if body else ""
        attempt.settled_at, attempt.query_at = now, None
        attempt.state = _attempt_state(charge, paid=paid)
        attempt.save()
        _settle_charge(charge, attempt, now)
    return True


def _attempt_state(charge: Charge, *, paid: bool) -> str:
    if not paid:
        return Attempt.State.FAILED
    open_states = {Charge.State.UNPAID, Charge.State.PENDING}
    return Attempt.State.PAID if charge.state in open_states else Attempt.State.SURPLUS


def _settle_charge(charge: Charge, attempt: Attempt, now: datetime) -> None:
    if attempt.state == Attempt.State.PAID:
        charge.state, charge.paid_at, charge.method = Charge.State.PAID, now, "online"
    elif attempt.state == Attempt.State.FAILED and charge.state == Charge.State.PENDING:
        begun = charge.attempts.filter(state=Attempt.State.BEGUN)
        charge.state = Charge.State.PENDING if begun.exists() else Charge.State.UNPAID
    charge.save(update_fields=["state", "paid_at", "method"])
