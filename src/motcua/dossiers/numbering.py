"""Dossier codes: a counter per agency and day, without gaps, taken as the transaction's last lock."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from motcua.kernel.agency_codes import AgencyCode
from motcua.kernel.clock import local_day
from motcua.kernel.dossier_codes import DossierCode

_NEXT = """
INSERT INTO dossiers_daycounter (agency, day, last) VALUES (%s, %s, 1)
ON CONFLICT (agency, day) DO UPDATE SET last = dossiers_daycounter.last + 1
RETURNING last
"""


def next_code(agency: str, now: datetime) -> str:
    """Return the next code of ``agency`` on the local day, e.g. ``H44.28.05-261123-0007``.

    Inside the caller's transaction: a rollback gives the number back.
    """
    day = local_day(now)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency, day])
        (number,) = cursor.fetchone()
    return str(DossierCode(AgencyCode.parse(agency), day, number))
