"""Take, keep and give back lanes. Every statement names the fences under which they were leased.

Each is one statement for a whole batch of lanes and its own transaction, so nothing is held while
a message is on its way. What comes back are the lanes still held; the others were taken by
another worker since, and what this one knows of them is out of date.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.exchange.planning import Waiting

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
_WAITING = """
SELECT delivery.lane_id, delivery.id, delivery.ordinal, delivery.kind, delivery.coalesce,
       delivery.cause, delivery.request_id, delivery.body, delivery.state = 'quarantined'
FROM exchange_delivery delivery
JOIN unnest(%s::bigint[], %s::bigint[]) AS mine (lane, last) ON delivery.lane_id = mine.lane
WHERE delivery.state <> 'acknowledged' AND delivery.ordinal <= mine.last
ORDER BY delivery.lane_id, delivery.ordinal
"""
# begins every statement below; in order of id, so that no two batches wait for each other
_HELD = """
WITH held AS (
    SELECT lane.id FROM exchange_lane lane
    JOIN unnest(%s::bigint[], %s::bigint[]) AS mine (id, fence)
      ON lane.id = mine.id AND lane.fence = mine.fence
    ORDER BY lane.id FOR UPDATE OF lane
)"""
_FREEZE = """, kept AS (
    UPDATE exchange_lane lane SET leased_until = clock_timestamp() + %s * interval '1 second'
    FROM held WHERE lane.id = held.id RETURNING lane.id
), frozen AS (
    UPDATE exchange_delivery delivery SET body = item.body, mapping_version = %s
    FROM held, json_to_recordset(%s) AS item (lane bigint, id bigint, body text)
    WHERE held.id = item.lane AND delivery.id = item.id
)
SELECT id FROM kept
"""
_ACKNOWLEDGE = """, told AS (
    UPDATE exchange_lane lane SET known = true, stored = news.stored
    FROM held, unnest(%s::bigint[], %s::text[]) AS news (lane, stored)
    WHERE lane.id = held.id AND held.id = news.lane
), done AS (
    UPDATE exchange_delivery delivery
    SET state = 'acknowledged', acknowledged_at = %s, reason = item.reason, proven = item.proven
    FROM held, unnest(%s::bigint[], %s::bigint[], %s::text[], %s::boolean[])
         AS item (lane, id, reason, proven)
    WHERE held.id = item.lane AND delivery.id = item.id
)
SELECT id FROM held
"""
_QUARANTINE = """, done AS (
    UPDATE exchange_delivery delivery
    SET state = 'quarantined', reason = item.reason, mapping_version = %s
    FROM held, unnest(%s::bigint[], %s::bigint[], %s::text[]) AS item (lane, id, reason)
    WHERE held.id = item.lane AND delivery.id = item.id
)
SELECT id FROM held
"""
_REST = """
UPDATE exchange_lane lane SET leased_until = NULL, attempts = 0, last_error_kind = '',
       next_attempt_at = CASE WHEN lane.last_ordinal > seen.last THEN clock_timestamp() END
FROM held, unnest(%s::bigint[], %s::bigint[]) AS seen (lane, last)
WHERE lane.id = held.id AND held.id = seen.lane
RETURNING lane.id
"""
_BACK_OFF = """
UPDATE exchange_lane lane SET leased_until = NULL, attempts = lane.attempts + 1,
       last_error_kind = fault.kind, known = lane.known AND NOT fault.unknown,
       next_attempt_at = clock_timestamp() + interval '1 second'
           * least(%s, %s * power(2, least(lane.attempts, 20))) * (0.5 + random() / 2)
FROM held, unnest(%s::bigint[], %s::text[], %s::boolean[]) AS fault (lane, kind, unknown)
WHERE lane.id = held.id AND held.id = fault.lane
RETURNING lane.id
"""
_GIVE_BACK = """
UPDATE exchange_lane lane SET leased_until = NULL FROM held WHERE lane.id = held.id
RETURNING lane.id
"""
_WAKE = """
UPDATE exchange_lane SET next_attempt_at = clock_timestamp()
WHERE destination = %s AND next_attempt_at > clock_timestamp()
"""
_TELL = """
INSERT INTO exchange_linestate (destination, is_open, since) VALUES (%s, %s, clock_timestamp())
ON CONFLICT (destination) DO UPDATE SET is_open = excluded.is_open, since = excluded.since
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


@dataclass(frozen=True, kw_only=True)
class Done:
    """A delivery that arrived, or that a newer snapshot made needless.

    ``stored`` is the digest that the other side proved, empty when it proved nothing.
    """

    lane: int
    delivery: int
    whole: bool = False
    reason: str = ""
    stored: str = ""


