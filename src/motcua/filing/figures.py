"""What nodes have not answered, for /metrics: a node that is down is seen at the hub."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import Error
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from motcua.filing import filed
from motcua.kernel import clock


class FilingFigures(Collector):
    """Prometheus metrics read from the rows, so that every process tells the same."""

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # else registering would ask the database at import

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = clock.now()
        waiting = GaugeMetricFamily("motcua_filing_waiting", "Not answered", labels=["root"])
        oldest = GaugeMetricFamily(
            "motcua_filing_oldest_waiting_seconds", "Oldest not answered", labels=["root"]
        )
        try:
            found = filed.backlog()
        except Error:
            return
        for root, backlog in found.items():
            waiting.add_metric([root], backlog.many)
            oldest.add_metric([root], max(0.0, (now - backlog.since).total_seconds()))
        yield from (waiting, oldest)
