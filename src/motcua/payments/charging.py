"""What a dossier owes: stated once, read by everybody, paid or exempt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.payments.models import Attempt, Charge

State = Charge.State


class NotPayable(Exception):
    """The charge is paid, exempt or refunded already."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One fee (phí) or charge (lệ phí); ``unit_amount`` in whole đồng, ``kind`` 1 phí, 2 lệ phí."""

    code: str
    label: str
    unit: str
    quantity: int
    unit_amount: int
    kind: str = "2"

    @property
    def amount(self) -> int:
        return self.quantity * self.unit_amount


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A charge as screens show it."""

    id: UUID
    dossier: str
    lines: tuple[Line, ...]
    amount: int
    state: str
    label: str
    created_at: datetime
    paid_at: datetime | None
    method: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What an electronic receipt (biên lai thu phí, lệ phí) is made of."""

    owed: Owed
    reference: str
    transaction_no: str
    bank: str


def charge(dossier: str, lines: Sequence[Line], now: datetime, *, exempt: bool = False) -> UUID:
    """State what a dossier owes, in the caller's transaction; one statement.

    A charge of 0 đồng is exempt by itself.
    """
    amount = sum(line.amount for line in lines)
    state = State.EXEMPT if exempt or amount == 0 else State.UNPAID
    stated = Charge.objects.create(
        dossier=dossier,
        lines=[asdict(line) for line in lines],
        amount=amount,
        state=state,
        created_at=now,
    )
    return stated.id


def owed(charge_id: UUID) -> Owed:
    return _owed(Charge.objects.get(id=charge_id))


def charges(dossier: str) -> list[Owed]:
    """Return all charges of a dossier, oldest first."""
    return [_owed(one) for one in Charge.objects.filter(dossier=dossier).order_by("created_at")]


def charges_of(dossiers: Iterable[str]) -> list[Owed]:
    """Return all charges of several dossiers in one query, oldest first."""
    found = Charge.objects.filter(dossier__in=set(dossiers)).order_by("created_at")
    return [_owed(one) for one in found]


def paid(dossier: str) -> bool:
    """Tell whether nothing is owed any more; true for a dossier without charges."""
    open_states = [State.UNPAID, State.PENDING]
    return not Charge.objects.filter(dossier=dossier, state__in=open_states).exists()


def pay_at_counter(charge_id: UUID, method: str, now: datetime) -> Owed:
    """Record cash or a transfer taken by an official; raises ``NotPayable``."""
    with transaction.atomic():
        found = Charge.objects.select_for_update().get(id=charge_id)
        if found.state not in {State.UNPAID, State.PENDING}:
            raise NotPayable(found.state)
        found.state, found.paid_at, found.method = State.PAID, now, method
        found.save(update_fields=["state", "paid_at", "method"])
    return _owed(found)


def receipt(charge_id: UUID) -> Receipt | None:
    """Return the receipt data of a paid charge, None while it is not paid."""
    found = Charge.objects.get(id=charge_id)
    if found.state != State.PAID:
        return None
    attempt = Attempt.objects.filter(charge=found, state=Attempt.State.PAID).first()
    return Receipt(
        owed=_owed(found),
        reference=attempt.reference if attempt else "",
        transaction_no=attempt.transaction_no if attempt else "",
        bank=attempt.bank if attempt else "",
    )


def _owed(found: Charge) -> Owed:
    rows: list[dict[str, Any]] = found.lines
    return Owed(
        id=found.id,
        dossier=found.dossier,
        lines=tuple(Line(**row) for row in rows),
        amount=found.amount,
        state=found.state,
        label=str(State(found.state).label),
        created_at=found.created_at,
        paid_at=found.paid_at,
        method=found.method,
    )
