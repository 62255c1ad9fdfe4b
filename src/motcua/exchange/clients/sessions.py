"""A session of another system kept as a row: one login for all workers.

One worker leases the right to log in; the others wait for its token instead of asking again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.db import connection

from motcua.exchange.errors import Unreachable
from motcua.exchange.models import ServiceSession

LOGIN_LEASE_S = 20
LOOK_AGAIN_S = 0.05
_CLAIM = """
INSERT INTO exchange_servicesession AS session (system, login_leased_until)
VALUES (%(system)s, clock_timestamp() + %(lease)s * interval '1 second')
ON CONFLICT (system) DO UPDATE SET login_leased_until = excluded.login_leased_until
WHERE (session.login_leased_until IS NULL OR session.login_leased_until < clock_timestamp())
  AND (session.token = %(refused)s OR session.expires_at IS NULL
       OR session.expires_at <= clock_timestamp())
"""
_VALID = """
SELECT token FROM exchange_servicesession
WHERE system = %s AND token <> %s AND expires_at > clock_timestamp()
"""
_KEEP = """
UPDATE exchange_servicesession SET token = %s, login_leased_until = NULL,
       expires_at = clock_timestamp() + %s * interval '1 second'
WHERE system = %s
"""
_pause = threading.Event()


def token(system: str, lifetime_s: int, log_in: Callable[[], str], *, refused: str = "") -> str:
    """Return a session that is still valid and is not the one just ``refused``.

    Raises whatever ``log_in`` raises, or ``Unreachable`` when another worker's login takes longer
    than its lease.
    """
    patience = time.monotonic() + LOGIN_LEASE_S
    while time.monotonic() < patience:
        if valid := _one(_VALID, [system, refused]):
            return valid
        if _claim(system, refused):
            return _log_in(system, lifetime_s, log_in)
        _pause.wait(LOOK_AGAIN_S)
    raise Unreachable(system, "login")


def _log_in(system: str, lifetime_s: int, log_in: Callable[[], str]) -> str:
    try:
        fresh = log_in()
    except BaseException:
        ServiceSession.objects.filter(system=system).update(login_leased_until=None)
        raise
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [fresh, lifetime_s, system])
    return fresh


def _claim(system: str, refused: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"system": system, "lease": LOGIN_LEASE_S, "refused": refused})
        return bool(cursor.rowcount)


def _one(query: str, values: list[str]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
        return str(row[0]) if row else ""
