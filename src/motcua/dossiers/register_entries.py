"""The entry that a copy is wanted of (trích lục): looked up by itself, kept with the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.contents import NewContent, latest
from motcua.kernel.partial_dates import PartialDate
from motcua.registries import service as registries

KIND = "register_entry"  # of content
WANTED = "loaiBanSao"
NOT_FOUND = (
    "Chưa tìm thấy việc đăng ký trong Cơ sở dữ liệu hộ tịch điện tử. "
    "Yêu cầu bổ sung thông tin, hoặc từ chối giải quyết"
)


def look_up(
    asked: registries.Round, wire: Mapping[str, Any]
) -> tuple[str | None, list[NewContent]]:
    """Return what the register answered, None when no copy is wanted, and the entry to keep.

    A round that ended between the answer and its record asks once more.
    """
    if not (wire.get(WANTED) and wire.get("cbsHoTen") and wire.get("cbsNgaySinh")):
        return None, []
    facts = registries.Facts(
        personal_id=str(wire.get("cbsSoDDCN") or ""),
        name=str(wire["cbsHoTen"]),
        birth=PartialDate.parse(wire["cbsNgaySinh"]),
    )
    kind = str(wire[WANTED])
    outcome, entry = asked.entry(kind, facts)
    if outcome == "agrees" and entry is None and entry_of(asked.dossier) is None:
        entry = registries.register_entry(kind, facts, asked.asker).record
    if entry is None:
        return outcome, []
    body = {
        "number": entry.number,
        "book": entry.book,
        "registered_on": entry.registered_on.iso(),
        "place": entry.place,
        "content": dict(entry.content),
    }
    return outcome, [NewContent(kind=KIND, body=body)]


def entry_of(code: str) -> Any:
    """Return the entry kept with a dossier, None while it has none."""
    return latest(code, KIND)
