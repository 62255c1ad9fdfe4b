"""Numbers of certified copies (số chứng thực): per agency and book of a year, without gaps.

Thông tư 01/2020/TT-BTP: one book SCT/BS a year, numbered from 1 (from memory, unverified).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from motcua.kernel.clock import local_day
from motcua.papers.models import Certification

_NEXT = """
INSERT INTO papers_certificationbook (agency, year, last) VALUES (%s, %s, 1)
ON CONFLICT (agency, year) DO UPDATE SET last = papers_certificationbook.last + 1
RETURNING last
"""


@dataclass(frozen=True, kw_only=True)
class Certified:
    """What a line of the book says beside its number and day."""

    dossier_code: str
    applicant: str
    title: str
    copies: int
    certifier: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the book; ``book`` as it is printed, e.g. ``01/2026 - SCT/BS``."""

    number: int
    year: int
    certified_on: date
    said: Certified

    @property
    def book(self) -> str:
        return f"01/{self.year} - SCT/BS"


class _TwinWasFaster(Exception):
    """Another worker entered the same dossier meanwhile."""


def enter_in_book(agency: str, at: datetime, said: Certified) -> Line:
    """Enter a certified copy and return its line; the same dossier again, the same line.

    Whoever comes second gives the number back by a rollback.
    """
    known = line_of(said.dossier_code)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _line(_enter(agency, local_day(at), said))
    except _TwinWasFaster:
        return _line(Certification.objects.get(dossier_code=said.dossier_code))


def line_of(dossier_code: str) -> Line | None:
    """Return the line of a dossier, None before it is certified."""
    row = Certification.objects.filter(dossier_code=dossier_code).first()
    return _line(row) if row else None


def lines_of_book(agency: str, year: int, limit: int = 50) -> list[Line]:
    """Return the newest lines of a book, newest first."""
    rows = Certification.objects.filter(agency=agency, year=year).order_by("-number")
    return [_line(row) for row in rows[:limit]]


def _enter(agency: str, day: date, said: Certified) -> Certification:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency, day.year])
        (number,) = cursor.fetchone()
    if Certification.objects.filter(dossier_code=said.dossier_code).exists():
        raise _TwinWasFaster  # seen only now that the book is ours
    return Certification.objects.create(
        agency=agency,
        year=day.year,
        number=number,
        dossier_code=said.dossier_code,
        certified_on=day,
        applicant=said.applicant,
        title=said.title,
        copies=said.copies,
        certifier=said.certifier,
    )


def _line(row: Certification) -> Line:
    said = Certified(
        dossier_code=row.dossier_code,
        applicant=row.applicant,
        title=row.title,
        copies=row.copies,
        certifier=row.certifier,
    )
    return Line(number=row.number, year=row.year, certified_on=row.certified_on, said=said)
