"""Who has something under way, and is therefore told of a planned pause."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.dossiers.models import DossierRow, Draft, Party
from motcua.dossiers.notifying import TOLD_PARTS
from motcua.dossiers.phases import FINAL
from motcua.notices import service as notices


def tell_of_planned_downtimes(now: datetime) -> int:
    """Tell the next people of planned pauses; a duty of the worker, returns how many were told."""
    return notices.tell_of_downtimes(now, accounts_under_way)


def accounts_under_way(now: datetime) -> set[UUID]:
    """Return who has a draft that lives, or filed a dossier that is not finished."""
    running = DossierRow.objects.filter(finished_at=None).exclude(phase__in=FINAL)
    filers = Party.objects.filter(part__in=TOLD_PARTS, dossier_code__in=running.values("code"))
    drafts = Draft.objects.filter(expires_at__gt=now)
    known = filers.values_list("account", flat=True).union(drafts.values_list("account", flat=True))
    return {account for account in known if account}
