"""Paper dossiers from desk to desk: a list that both sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from motcua.accounts.actors import Actor
from motcua.counter.models import PaperHandOver
from motcua.counter.visits import NotAtThisCounter

LISTED_FOR = timedelta(days=90)  # older lists are no longer asked whether a dossier is on one
SHOWN = 30


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One dossier of a list; ``papers`` is the number of its papers as counted by the giver."""

    code: str
    procedure: str
    subject: str
    papers: str = ""


def hand_papers_over(
    lines: Sequence[PaperLine], taker: str, actor: Actor, agency: str, now: datetime
) -> PaperHandOver:
    """Make the list. Raises ``ValueError`` when it is empty."""
    if not lines:
        raise ValueError("a list without dossiers")
    return PaperHandOver.objects.create(
        agency=agency,
        giver=actor.account_id,
        giver_name=actor.name,
        taker=taker,
        lines=[asdict(line) for line in lines],
        made_at=now,
    )


def hand_over_at(agency: str, list_id: UUID) -> PaperHandOver:
    """Load a list of this counter; raises ``NotAtThisCounter``."""
    found = PaperHandOver.objects.filter(agency=agency, id=list_id).first()
    if found is None:
        raise NotAtThisCounter
    return found


def note_signed(found: PaperHandOver, now: datetime) -> None:
    PaperHandOver.objects.filter(id=found.id, signed_at=None).update(signed_at=now)


def hand_overs(agency: str) -> list[PaperHandOver]:
    """Return the newest lists."""
    return list(PaperHandOver.objects.filter(agency=agency).order_by("-made_at")[:SHOWN])


def listed(agency: str, now: datetime) -> set[str]:
    """Return the codes of dossiers that are on a list already."""
    since = PaperHandOver.objects.filter(agency=agency, made_at__gt=now - LISTED_FOR)
    return {line["code"] for lines in since.values_list("lines", flat=True) for line in lines}
