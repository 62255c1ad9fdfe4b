"""A million dossiers on both sides, ten of which differ: found, posted again and delivered."""

from __future__ import annotations

import time
from typing import Any

import httpx
import psycopg
from django.db import connection

from bench.link import backlog
from motcua.dossiers import parity
from motcua.exchange.clients.base import Line
from motcua.exchange.clients.national import ANSWER_S, SYSTEM, NationalPortal, portal
from motcua.exchange.delivering import Courier
from motcua.exchange.models import Lane
from motcua.kernel import clock
from motcua.operations.senders import senders

DIFFERENT = 10
AGENCIES, DAYS = 148, 365
# agency, day, code, status, sequence and progress rows of dossier n, the same on both sides
_DOSSIERS = f"""
SELECT 'H44.28.' || lpad((n %% {AGENCIES} + 1)::text, 2, '0') AS agency, day,
       'H44.28.' || lpad((n %% {AGENCIES} + 1)::text, 2, '0') || '-' || to_char(day, 'YYMMDD')
           || '-' || lpad(n::text, 7, '0') AS code,
       n %% 10 + 1 AS status, n %% 9 + 1 AS sequence, n %% 9 + 1 AS rows
FROM (
    SELECT n, %(today)s::date - n / {AGENCIES} %% {DAYS} - 1 AS day
    FROM generate_series(1, %(count)s::int) n
) numbered
"""
_HERE = f"""
INSERT INTO exchange_lane (destination, dossier, known, day, agency, status, sequence, rows, stored)
SELECT 'national', code, true, day, agency, status, sequence, rows, md5(code) || md5(code)
FROM ({_DOSSIERS}) made
"""
_THERE = f"""
INSERT INTO hub_hubdossier (code, root, agency, day, procedure_code, procedure_name, status,
    channel, unit, finished_late, sequence, digest, steps, first_heard_at, last_heard_at, message_id)
SELECT code, 'H44', agency, day, '1.001193', 'Thủ tục đăng ký khai sinh', status, '2', '', false,
    sequence, md5(code) || md5(code), rows, %(now)s, %(now)s, (SELECT min(id) FROM hub_message)
FROM ({_DOSSIERS}) made
"""
# what a line that lost, and a restored backup, may leave behind
_DAMAGE = (
    "DELETE FROM hub_hubprogress WHERE dossier_id = ANY(%s)",
    "UPDATE hub_hubdossier SET steps = 0 WHERE code = ANY(%s)",
    "UPDATE hub_hubdossier SET sequence = 1, status = 1 WHERE code = ANY(%s)",
)


class Counting(httpx.BaseTransport):
    """Counts what goes over the wire in both directions, without the headers."""

    def __init__(self) -> None:
        self.bytes = 0
        self._real = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._real.handle_request(request)
        answer.read()
        self.bytes += len(request.content) + int(answer.headers.get("Content-Length", 0))
        return answer


def measured(hub: str, count: int) -> tuple[float, float, int]:
    """Return seconds of the round that finds the differences, of all until both agree, and bytes.

    Raises ``RuntimeError`` when the round finds other than what was damaged.
    """
    courier = Courier({"national": senders()["national"]})
    backlog.make(DIFFERENT)
    _deliver(courier)
    _fill(hub, count - DIFFERENT)
    transport = Counting()
    asked = _counted(transport)
    if (clean := parity.run(clock.now(), asked=asked)) is None or clean.differences:
        raise RuntimeError(f"no differences were made, and there are some: {clean}")
    _damage(hub)
    transport.bytes = 0
    begun = time.perf_counter()
    report = parity.run(clock.now(), asked=asked)
    found, sent = time.perf_counter() - begun, transport.bytes
    if report is None or report.differences != DIFFERENT or report.posted_again != DIFFERENT:
        raise RuntimeError(f"not the {DIFFERENT} that differ: {report}")
    _deliver(courier)
    healed = time.perf_counter() - begun
    after = parity.run(clock.now(), asked=asked)
    if after is None or after.differences:
        raise RuntimeError(f"not healed: {after}")
    return found, healed, sent


def _counted(transport: Counting) -> NationalPortal:
    usual = portal()
    line = Line(SYSTEM, usual.line.url, answer_s=ANSWER_S, transport=transport)
    return NationalPortal(
        line, usual.username, usual.secret, usual.agency, extension=usual.extension
    )


def _deliver(courier: Courier) -> None:
    while Lane.objects.filter(next_attempt_at__isnull=False).exists():
        courier.deliver_once()


def _fill(hub: str, count: int) -> None:
    values: dict[str, Any] = {"today": clock.today(), "now": clock.now(), "count": count}
    with connection.cursor() as cursor:
        cursor.execute(_HERE, values)
        cursor.execute("ANALYZE exchange_lane")
    with psycopg.connect(hub, autocommit=True) as there:
        there.execute(_THERE, values)
        there.execute("VACUUM ANALYZE hub_hubdossier")


def _damage(hub: str) -> None:
    codes = list(
        Lane.objects.filter(rows__gt=0, last_ordinal__gt=0).values_list("dossier", flat=True)
    )
    with psycopg.connect(hub, autocommit=True) as there:
        for statement in _DAMAGE:
            there.execute(statement.encode(), [codes])
