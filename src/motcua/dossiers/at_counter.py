"""What a counter keeps in view: received for other agencies, and whose papers lie here."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.accounts.actors import Actor
from motcua.dossiers.certify import PROCEDURE as CERTIFIED_COPIES
from motcua.dossiers.models import DossierRow
from motcua.dossiers.officials import OfficialsDossier, agencies_above, seen
from motcua.dossiers.phases import Phase

SHOWN = 200
WITH_PAPERS = (Phase.RECEIVED, Phase.PROCESSING)


def received_for_others(actor: Actor) -> list[OfficialsDossier]:
    """Return what the actor's agency received and another decides (phi địa giới), due first."""
    found = _received_by(actor).exclude(competent_agency__in=[*agencies_above(actor.agency)])
    return [seen(row) for row in found.order_by("due_at", "code")[:SHOWN]]


def with_papers(actor: Actor) -> list[OfficialsDossier]:
    """Return what was received at the counter and is being worked on, oldest first.

    Certified copies are left out: their originals are given back on the spot.
    """
    found = _received_by(actor).filter(channel="counter", phase__in=WITH_PAPERS)
    at_work = found.exclude(procedure=CERTIFIED_COPIES).order_by("received_at")
    return [seen(row) for row in at_work[:SHOWN]]


def _received_by(actor: Actor) -> QuerySet[DossierRow]:
    received = DossierRow.objects.filter(receiving_agency__in=[*agencies_above(actor.agency)])
    return received.exclude(received_at=None).filter(handed_over_at=None)
