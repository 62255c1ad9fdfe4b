"""How much has not arrived, how old it is and why: for operators and for /metrics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import Error, connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from motcua.kernel import clock

_WAITING = """
SELECT lane.destination, delivery.state, count(*), min(delivery.created_at)
FROM exchange_delivery delivery JOIN exchange_lane lane ON lane.id = delivery.lane_id
WHERE delivery.state <> 'acknowledged'
GROUP BY lane.destination, delivery.state
"""
_ERRORS = """
SELECT destination, last_error_kind, count(*) FROM exchange_lane
WHERE next_attempt_at IS NOT NULL AND last_error_kind <> ''
GROUP BY destination, last_error_kind
"""


@dataclass
class Backlog:
    """What one destination has not acknowledged; ages in seconds of business time."""

    pending: int = 0
    quarantined: int = 0
    oldest_pending_at: datetime | None = None
    lanes_failing: dict[str, int] = field(default_factory=dict)

    def oldest_s(self, now: datetime) -> int:
        if self.oldest_pending_at is None:
            return 0
        return max(0, int((now - self.oldest_pending_at).total_seconds()))


def backlogs() -> dict[str, Backlog]:
    """Return the backlog of each destination that has one."""
    found: dict[str, Backlog] = {}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        for destination, state, count, oldest in cursor.fetchall():
            backlog = found.setdefault(destination, Backlog())
            if state == "quarantined":
                backlog.quarantined = count
            else:
                backlog.pending, backlog.oldest_pending_at = count, oldest
        cursor.execute(_ERRORS)
        for destination, kind, count in cursor.fetchall():
            found.setdefault(destination, Backlog()).lanes_failing[kind] = count
    return found


class LaneFigures(Collector):
    """Prometheus metrics read from the rows, so that every process tells the same."""

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # else registering would ask the database at import

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            found = backlogs()
        except Error:
            return
        oldest = GaugeMetricFamily(
            "motcua_exchange_oldest_undelivered_seconds", "Oldest pending", labels=["destination"]
        )
        waiting = GaugeMetricFamily(
            "motcua_exchange_undelivered", "Not acknowledged", labels=["destination", "state"]
        )
        failing = GaugeMetricFamily(
            "motcua_exchange_lanes_failing", "Lanes by last error", labels=["destination", "error"]
        )
        for destination, backlog in found.items():
            oldest.add_metric([destination], backlog.oldest_s(clock.now()))
            waiting.add_metric([destination, "pending"], backlog.pending)
            waiting.add_metric([destination, "quarantined"], backlog.quarantined)
            for kind, count in backlog.lanes_failing.items():
                failing.add_metric([destination, kind], count)
        yield from (oldest, waiting, failing)
