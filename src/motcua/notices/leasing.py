"""Take sendings that are due, so that no two workers send the same one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from motcua.notices.models import Sending

LEASE_S = 60
_LEASE = """
UPDATE notices_sending SET fence = fence + 1, attempts = attempts + 1,
       leased_until = clock_timestamp() + %s * interval '1 second'
WHERE id IN (
    SELECT id FROM notices_sending
    WHERE channel = %s AND next_attempt_at <= %s
      AND (leased_until IS NULL OR leased_until < clock_timestamp())
    ORDER BY next_attempt_at LIMIT %s FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


def lease(channel: str, now: datetime, count: int) -> list[Sending]:
    """Return up to ``count`` due sendings with their notices, each leased to the caller."""
    with connection.cursor() as cursor:
        cursor.execute(_LEASE, [LEASE_S, channel, now, count])
        ids = [row[0] for row in cursor.fetchall()]
    found = Sending.objects.filter(id__in=ids).select_related("notice")
    return list(found.order_by("queued_at"))


def write(leased: Sending, **changes: Any) -> None:
    """Write what became of a sending and give it back, unless a newer lease took it over."""
    mine = Sending.objects.filter(id=leased.id, fence=leased.fence)
    mine.update(leased_until=None, **changes)
