"""Numbers of statutory forms: per agency, form and year, without gaps, one for each event."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from motcua.dossiers.models import FormNumber
from motcua.kernel.clock import local_day

_NEXT = """
INSERT INTO dossiers_formcounter (agency, form, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (agency, form, year) DO UPDATE SET last = dossiers_formcounter.last + 1
RETURNING last
"""


class _TwinWasFaster(Exception):
    """Another worker numbered the same event meanwhile."""


def number_of(event: UUID, form: str, agency: str, at: datetime) -> str:
    """Return the number that the form of an event bears, e.g. ``07/2026``; asked again, the same.

    The year is that of the event. Whoever comes second gives the number back by a rollback.
    """
    given = _given(event, form)
    if given is None:
        try:
            with transaction.atomic():
                given = _give(event, form, agency, local_day(at).year)
        except _TwinWasFaster:
            given = FormNumber.objects.get(event=event, form=form)
    return f"{given.number:02}/{given.year}"


def _given(event: UUID, form: str) -> FormNumber | None:
    return FormNumber.objects.filter(event=event, form=form).first()


def _give(event: UUID, form: str, agency: str, year: int) -> FormNumber:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency, form, year])
        (number,) = cursor.fetchone()
    if _given(event, form):  # seen only now that the counter is ours
        raise _TwinWasFaster
    return FormNumber.objects.create(
        event=event, form=form, agency=agency, year=year, number=number
    )
