"""How many dossiers each agency has, of each kind; counted again when asked for and stale.

Counting reads indexes only, but of all dossiers, so nobody counts twice within a minute and
nobody waits for another who counts. Receiving touches no counter.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.hub.codes import RUNNING, WAITING_FOR_APPLICANT
from motcua.hub.models import AgencyTally
from motcua.kernel.clock import HANOI, local_day

FRESH = timedelta(minutes=1)
_LOCK = 0x6875_6274  # any number that nobody else takes
_COUNT = """
WITH held AS (
    SELECT agency, count(*) AS received, max(last_heard_at) AS heard_at,
        count(*) FILTER (WHERE status = ANY(%(running)s)) AS running,
        count(*) FILTER (WHERE status = ANY(%(waiting)s)) AS waiting
    FROM hub_hubdossier GROUP BY agency
), due AS (
    SELECT agency, count(*) FILTER (WHERE told_past_due) AS late,
        count(*) FILTER (WHERE NOT told_past_due) AS silent
    FROM hub_hubdossier WHERE status IN (1, 2, 4) AND due_at < %(today)s GROUP BY agency
), ended AS (
    SELECT agency, count(*) AS finished_late
    FROM hub_hubdossier WHERE finished_late GROUP BY agency
)
INSERT INTO hub_agencytally (agency, root, received, running, waiting, late, silent,
    finished_late, heard_at, counted_at)
SELECT agency, split_part(agency, '.', 1), received, running, waiting, coalesce(late, 0),
    coalesce(silent, 0), coalesce(finished_late, 0), heard_at, %(now)s
FROM held LEFT JOIN due USING (agency) LEFT JOIN ended USING (agency)
ON CONFLICT (agency) DO UPDATE SET (received, running, waiting, late, silent, finished_late,
    heard_at, counted_at) = (excluded.received, excluded.running, excluded.waiting, excluded.late,
    excluded.silent, excluded.finished_late, excluded.heard_at, excluded.counted_at)
"""


def keep_fresh(now: datetime) -> datetime | None:
    """Count again unless somebody did within a minute or does at this moment.

    Returns when the numbers were counted, None when there is nothing to count.
    """
    newest = AgencyTally.objects.order_by("-counted_at").values_list("counted_at", flat=True)
    counted_at = newest.first()
    if counted_at and abs(now - counted_at) < FRESH:
        return counted_at
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return counted_at
        return now if _count(now) else None


def _count(now: datetime) -> int:
    midnight = datetime.combine(local_day(now), time.min, tzinfo=HANOI)
    values: dict[str, Any] = {
        "running": list(RUNNING),
        "waiting": sorted(WAITING_FOR_APPLICANT),
        "today": midnight,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        return int(cursor.rowcount)
