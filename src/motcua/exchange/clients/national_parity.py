"""The national side's listing of what it holds: our own service ``MC_DoiSoat``, read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.exchange.clients.base import text
from motcua.exchange.clients.national import SYSTEM, NationalPortal
from motcua.exchange.errors import Malformed
from motcua.kernel.parity import (
    ENVELOPE_KEY,
    PARITY_SERVICE,
    SEQUENCE_KEY,
    STORED_KEY,
    Entry,
    Tally,
)

_DIGEST = re.compile(r"[0-9a-f]{16}")
_STATUS = re.compile(r"[1-9]|10")


@dataclass(frozen=True)
class TheirListing:
    """Asks level by level; raises ``Malformed`` for a row that does not follow the wire."""

    portal: NationalPortal

    def days(self) -> dict[str, Tally]:
        """Return the tally of each local day of filing (yyyyMMdd)."""
        found = dict(_tally(row, "ngay") for row in self._ask("ngay"))
        if not all(map(_is_day, found)):
            raise Malformed(SYSTEM, "ngay is no day")
        return found

    def agencies(self, day: str) -> dict[str, Tally]:
        return dict(_tally(row, "coquan") for row in self._ask("coquan", ngay=day))

    def dossiers(self, day: str, agency: str) -> dict[str, Entry]:
        rows = self._ask("hoso", ngay=day, coquan=agency)
        return {entry.code: entry for entry in map(_entry, rows)}

    def _ask(self, level: str, **filters: str) -> list[Any]:
        own = {ENVELOPE_KEY: self.portal.extension}
        return self.portal.share(PARITY_SERVICE, **own, cap=level, **filters)


def _is_day(written: str) -> bool:
    try:
        return f"{date.fromisoformat(written):%Y%m%d}" == written
    except ValueError:
        return False


def _tally(row: Any, key: str) -> tuple[str, Tally]:
    fields = _object(row)
    digest = text(fields, "maBam", SYSTEM)
    if not _DIGEST.fullmatch(digest):
        raise Malformed(SYSTEM, "maBam is no digest")
    return text(fields, key, SYSTEM), Tally(_count(fields, "so"), digest)


def _entry(row: Any) -> Entry:
    fields = _object(row)
    status = text(fields, "TrangThaiHoSo", SYSTEM)
    if not _STATUS.fullmatch(status):
        raise Malformed(SYSTEM, "TrangThaiHoSo is no status")
    return Entry(
        code=text(fields, "MaHoSo", SYSTEM),
        status=status,
        sequence=_count(fields, SEQUENCE_KEY),
        progress=_count(fields, "tienDo"),
        stored=text(fields, STORED_KEY, SYSTEM),
    )


def _count(fields: dict[str, Any], name: str) -> int:
    written = text(fields, name, SYSTEM)
    if not (written.isascii() and written.isdecimal()):
        raise Malformed(SYSTEM, f"{name} is no number")
    return int(written)


def _object(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise Malformed(SYSTEM, "a row is not an object")
    return row
