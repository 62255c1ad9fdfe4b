"""Naming a person for a time: what mandates and appointments of helpers check alike."""

from __future__ import annotations

from datetime import date, timedelta

from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc
from motcua.kernel.personal_ids import PersonalId

LONGEST = timedelta(days=3 * 366)


def person_named(personal_id: str, full_name: str) -> tuple[str, str]:
    """Return number and name in their written form; raises ``BadInput``."""
    number, name = PersonalId.parse(personal_id).text, " ".join(nfc(full_name).split())
    if not name or len(name) > 120:
        raise BadInput("Đề nghị nhập họ, chữ đệm, tên")
    return number, name


def check_period(first_day: date, last_day: date) -> None:
    """Raise ``BadInput`` for days in the wrong order or for more than three years."""
    if last_day < first_day:
        raise BadInput("Ngày cuối phải từ ngày bắt đầu trở đi")
    if last_day - first_day > LONGEST:
        raise BadInput("Thời gian mỗi lần không quá 3 năm")
