"""So many tries an hour and no more, counted in the database so that all workers count together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from motcua.portal.models import Tries

KEPT = timedelta(days=1)
_COUNT = """
INSERT INTO portal_tries (key, hour, count) VALUES (%s, %s, 1)
ON CONFLICT (key, hour) DO UPDATE SET count = portal_tries.count + 1 RETURNING count
"""


def tried(what: str, whom: str, now: datetime) -> int:
    """Note one more try of ``what`` by or about ``whom``; return how many in this hour."""
    key = salted_hmac("motcua.portal.rate_limits", f"{what} {whom}", algorithm="sha256").hexdigest()
    hour = now.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, hour])
        count = int(cursor.fetchone()[0])
    if count == 1:
        Tries.objects.filter(hour__lt=now - KEPT).delete()
    return count
