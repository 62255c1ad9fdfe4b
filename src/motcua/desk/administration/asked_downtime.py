"""Read what an administrator typed about a planned pause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time

from motcua.desk.administration.asked import day
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import HANOI
from motcua.kernel.names import nfc
from motcua.notices.service import PlannedDowntime

FIELDS = ("begins_day", "begins_time", "ends_day", "ends_time", "purpose")
_HOUR = re.compile(r"(\d{1,2})\s*(?:[:.hg]\s*(\d{2})?)?", re.ASCII)


def read(form: Mapping[str, str]) -> PlannedDowntime:
    """Return the pause that was typed; raises ``BadInput``."""
    return PlannedDowntime(
        _moment(form, "begins", "bắt đầu"),
        _moment(form, "ends", "kết thúc"),
        sentence(form.get("purpose", "")),
    )


def typed(form: Mapping[str, str]) -> dict[str, str]:
    return {field: form.get(field, "") for field in FIELDS}


def filled(pause: PlannedDowntime) -> dict[str, str]:
    """Return a pause as the form's fields hold it."""
    begins, ends = (one.astimezone(HANOI) for one in (pause.begins, pause.ends))
    return {
        "begins_day": f"{begins:%d/%m/%Y}",
        "begins_time": f"{begins:%H:%M}",
        "ends_day": f"{ends:%d/%m/%Y}",
        "ends_time": f"{ends:%H:%M}",
        "purpose": pause.purpose,
    }


def sentence(text: str) -> str:
    """Return text in one line, without the full stop that a notice adds."""
    return " ".join(nfc(text).split()).removesuffix(".")


def _moment(form: Mapping[str, str], which: str, word: str) -> datetime:
    on = day(form.get(f"{which}_day", ""))
    if on is None:
        raise BadInput(f"Nhập ngày {word}")
    return datetime.combine(on, _time(form.get(f"{which}_time", ""), word), HANOI)


def _time(text: str, word: str) -> time:
    """Read '22:00', '22h30', '22 giờ' or '7'."""
    found = _HOUR.fullmatch(text.strip().lower().replace("giờ", "h"))
    hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise BadInput(f"Nhập giờ {word} theo mẫu 22:00")
    return time(hour, minute)
