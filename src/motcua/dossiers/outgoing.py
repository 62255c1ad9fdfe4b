"""What leaves the machine with an event: rows for the national portal, entries for the register.

Field names and codes are of the national portal's wire (``DongBoHoSoMC``,
``CapNhatTienDoHoSoMC``); a paused clock is status 4, never 8, and a wait is never called done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from motcua.dossiers.chain import event_id
from motcua.dossiers.events import Event
from motcua.dossiers.phases import WIRE_STATUS
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import INNER_EVENTS
from motcua.exchange import lanes
from motcua.kernel.clock import local_day

NATIONAL = "national"
CIVIL_STATUS = "civil_status"
SNAPSHOT = "DongBoHoSoMC"
PROGRESS = "CapNhatTienDoHoSoMC"
REGISTER = "dangKyHoTich"
QUIET = INNER_EVENTS | {"rated"}  # inner work and later opinion: no new status


def post(
    code: str,
    numbered: Iterable[tuple[int, Event]],
    now: datetime,
    after: Dossier | None = None,
) -> None:
    """Queue the deliveries of new events, in the caller's transaction.

    ``after`` is the dossier as these events leave it: what the portal must end up holding.
    """
    told = [(seq, event) for seq, event in numbered if event.kind not in QUIET]
    if not told:
        return
    items = national_items(code, [seq for seq, _ in told])
    mark = mark_of(after, sequence=told[-1][0], rows=len(told)) if after else None
    lanes.post(NATIONAL, code, items, now, mark=mark)
    entries = [
        lanes.Outgoing(REGISTER, event_id(code, seq))
        for seq, event in told
        if event.kind == "registration_requested"
    ]
    if entries:
        lanes.post(CIVIL_STATUS, code, entries, now)


def national_items(code: str, told: Sequence[int]) -> list[lanes.Outgoing]:
    """Return a snapshot as of the last told event, then a progress row for each of them."""
    snapshot = lanes.Outgoing(SNAPSHOT, event_id(code, told[-1]), coalesce=True)
    return [snapshot, *(lanes.Outgoing(PROGRESS, event_id(code, seq)) for seq in told)]


def mark_of(dossier: Dossier, *, sequence: int, rows: int) -> lanes.Mark:
    """Return what the portal must hold of a dossier once everything has arrived."""
    return lanes.Mark(
        day=local_day(dossier.submitted_at),
        agency=dossier.code.rsplit("-", 2)[0],
        status=str(WIRE_STATUS[dossier.phase]),
        sequence=sequence,
        rows=rows,
    )
