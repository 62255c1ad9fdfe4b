"""What the worker does after an event: one job, queued in the event's own transaction."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Defer one job for all new events that have a follow-up; one statement at most."""
    from motcua.dossiers.tasks import follow_up

    seqs = [seq for seq, event in numbered if event.kind in FOLLOWED]
    if seqs:
        follow_up.defer(code=code, seqs=seqs)
