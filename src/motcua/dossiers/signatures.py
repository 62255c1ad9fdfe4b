"""What came of signatures that their signer confirms on a telephone: recorded, or signed anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.dossiers.following import then
from motcua.dossiers.models import DossierRow, EventRow
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.table import Action
from motcua.papers import service as papers

A_ROUND = 200
_DUTY = "Hệ thống ký số"
_MADE = {
    Step.SIGNING: ("signature_ordered", Action.RECORD_SIGNATURE),
    Step.SEALING: ("seal_ordered", Action.RECORD_SEAL),
}


def record_signatures(_now: datetime) -> int:
    """Record signatures that are there, and give back to the signer what was not confirmed."""
    signing = DossierRow.objects.filter(phase=Phase.PROCESSING, step__in=_MADE)
    steps = dict(signing.order_by("due_at").values_list("code", "step")[:A_ROUND])
    found = papers.results_of(steps) if steps else {}
    return sum(_record(code, Step(steps[code]), paper) for code, paper in found.items())


def _record(code: str, step: Step, paper: papers.PaperView) -> bool:
    role = "person" if step == Step.SIGNING else "agency"
    made = next((one for one in paper.signatures if one.role == role), None)
    ordered, action = _MADE[step]
    if made is not None and made.signed_at:
        then(code, _last(code, ordered), action, _DUTY)
    elif made is not None and made.not_confirmed and step == Step.SIGNING:
        with transaction.atomic():
            then(code, _last(code, ordered), Action.RECORD_UNCONFIRMED, _DUTY)
            papers.drop(paper.id)
    else:
        return False
    return True


def _last(code: str, kind: str) -> int:
    """Return the number of the newest event of a kind."""
    found = EventRow.objects.filter(dossier_id=code, kind=kind).order_by("seq")
    return int(found.values_list("seq", flat=True).last() or 0)
