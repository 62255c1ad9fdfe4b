"""Periodic duties of a worker, by role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from motcua.agencies.reorganising import apply_names
from motcua.counter.service import drop_old_appointments, drop_old_visits
from motcua.dossiers.civil_status import fetch_registrations
from motcua.dossiers.drafts import drop_expired
from motcua.dossiers.parity import compare_hourly
from motcua.dossiers.paying import record_payments
from motcua.dossiers.rehoming import rehome
from motcua.dossiers.rounds import agree_by_silence
from motcua.dossiers.signatures import record_signatures
from motcua.dossiers.under_way import tell_of_planned_downtimes
from motcua.dossiers.verification import retry_verifications
from motcua.filing.service import take_filed, tell_mandates
from motcua.kernel.clock import local_day
from motcua.notices.service import send_notices
from motcua.operations.healing import heal_jobs
from motcua.papers.service import erase_expired, follow_requests
from motcua.registries.service import check_organisations

Duty = Callable[[datetime], int]


def apply_names_today(now: datetime) -> int:
    return apply_names(local_day(now))


def duties() -> tuple[Duty, ...]:
    """Return what this process's worker does every few seconds."""
    if settings.ROLE != "node":
        return (
            tell_of_planned_downtimes,
            drop_expired,  # of what people declare on the portal
            erase_expired,
            check_organisations,
            heal_jobs,
        )
    return (
        agree_by_silence,
        fetch_registrations,
        retry_verifications,
        check_organisations,
        follow_requests,
        record_signatures,
        record_payments,
        tell_of_planned_downtimes,
        send_notices,
        drop_expired,
        drop_old_visits,
        drop_old_appointments,
        erase_expired,
        compare_hourly,
        apply_names_today,
        rehome,
        tell_mandates,
        take_filed,
        heal_jobs,
    )
