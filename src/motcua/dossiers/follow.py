"""What the worker does after an event: one job, queued in the event's own transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from procrastinate.sql import queries
from psycopg.types.json import Jsonb

from motcua.dossiers.events import Event
from motcua.dossiers.notifying import TEMPLATES

FOLLOWED = frozenset(
    {
        "submitted", "guided", "received", "declined", "supplement_requested",
        "supplement_answered", "draft_sent", "draft_corrected", "registration_requested",
        "signature_ordered", "seal_ordered", "issued", "refused", "apologised", "stopped",
        "revoked", "handed_over", "paid",
    }
).union(TEMPLATES)  # fmt: skip


def queue(code: str, numbered: Sequence[tuple[int, Event]]) -> None:
    """Defer one job for all new events that have a follow-up; one statement at most.

    What ``follow_up.defer`` sends, without asking for the job's number: nobody waits for it, so
    that it travels with the statements before it.
    """
    from motcua.dossiers.tasks import follow_up

    seqs = [seq for seq, event in numbered if event.kind in FOLLOWED]
    if not seqs:
        return
    told = Jsonb({"code": code, "seqs": seqs})
    # as procrastinate.types.JobToDefer: no lock, no queueing lock, at once
    job = (follow_up.queue, follow_up.name, follow_up.priority, None, None, told, None)
    with connection.cursor() as cursor:
        cursor.execute(queries["defer_jobs"], {"jobs": [job]})
