"""Post what has to leave in the transaction of its cause, and read how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from motcua.exchange.models import Delivery
from motcua.exchange.tracing import request_id

_POST = """
WITH lane AS (
    INSERT INTO exchange_lane AS lane (destination, dossier, last_ordinal, next_attempt_at,
                                       day, agency, status, sequence, rows)
    VALUES (%(destination)s, %(dossier)s, %(count)s, clock_timestamp(),
            %(day)s, %(agency)s, %(status)s, %(sequence)s, %(rows)s)
    ON CONFLICT (destination, dossier) DO UPDATE
    SET last_ordinal = lane.last_ordinal + %(count)s,
        next_attempt_at = coalesce(lane.next_attempt_at, clock_timestamp()),
        status = coalesce(nullif(excluded.status, ''), lane.status),
        sequence = greatest(excluded.sequence, lane.sequence), rows = lane.rows + excluded.rows
    RETURNING id, last_ordinal
)
INSERT INTO exchange_delivery (lane_id, ordinal, kind, coalesce, cause, request_id,
                               created_at, because)
SELECT lane.id, lane.last_ordinal - %(count)s + item.place, item.kind, item.whole, item.cause,
       %(request_id)s, %(now)s, %(because)s
FROM lane, unnest(%(kinds)s::text[], %(wholes)s::boolean[], %(causes)s::uuid[])
     WITH ORDINALITY AS item (kind, whole, cause, place)
"""


@dataclass(frozen=True)
class Outgoing:
    """One fact to deliver; ``coalesce`` only for a snapshot that replaces older ones."""

    kind: str
    cause: UUID
    coalesce: bool = False


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What the other side must hold of a dossier once everything has arrived.

    ``day`` is the local day of filing, ``status`` TrangThaiHoSo, ``sequence`` the number of the
    last event told, ``rows`` how many progress rows the posted items add.
    """

    day: date
    agency: str
    status: str
    sequence: int
    rows: int


_UNMARKED: dict[str, Any] = {"day": None, "agency": "", "status": "", "sequence": 0, "rows": 0}


def post(
    destination: str,
    dossier: str,
    items: Sequence[Outgoing],
    now: datetime,
    *,
    mark: Mark | None = None,
    because: str = "",
) -> None:
    """Queue ``items`` in order, inside the caller's transaction, in one statement.

    ``mark`` is for destinations that are compared; the day and agency of the first one stand.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a delivery needs its cause's transaction")
    if not items:
        return
    values: dict[str, Any] = {
        "destination": destination,
        "dossier": dossier,
        "count": len(items),
        "now": now,
        "request_id": request_id.get()[:64],
        "because": because,
        "kinds": [item.kind for item in items],
        "wholes": [item.coalesce for item in items],
        "causes": [item.cause for item in items],
        **(vars(mark) if mark else _UNMARKED),
    }
    with connection.cursor() as cursor:
        cursor.execute(_POST, values)


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One delivery as officials may read it; ``state`` has Vietnamese labels on the model."""

    destination: str
    ordinal: int
    kind: str
    cause: UUID
    state: str
    reason: str
    created_at: datetime
    acknowledged_at: datetime | None
    proven: bool
    because: str


def history(dossier: str) -> list[Posted]:
    """Return all deliveries of a dossier, oldest first per destination."""
    rows = Delivery.objects.filter(lane__dossier=dossier).order_by("lane__destination", "ordinal")
    return [
        Posted(**row)
        for row in rows.values(
            "ordinal", "kind", "cause", "state", "reason", "created_at", "acknowledged_at",
            "proven", "because", destination=F("lane__destination"),
        )
    ]  # fmt: skip


def standing(dossier: str, destination: str) -> str:
    """Return ``acknowledged``, ``pending`` or ``quarantined``: the worst that still waits.

    A dossier that was never posted is ``pending``: the destination does not know it.
    """
    rows = Delivery.objects.filter(lane__dossier=dossier, lane__destination=destination)
    states = set(rows.values_list("state", flat=True).distinct())
    for state in (Delivery.State.QUARANTINED, Delivery.State.PENDING):
        if state in states:
            return state.value
    return Delivery.State.ACKNOWLEDGED.value if states else Delivery.State.PENDING.value
