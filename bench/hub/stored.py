"""Rows by the hundred thousand, and the control: the same rows by plain INSERTs."""

from __future__ import annotations

import time

from django.db import connection

from motcua.hub.models import HubDossier, Message
from motcua.kernel import clock

# one agency, H44.28, has all of them; one in twenty still runs, half of those past their due day
_MANY = """
INSERT INTO hub_hubdossier (code, root, agency, day, procedure_code, procedure_name, status,
    channel, unit, submitted_at, received_at, due_at, finished_at, finished_late, news_at,
    sequence, digest, steps, first_heard_at, last_heard_at, message_id)
SELECT 'H44.28-' || to_char(at, 'YYMMDD') || '-' || lpad(n::text, 7, '0'), 'H44', 'H44.28',
    at::date, '1.001193', 'Thủ tục đăng ký khai sinh', CASE WHEN n %% 20 = 0 THEN 4 ELSE 10 END,
    '2', 'UBND xã Mai Châu', at, at, at + interval '3 days',
    CASE WHEN n %% 20 = 0 THEN NULL ELSE at + (n %% 5) * interval '1 day' END, n %% 5 = 4 AND n %% 20 <> 0,
    at + (n %% 7) * interval '1 day', 7, md5(n::text) || md5((n + 1)::text), 5, at, at, %(message)s
FROM (
    SELECT n, %(now)s::timestamptz - (n %% 360) * interval '1 day' - (n %% 3600) * interval '1 s' AS at
    FROM generate_series(%(first)s::int, %(last)s::int) n
) numbered
"""
_ONE = """
INSERT INTO hub_hubdossier (code, root, agency, day, procedure_code, procedure_name, status,
    channel, unit, submitted_at, received_at, due_at, finished_late, news_at, sequence, digest,
    steps, first_heard_at, last_heard_at, message_id)
VALUES (%s, 'H44', 'H44.27', %s, '1.001193', 'Thủ tục đăng ký khai sinh', 4, '2',
    'UBND xã Mai Châu', %s, %s, %s, false, %s, 1, %s, 0, %s, %s, %s)
"""


def plain_inserts_a_second(count: int) -> float:
    """Insert rows one a transaction and remove them; returns how many a second."""
    message, now = _message(), clock.now()
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        for number in range(count):
            code = f"H44.27-{now:%y%m%d}-{number + 1:05}"
            values = [code, now.date(), now, now, now, now, "0" * 64, now, now, message]
            cursor.execute(_ONE, values)
    took = time.perf_counter() - begun
    HubDossier.objects.filter(agency="H44.27").delete()
    return count / took


def fill(count: int, at_once: int = 50_000) -> None:
    message, now = _message(), clock.now()
    with connection.cursor() as cursor:
        for first in range(1, count + 1, at_once):
            last = min(first + at_once - 1, count)
            cursor.execute(_MANY, {"message": message, "now": now, "first": first, "last": last})


def _message() -> int:
    return Message.objects.create(
        received_at=clock.now(), account_id="H44", service="bench", accepted=0,
        body='{"data": []}', digest="",
    ).id  # fmt: skip