@dataclass(frozen=True)
class Fault:
    """Why a lane has to wait; ``unknown`` says that the destination has lost the dossier."""

    kind: str
    unknown: bool = False


def lease(destinations: Sequence[str], limit: int, pace: Pace) -> list[Leased]:
    """Take up to ``limit`` lanes that are due, none that another worker holds."""
    with connection.cursor() as cursor:
        cursor.execute(_LEASE, [pace.lease_s, list(destinations), limit])
        return [Leased(*row) for row in cursor.fetchall()]


def waiting(lanes: Collection[Leased]) -> dict[int, list[Waiting]]:
    """Return by lane what is not acknowledged, in order, as of the lease."""
    found: dict[int, list[Waiting]] = {lane.id: [] for lane in lanes}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [list(found), [lane.last_ordinal for lane in lanes]])
        for lane, id_, ordinal, kind, whole, cause, request_id, body, refused in cursor:
            found[lane].append(
                Waiting(
                    id=id_, ordinal=ordinal, kind=kind, coalesce=whole, cause=cause,
                    request_id=request_id, body=body, quarantined=refused,
                )
            )  # fmt: skip
    return found


def freeze(
    lanes: Collection[Leased],
    bodies: Iterable[tuple[int, int, str]],
    mapping_version: int,
    pace: Pace,
) -> set[int]:
    """Renew the leases and keep newly rendered bodies, as (lane, delivery, body)."""
    rows = [{"lane": lane, "id": id_, "body": body} for lane, id_, body in bodies]
    values = [pace.lease_s, mapping_version, json.dumps(rows)]
    return _held(_FREEZE, lanes, values)


def acknowledge(lanes: Collection[Leased], done: Sequence[Done], now: datetime) -> set[int]:
    """Settle what arrived; a lane whose snapshot arrived is known from now on."""
    stored = {one.lane: one.stored for one in done if one.whole}
    rows = [(one.lane, one.delivery, one.reason, bool(one.stored)) for one in done]
    kept = _held(_ACKNOWLEDGE, lanes, [*_columns(stored.items(), 2), now, *_columns(rows, 4)])
    for lane in lanes:
        lane.known = lane.known or (lane.id in stored and lane.id in kept)
    return kept


def quarantine(
    lanes: Collection[Leased], refused: Iterable[tuple[int, int, str]], mapping_version: int
) -> set[int]:
    """Set aside what was refused, as (lane, delivery, reason)."""
    return _held(_QUARANTINE, lanes, [mapping_version, *_columns(refused, 3)])


def rest(lanes: Collection[Leased]) -> set[int]:
    """Give lanes back; those stay due to which something was posted since the lease."""
    return _held(_REST, lanes, _columns(((one.id, one.last_ordinal) for one in lanes), 2))


def back_off(lanes: Collection[Leased], faults: Mapping[int, Fault], pace: Pace) -> set[int]:
    """Give lanes back for a while that doubles with each fault, by id of the lane."""
    rows = [(lane.id, faults[lane.id].kind[:40], faults[lane.id].unknown) for lane in lanes]
    return _held(_BACK_OFF, lanes, [pace.back_off_cap_s, pace.back_off_s, *_columns(rows, 3)])


def give_back(lanes: Collection[Leased]) -> set[int]:
    """Return lanes untried: their destination stopped answering meanwhile."""
    return _held(_GIVE_BACK, lanes, [])


def wake(destination: str) -> None:
    """Make all lanes of a destination due: it answers again."""
    with connection.cursor() as cursor:
        cursor.execute(_WAKE, [destination])


def tell_line(destination: str, *, is_open: bool) -> None:
    """Note that a worker's circuit opened or closed, for whoever asks how the line is."""
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [destination, is_open])


def cure(destination: str, mapping_version: int) -> int:
    """Reopen what an older mapping had refused; returns the number of lanes."""
    with connection.cursor() as cursor:
        cursor.execute(_CURE, [destination, mapping_version])
        return int(cursor.rowcount)


def _held(statement: str, lanes: Collection[Leased], values: list[Any]) -> set[int]:
    if not lanes:
        return set()
    keys = [[lane.id for lane in lanes], [lane.fence for lane in lanes]]
    with connection.cursor() as cursor:
        cursor.execute(_HELD + statement, [*keys, *values])
        return {row[0] for row in cursor.fetchall()}


def _columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Turn rows into one array a column, as ``unnest`` wants them."""
    listed = list(rows)
    return [[row[place] for row in listed] for place in range(width)]
