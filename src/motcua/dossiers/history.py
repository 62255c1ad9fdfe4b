"""Read a dossier's events; refold them; check the chain."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.dossiers import chain, rows
from motcua.dossiers.events import Event
from motcua.dossiers.evolve import fold
from motcua.dossiers.models import DossierRow, EventRow
from motcua.dossiers.state import Dossier


@dataclass(frozen=True)
class ChainReport:
    """``broken_at`` is the number of the first event that does not fit; None means whole."""

    code: str
    events: int
    broken_at: int | None
    row_agrees: bool


def events_of(code: str) -> list[Event]:
    texts = EventRow.objects.filter(dossier_id=code).order_by("seq").values_list("text", flat=True)
    return [chain.read(text) for text in texts]


def refold(code: str) -> Dossier:
    """Return the dossier as its events alone tell it."""
    return fold(events_of(code))


def check(code: str) -> ChainReport:
    """Compare stored events with their hashes, and the current row with the fold."""
    row = DossierRow.objects.get(code=code)
    stored = list(EventRow.objects.filter(dossier_id=code).order_by("seq"))
    broken = chain.broken_at(stored)
    agrees = rows.state(row) == fold(chain.read(event.text) for event in stored)
    whole = bool(stored) and stored[-1].hash == row.head
    return ChainReport(code, len(stored), broken, agrees and whole)
