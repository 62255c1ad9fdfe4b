"""Read what an administrator typed about a post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from motcua.accounts.administering import GIVEN, NewPost
from motcua.accounts.service import ROLE_LABELS, Role
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc
from motcua.kernel.partial_dates import PartialDate

ROLES = [(role.value, ROLE_LABELS[role]) for role in GIVEN]
PREFIXES = ("", "KT. CHỦ TỊCH", "TL. CHỦ TỊCH", "TUQ. CHỦ TỊCH")


def post(typed: Mapping[str, str], today: date) -> NewPost:
    """Return the post that was typed; raises ``BadInput``. An empty first day is today."""
    role = typed.get("role", "")
    if role not in {name for name, _ in ROLES}:
        raise BadInput("Chọn vai trò")
    return NewPost(
        agency=typed.get("agency", ""),
        role=Role(role),
        title=" ".join(nfc(typed.get("title", "")).split()),
        prefix=typed.get("prefix", "") if typed.get("prefix") in PREFIXES else "",
        begins=day(typed.get("begins", "")) or today,
        until=day(typed.get("until", "")),
    )


def day(text: str) -> date | None:
    """Return the day that was typed, None for nothing; raises ``BadInput``."""
    if not text.strip():
        return None
    found = PartialDate.parse(text).exact
    if found is None:
        raise BadInput("Nhập đủ ngày, tháng, năm theo mẫu 01/12/2026")
    return found
