"""Between the pure state and its current row."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from motcua.dossiers.models import DossierRow
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.state import Dossier
from motcua.kernel.limits import Pause

_NAMES = [f.name for f in fields(Dossier)]


def columns(dossier: Dossier) -> dict[str, Any]:
    """Return the row's columns that the fold decides."""
    values = {name: getattr(dossier, name) for name in _NAMES}
    values["pauses"] = [
        [p.start.isoformat(), p.end.isoformat() if p.end else None] for p in dossier.pauses
    ]
    values["paused"] = dossier.paused
    values["handed"] = list(dossier.handed)
    return values


def changed_columns(before: Dossier, after: Dossier) -> dict[str, Any]:
    """Return the columns whose values differ: an unchanged index entry is not written again."""
    old = columns(before)
    return {name: value for name, value in columns(after).items() if value != old[name]}


def state(row: DossierRow) -> Dossier:
    """Return the pure value of a row."""
    values = {name: getattr(row, name) for name in _NAMES}
    values["phase"] = Phase(row.phase)
    values["step"] = Step(row.step)
    values["handed"] = tuple(row.handed)
    values["pauses"] = tuple(
        Pause(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
        for start, end in row.pauses
    )
    return Dossier(**values)
