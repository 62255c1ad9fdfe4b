"""The story's own book: what it was told by the use cases, and nothing read from their tables.

One line a command. From it follows what the national side must show in the end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from motcua.dossiers.phases import Phase
from motcua.dossiers.state import Dossier
from motcua.kernel.clock import HANOI
from motcua.kernel.limits import Outcome, outcome

# The codes of the wire (interfaces, section 1), written here once more: a wrong code in the
# mapping has to be seen.
STATUS = {
    Phase.SUBMITTED: 1, Phase.RECEIVED: 2, Phase.DECLINED: 3, Phase.PROCESSING: 4,
    Phase.WAITING_SUPPLEMENT: 5, Phase.WAITING_PAYMENT: 6, Phase.WITHDRAWN: 7, Phase.STOPPED: 8,
    Phase.DECIDED: 9, Phase.HANDED_OVER: 10,
}  # fmt: skip
Step = tuple[str, int]  # moment as on the wire, status; no moment: the worker's own


@dataclass
class Entry:
    """One dossier as the ledger knows it."""

    code: str
    level: str
    online: bool
    asks: bool = True  # a register can be asked about somebody on it
    status: int = 1
    due_at: datetime | None = None
    finished_at: datetime | None = None
    apologies: int = 0
    verification: str = ""
    asked: int = 0
    steps: Counter[Step] = field(default_factory=Counter)

    @property
    def is_late(self) -> bool:
        """Whether the work was truly late: apologised for, or done after the promised day."""
        done, due = self.finished_at, self.due_at
        return bool(self.apologies) or bool(done and due and outcome(done, due) == Outcome.LATE)

    def was_late_at(self, now: datetime) -> bool:
        running = self.finished_at is None and self.due_at is not None
        return self.is_late or (running and outcome(now, self.due_at) == Outcome.LATE)  # type: ignore[arg-type]


class Book:
    """Writes the ledger of one acting process; every line is on its way before the next act."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def filed(
        self, code: str, at: datetime, *, level: str, online: bool, owes: bool, asks: bool = True
    ) -> None:
        steps = [(at, 1), *([(at, 6)] if owes else [])]
        self._write(code=code, level=level, online=online, asks=asks, steps=_steps(steps))

    def verified(self, code: str, outcome: str) -> None:
        self._write(code=code, verification=outcome)

    def acted(self, after: Dossier, *steps: tuple[datetime | None, int]) -> None:
        self._write(
            code=after.code,
            status=STATUS[after.phase],
            due_at=_iso(after.due_at),
            finished_at=_iso(after.finished_at),
            apologies=after.apologies,
            steps=_steps(steps),
        )

    def flush(self) -> None:
        self._file.flush()

    def _write(self, **said: Any) -> None:
        self._file.write(json.dumps(said) + "\n")


class Reader:
    """Reads the books of all acting processes as they grow; each line once."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._read: dict[Path, int] = {}

    def read(self, files: Iterable[Path]) -> dict[str, Entry]:
        """Return every entry, by code."""
        for file in files:
            with file.open("rb") as book:
                book.seek(self._read.get(file, 0))
                for line in book:
                    note(self.entries, json.loads(line))
                self._read[file] = book.tell()
        return self.entries


def wire_moment(moment: datetime) -> str:
    """Return a moment as ``yyyyMMddHHmmss`` of local time; the wire drops fractions."""
    return f"{moment.astimezone(HANOI):%Y%m%d%H%M%S}"


def note(entries: dict[str, Entry], said: Mapping[str, Any]) -> None:
    """Enter one line of a book."""
    code = said["code"]
    if "level" in said:
        entries[code] = Entry(code, said["level"], said["online"], said["asks"])
    entry = entries[code]
    if "verification" in said:
        entry.verification, entry.asked = said["verification"], entry.asked + 1
    entry.steps.update((moment, status) for moment, status in said.get("steps", ()))
    if said.get("steps"):
        entry.status = said["steps"][-1][1]
    if "status" in said:
        entry.status, entry.apologies = said["status"], said["apologies"]
        entry.due_at, entry.finished_at = _moment(said["due_at"]), _moment(said["finished_at"])


def _steps(steps: Iterable[tuple[datetime | None, int]]) -> list[Step]:
    return [(wire_moment(at) if at else "", status) for at, status in steps]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
