"""Periodic duties of a worker, by role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from motcua.dossiers.civil_status import fetch_registrations
from motcua.dossiers.drafts import drop_expired
from motcua.dossiers.parity import compare_hourly
from motcua.dossiers.paying import record_payments
from motcua.dossiers.rounds import agree_by_silence
from motcua.dossiers.verification import retry_verifications
from motcua.notices.service import send_notices
from motcua.operations.healing import heal_jobs
from motcua.papers.service import erase_expired

Duty = Callable[[datetime], int]


def duties() -> tuple[Duty, ...]:
    """Return what this process's worker does every few seconds."""
    if settings.ROLE != "node":
        return (heal_jobs,)
    return (
        agree_by_silence,
        fetch_registrations,
        retry_verifications,
        record_payments,
        send_notices,
        drop_expired,
        erase_expired,
        compare_hourly,
        heal_jobs,
    )
