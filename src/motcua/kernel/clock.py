"""The only door through which the time enters.

A scenario or demo replays another day by writing the seconds to add to the machine's clock
into the file named by ``MOTCUA_CLOCK_FILE``; every process that reads the same file lives on
the same day. Leases, timeouts and circuits use the machine's own monotonic clock instead.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

_offset: tuple[int, float] = (0, 0.0)


def now() -> datetime:
    """Return the present moment in Asia/Ho_Chi_Minh."""
    return datetime.now(HANOI) + timedelta(seconds=_offset_seconds())


def today() -> date:
    """Return the local calendar day, the one that law counts."""
    return now().date()


def local_day(moment: datetime) -> date:
    """Return the day that ``moment`` falls on in Việt Nam, whatever its own zone."""
    return moment.astimezone(HANOI).date()


def set_to(moment: datetime) -> None:
    """Make every process that shares ``MOTCUA_CLOCK_FILE`` believe it is ``moment`` now."""
    file = Path(os.environ["MOTCUA_CLOCK_FILE"])
    seconds = (moment - datetime.now(HANOI)).total_seconds()
    draft = file.with_name(file.name + ".new")
    draft.write_text(f"{seconds:.3f}\n")
    draft.replace(file)


def _offset_seconds() -> float:
    global _offset
    name = os.environ.get("MOTCUA_CLOCK_FILE")
    if not name:
        return 0.0
    try:
        changed = Path(name).stat().st_mtime_ns
    except FileNotFoundError:
        return 0.0
    if changed != _offset[0]:
        _offset = (changed, float(Path(name).read_text()))
    return _offset[1]
