"""A dossier goes on once nothing is owed, however the news of the payment came."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from motcua.accounts.service import system_actor
from motcua.dossiers.commands import Command
from motcua.dossiers.errors import ActionRefused
from motcua.dossiers.models import DossierRow
from motcua.dossiers.perform import perform
from motcua.dossiers.phases import Phase
from motcua.dossiers.table import Action
from motcua.payments import service as payments

_ROUND = UUID("9d0f7f2c-5e0b-4e5e-9b57-8a0b1c2d3e4f")
A_ROUND = 100


def record_payment(code: str, now: datetime) -> bool:
    """Let a dossier go on when all it owes is paid; says whether it did."""
    row = DossierRow.objects.filter(code=code, phase=Phase.WAITING_PAYMENT).first()
    if row is None or not payments.paid(code):
        return False
    try:
        perform(
            code,
            Command(action=Action.RECORD_PAYMENT),
            system_actor("Nền tảng thanh toán"),
            command_id=uuid5(_ROUND, f"{code}#{row.seq}"),
            now=now,
        )
    except ActionRefused:  # withdrawn or recorded meanwhile
        return False
    return True


def record_payments(now: datetime) -> int:
    """Ask about payments without callback, then let every paid dossier go on."""
    payments.settle_unanswered(now)
    waiting = DossierRow.objects.filter(phase=Phase.WAITING_PAYMENT).order_by("submitted_at")
    codes = waiting.values_list("code", flat=True)[:A_ROUND]
    return sum(record_payment(code, now) for code in codes)
