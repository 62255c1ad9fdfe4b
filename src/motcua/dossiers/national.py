"""What the nation is told of a dossier: true statuses, progress rows and whole snapshots.

Field names and codes are of the national portal's wire (``DongBoHoSoMC``,
``CapNhatTienDoHoSoMC``); a paused clock is status 4, never 8, and a wait is never called done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.dossiers.chain import event_id
from motcua.dossiers.events import Event
from motcua.exchange import lanes

DESTINATION = "national"
SNAPSHOT = "DongBoHoSoMC"
PROGRESS = "CapNhatTienDoHoSoMC"
QUIET = frozenset({"taken", "rated", "verified"})  # inner work and later opinion: no new status


def post(code: str, numbered: Iterable[tuple[int, Event]], now: datetime) -> None:
    """Queue a snapshot and the progress rows of new events, in the caller's transaction."""
    told = [(seq, event) for seq, event in numbered if event.kind not in QUIET]
    if not told:
        return
    snapshot = lanes.Outgoing(SNAPSHOT, event_id(code, told[-1][0]), coalesce=True)
    progress = [lanes.Outgoing(PROGRESS, event_id(code, seq)) for seq, _ in told]
    lanes.post(DESTINATION, code, [snapshot, *progress], now)
