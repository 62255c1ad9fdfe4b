"""Internal notes (ghi chú nội bộ): between officials, apart from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.accounts.actors import SYSTEM_ID, Actor
from motcua.dossiers.models import InternalNote

LONGEST = 2000


def keep_note(code: str, actor: Actor | None, author: str, text: str, now: datetime) -> None:
    """Keep a note on a dossier that the caller has loaded for its author; twice, it is one."""
    InternalNote.objects.get_or_create(
        dossier_code=code,
        account=actor.account_id if actor else SYSTEM_ID,
        text=text[:LONGEST],
        at=now,
        defaults={"author": author},
    )


def notes_of(code: str) -> Sequence[InternalNote]:
    """Return the notes on a dossier, newest first."""
    return list(InternalNote.objects.filter(dossier_code=code).order_by("-at", "-id"))
