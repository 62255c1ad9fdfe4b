"""Periodic duties: what time itself makes happen, and what was asked and not yet answered.

Each round may run in several workers at once: the command's own id keeps it from happening twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import QuerySet

from motcua.accounts.actors import system_actor
from motcua.dossiers.commands import Command
from motcua.dossiers.errors import ActionRefused
from motcua.dossiers.models import DossierRow
from motcua.dossiers.perform import perform
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.table import Action

log = logging.getLogger(__name__)
_ROUND = UUID("2a1d3f1e-8f57-4f5f-9f0a-6d1c3c3e9b77")
A_ROUND = 100


def agree_by_silence(now: datetime) -> int:
    """Confirm drafts whose answer limit has passed (no answer is consent); returns how many."""
    waiting = DossierRow.objects.filter(
        phase=Phase.PROCESSING, step=Step.CONFIRMATION, answer_by__lte=now
    )
    command = Command(action=Action.CONFIRM_DRAFT, facts={"by": "silence"})
    duty = "Hết thời hạn phản hồi, bản dự thảo được coi là đã thống nhất"
    return _each(waiting, lambda code, seq: do(code, seq, command, duty, now))


def do(code: str, seq: int, command: Command, duty: str, now: datetime) -> None:
    """Perform a system command once for the state numbered ``seq``."""
    perform(
        code,
        command,
        system_actor(duty),
        command_id=uuid5(_ROUND, f"{code}#{seq}#{command.action}"),
        now=now,
    )


def _each(rows: QuerySet[DossierRow], act: Callable[[str, int], None]) -> int:
    done = 0
    for row in rows[:A_ROUND]:
        try:
            act(row.code, row.seq)
        except ActionRefused as refusal:  # somebody acted in between
            log.info("round skipped", extra={"dossier": row.code, "why": str(refusal)})
        else:
            done += 1
    return done
