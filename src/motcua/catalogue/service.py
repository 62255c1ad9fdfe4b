"""Public door of the catalogue: published revisions of procedures, found and read."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from motcua.catalogue import loader, revisions
from motcua.catalogue.package import Applicant, Procedure
from motcua.catalogue.search import Entry, Hit, SearchIndex
from motcua.paths import PROCEDURES

__all__ = [
    "Applicant",
    "Procedure",
    "RevisionChanged",
    "UnknownProcedure",
    "current",
    "published",
    "revision",
    "search",
]


class UnknownProcedure(LookupError):
    """No published revision has this code, or none is in force on the day asked for."""


class RevisionChanged(Exception):
    """A revision on disk is not the one that a dossier was received under."""


def published(on: date) -> tuple[Procedure, ...]:
    """Return the revision in force of each procedure, in order of code."""
    codes = sorted({code for code, _ in _revisions()})
    in_force = (_latest(code, on) for code in codes)
    return tuple(procedure for procedure in in_force if procedure)


def current(code: str, on: date) -> Procedure:
    """Return the revision in force on a day; raises ``UnknownProcedure``."""
    if procedure := _latest(code, on):
        return procedure
    raise UnknownProcedure(f"No revision of {code} is in force on {on}")


def revision(code: str, number: int, checksum: str = "") -> Procedure:
    """Return one published revision, as a dossier keeps it for good.

    Raises ``UnknownProcedure``, and ``RevisionChanged`` when a ``checksum`` is given that is not
    that of the revision.
    """
    procedure = _revisions().get((code, number))
    if procedure is None:
        raise UnknownProcedure(f"No published revision {number} of {code}")
    if checksum not in ("", procedure.checksum):
        raise RevisionChanged(f"{code} revision {number} was changed after a dossier used it")
    return procedure


def search(query: str, on: date, limit: int = 10) -> list[Hit]:
    """Find procedures in force by people's words, with or without marks, best first."""
    return _index(on).find(query, limit)


@cache
def _revisions() -> dict[tuple[str, int], Procedure]:
    folders = filter(revisions.is_published, revisions.folders(PROCEDURES))
    loaded = [loader.load(folder, PROCEDURES) for folder in folders]
    return {(procedure.code, procedure.revision): procedure for procedure in loaded}


def _latest(code: str, on: date) -> Procedure | None:
    in_force = [
        procedure
        for (known, _), procedure in _revisions().items()
        if known == code and procedure.effective_from <= on
    ]
    return max(in_force, key=lambda procedure: procedure.revision, default=None)


@lru_cache(maxsize=2)
def _index(on: date) -> SearchIndex:
    return SearchIndex(
        Entry(p.code, p.name.vi, (p.official_name, p.name.en, *p.plain_names, p.summary.vi))
        for p in published(on)
    )
