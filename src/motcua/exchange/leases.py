"""Take, keep and give back lanes. Every statement names the fence under which it was leased.

Each is one statement and its own transaction, so nothing is held while a message is on its way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.exchange.models import Delivery
from motcua.exchange.planning import Step, Waiting

_LEASE = """
UPDATE exchange_lane SET fence = fence + 1,
       leased_until = clock_timestamp() + %s * interval '1 second'
WHERE id IN (
    SELECT id FROM exchange_lane
    WHERE destination = ANY(%s) AND next_attempt_at <= clock_timestamp()
      AND (leased_until IS NULL OR leased_until < clock_timestamp())
    ORDER BY next_attempt_at LIMIT %s FOR UPDATE SKIP LOCKED
)
RETURNING id, destination, dossier, fence, last_ordinal, known
"""
_FREEZE = """
WITH kept AS (
    UPDATE exchange_lane SET leased_until = clock_timestamp() + %s * interval '1 second'
    WHERE id = %s AND fence = %s RETURNING id
), frozen AS (
    UPDATE exchange_delivery delivery SET body = item.body, mapping_version = %s
    FROM kept, unnest(%s::bigint[], %s::text[]) AS item (id, body) WHERE delivery.id = item.id
)
SELECT count(*) FROM kept
"""
_ACKNOWLEDGE = """
WITH kept AS (
    UPDATE exchange_lane SET known = known OR %s WHERE id = %s AND fence = %s RETURNING id
), done AS (
    UPDATE exchange_delivery delivery SET state = 'acknowledged', acknowledged_at = %s,
           reason = CASE WHEN delivery.id = ANY(%s) THEN %s ELSE '' END
    FROM kept WHERE delivery.id = ANY(%s)
)
SELECT count(*) FROM kept
"""
_QUARANTINE = """
WITH kept AS (SELECT id FROM exchange_lane WHERE id = %s AND fence = %s FOR UPDATE), done AS (
    UPDATE exchange_delivery delivery SET state = 'quarantined', reason = %s, mapping_version = %s
    FROM kept WHERE delivery.id = %s
)
SELECT count(*) FROM kept
"""
_REST = """
UPDATE exchange_lane SET leased_until = NULL, attempts = 0, last_error_kind = '',
       next_attempt_at = CASE WHEN last_ordinal > %s THEN clock_timestamp() END
WHERE id = %s AND fence = %s
"""
_BACK_OFF = """
UPDATE exchange_lane SET leased_until = NULL, attempts = attempts + 1, last_error_kind = %s,
       next_attempt_at = clock_timestamp() + interval '1 second'
           * least(%s, %s * power(2, least(attempts, 20))) * (0.5 + random() / 2)
WHERE id = %s AND fence = %s
"""
_GIVE_BACK = "UPDATE exchange_lane SET leased_until = NULL WHERE id = %s AND fence = %s"
_WAKE = """
UPDATE exchange_lane SET next_attempt_at = clock_timestamp()
WHERE destination = %s AND next_attempt_at > clock_timestamp()
"""
_CURE = """
WITH cured AS (
    UPDATE exchange_delivery delivery
    SET state = 'pending', body = NULL, mapping_version = NULL, reason = ''
    FROM exchange_lane lane
    WHERE lane.id = delivery.lane_id AND lane.destination = %s
      AND delivery.state = 'quarantined' AND delivery.mapping_version < %s
    RETURNING lane.id
)
UPDATE exchange_lane SET next_attempt_at = clock_timestamp() WHERE id IN (SELECT id FROM cured)
"""


@dataclass(frozen=True)
class Pace:
    """Real seconds: a lease outlasts the slowest call; the back-off doubles up to its cap."""

    lease_s: float = 90.0
    back_off_s: float = 1.0
    back_off_cap_s: float = 300.0


@dataclass
class Leased:
    """A lane that this worker may serve until its lease ends."""

    id: int
    destination: str
    dossier: str
    fence: int
    last_ordinal: int
    known: bool


class LeaseLost(Exception):
    """Another worker has taken the lane since; what this one knows is out of date."""


def lease(destinations: Sequence[str], limit: int, pace: Pace) -> list[Leased]:
    """Take up to ``limit`` lanes that are due, none that another worker holds."""
    with connection.cursor() as cursor:
        cursor.execute(_LEASE, [pace.lease_s, list(destinations), limit])
        return [Leased(*row) for row in cursor.fetchall()]


def waiting(lane: Leased) -> list[Waiting]:
    """Return what is not acknowledged, in order, as of the lease."""
    rows = (
        Delivery.objects.filter(lane_id=lane.id, ordinal__lte=lane.last_ordinal)
        .exclude(state=Delivery.State.ACKNOWLEDGED)
        .order_by("ordinal")
        .values_list("id", "ordinal", "kind", "coalesce", "cause", "request_id", "body", "state")
    )
    return [
        Waiting(
            id=id_, ordinal=ordinal, kind=kind, coalesce=coalesce, cause=cause,
            request_id=request_id, body=body,
            quarantined=state == Delivery.State.QUARANTINED,
        )
        for id_, ordinal, kind, coalesce, cause, request_id, body, state in rows
    ]  # fmt: skip


def freeze(lane: Leased, bodies: Mapping[int, str], mapping_version: int, pace: Pace) -> None:
    """Renew the lease and keep newly rendered bodies before the first attempt."""
    kept = [mapping_version, list(bodies), list(bodies.values())]
    _kept(_FREEZE, [pace.lease_s, lane.id, lane.fence, *kept], lane)


def acknowledge(lane: Leased, step: Step, now: datetime) -> None:
    whole = any(one.coalesce for one in step.carries)
    older = list(step.supersedes)
    reason = f"superseded by {step.carries[-1].ordinal}"
    ids = [*older, *(one.id for one in step.carries)]
    _kept(_ACKNOWLEDGE, [whole, lane.id, lane.fence, now, older, reason, ids], lane)
    lane.known = lane.known or whole


def quarantine(lane: Leased, delivery: Waiting, reason: str, mapping_version: int) -> None:
    _kept(_QUARANTINE, [lane.id, lane.fence, reason, mapping_version, delivery.id], lane)


def rest(lane: Leased) -> None:
    """Give the lane back; it stays due when something was posted since the lease."""
    _fenced(_REST, [lane.last_ordinal], lane)


def back_off(lane: Leased, error_kind: str, pace: Pace) -> None:
    _fenced(_BACK_OFF, [error_kind[:40], pace.back_off_cap_s, pace.back_off_s], lane)


def give_back(lane: Leased) -> None:
    """Return a lane untried: its destination stopped answering meanwhile."""
    _fenced(_GIVE_BACK, [], lane)


def wake(destination: str) -> None:
    """Make all lanes of a destination due: it answers again."""
    with connection.cursor() as cursor:
        cursor.execute(_WAKE, [destination])


def cure(destination: str, mapping_version: int) -> int:
    """Reopen what an older mapping had refused; returns the number of lanes."""
    with connection.cursor() as cursor:
        cursor.execute(_CURE, [destination, mapping_version])
        return int(cursor.rowcount)


def _kept(statement: str, values: list[Any], lane: Leased) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        if cursor.fetchone() == (0,):
            raise LeaseLost(lane.dossier)


def _fenced(statement: str, values: list[Any], lane: Leased) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, lane.id, lane.fence])
        if cursor.rowcount == 0:
            raise LeaseLost(lane.dossier)
