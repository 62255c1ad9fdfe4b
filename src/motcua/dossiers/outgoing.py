"""What leaves the machine with an event: rows for the national portal, entries for the register.

Field names and codes are of the national portal's wire (``DongBoHoSoMC``,
``CapNhatTienDoHoSoMC``); a paused clock is status 4, never 8, and a wait is never called done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.dossiers.chain import event_id
from motcua.dossiers.events import Event
from motcua.exchange import lanes

NATIONAL = "national"
CIVIL_STATUS = "civil_status"
SNAPSHOT = "DongBoHoSoMC"
PROGRESS = "CapNhatTienDoHoSoMC"
REGISTER = "dangKyHoTich"
QUIET = frozenset({"taken", "rated", "verified"})  # inner work and later opinion: no new status


def post(code: str, numbered: Iterable[tuple[int, Event]], now: datetime) -> None:
    """Queue the deliveries of new events, in the caller's transaction."""
    told = [(seq, event) for seq, event in numbered if event.kind not in QUIET]
    if not told:
        return
    last = event_id(code, told[-1][0])
    progress = [lanes.Outgoing(PROGRESS, event_id(code, seq)) for seq, _ in told]
    lanes.post(NATIONAL, code, [lanes.Outgoing(SNAPSHOT, last, coalesce=True), *progress], now)
    entries = [
        lanes.Outgoing(REGISTER, event_id(code, seq))
        for seq, event in told
        if event.kind == "registration_requested"
    ]
    if entries:
        lanes.post(CIVIL_STATUS, code, entries, now)
