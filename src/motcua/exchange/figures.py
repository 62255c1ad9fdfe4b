"""How much has not arrived, how old it is and why: for operators and for /metrics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import Error, connection
from django.db.models import Max
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from motcua.exchange import reports
from motcua.exchange.models import Delivery, LineState, ParityRun
from motcua.kernel import clock

A_MINUTE = timedelta(minutes=1)
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
_ARRIVED = """
SELECT lane.destination, count(*)
FROM exchange_delivery delivery JOIN exchange_lane lane ON lane.id = delivery.lane_id
WHERE delivery.state = 'acknowledged' AND delivery.acknowledged_at > %s
GROUP BY lane.destination
"""


@dataclass
class Backlog:
    """How one destination stands; ages in seconds of business time.

    ``arrived`` counts the deliveries acknowledged in the last minute; ``open_since`` is set while
    a worker's circuit is open, which means that the destination does not answer.
    """

    pending: int = 0
    quarantined: int = 0
    oldest_pending_at: datetime | None = None
    lanes_failing: dict[str, int] = field(default_factory=dict)
    arrived: int = 0
    open_since: datetime | None = None

    def oldest_s(self, now: datetime) -> int:
        if self.oldest_pending_at is None:
            return 0
        return max(0, int((now - self.oldest_pending_at).total_seconds()))


@dataclass(frozen=True)
class Quarantined:
    """A delivery that was refused, with the other side's words; cured by a corrected mapping."""

    destination: str
    dossier: str
    kind: str
    reason: str
    created_at: datetime


def backlogs(now: datetime) -> dict[str, Backlog]:
    """Return how each destination stands of which there is anything to tell."""
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
        cursor.execute(_ARRIVED, [now - A_MINUTE])
        for destination, count in cursor.fetchall():
            found.setdefault(destination, Backlog()).arrived = count
    for line in LineState.objects.filter(is_open=True):
        found.setdefault(line.destination, Backlog()).open_since = line.since
    return found


def quarantined(destination: str = "", limit: int = 100) -> list[Quarantined]:
    """Return what was refused, oldest first; of one destination or of all."""
    rows = Delivery.objects.filter(state=Delivery.State.QUARANTINED).order_by("created_at", "id")
    if destination:
        rows = rows.filter(lane__destination=destination)
    names = ("lane__destination", "lane__dossier", "kind", "reason", "created_at")
    return [Quarantined(*row) for row in rows.values_list(*names)[:limit]]


def compared() -> list[reports.Report]:
    """Return the last parity round of each destination that was compared."""
    names = ParityRun.objects.values("destination").annotate(last=Max("id")).order_by("destination")
    return [report for one in names for report in reports.latest(one["destination"])]


class LaneFigures(Collector):
    """Prometheus metrics read from the rows, so that every process tells the same."""

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # else registering would ask the database at import

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = clock.now()
        try:
            found, last = backlogs(now), compared()
        except Error:
            return
        yield from _lanes(found, now)
        yield from _parity(last, now)


def _lanes(found: dict[str, Backlog], now: datetime) -> Iterator[GaugeMetricFamily]:
    oldest = _gauge("exchange_oldest_undelivered_seconds", "Oldest pending", "destination")
    waiting = _gauge("exchange_undelivered", "Not acknowledged", "destination", "state")
    failing = _gauge("exchange_lanes_failing", "Lanes by last error", "destination", "error")
    arrived = _gauge("exchange_arrived_last_minute", "Acknowledged in a minute", "destination")
    circuit = _gauge("exchange_circuit_open", "1 while the line does not answer", "destination")
    for destination, backlog in found.items():
        oldest.add_metric([destination], backlog.oldest_s(now))
        waiting.add_metric([destination, "pending"], backlog.pending)
        waiting.add_metric([destination, "quarantined"], backlog.quarantined)
        arrived.add_metric([destination], backlog.arrived)
        circuit.add_metric([destination], backlog.open_since is not None)
        for kind, count in backlog.lanes_failing.items():
            failing.add_metric([destination, kind], count)
    return iter((oldest, waiting, failing, arrived, circuit))


def _parity(last: list[reports.Report], now: datetime) -> Iterator[GaugeMetricFamily]:
    differing = _gauge("parity_differences", "Dossiers that differ", "destination")
    age = _gauge("parity_age_seconds", "Since the last round began", "destination")
    for report in last:
        differing.add_metric([report.destination], report.differences)
        age.add_metric([report.destination], (now - report.began_at).total_seconds())
    return iter((differing, age))


def _gauge(name: str, told: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"motcua_{name}", told, labels=labels)
