"""What a person is told when a correction of their data is given out, and the code to object by."""

from __future__ import annotations

import secrets
from datetime import datetime

from motcua.corrections.models import Export, PersonTold, Proposal

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another
FIELD_WORDS = {
    "personal_id": "số định danh cá nhân",
    "full_name": "họ tên",
    "birth": "ngày sinh",
    "sex": "giới tính",
    "commune": "địa bàn cư trú",
}


def new_code() -> str:
    """Draw a code such as ``DS-7K3M-9QXP``."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"DS-{drawn[:4]}-{drawn[4:]}"


def sentence(proposal: Proposal, code: str, agency_name: str, help_line: str) -> str:
    """Name the fields, never their values: a message may be read by others."""
    fields = ", ".join(FIELD_WORDS.get(field, field) for field, _, _ in proposal.changes)
    return (
        f"Dữ liệu {proposal.run.sector} của ông/bà đã được cập nhật theo Cơ sở dữ liệu quốc gia về "
        f"dân cư: {fields}. Nếu thấy không đúng, ông/bà báo {agency_name} hoặc gọi {help_line}, "
        f"đọc mã {code} để được xem xét lại."
    )


def tell(
    proposal: Proposal, export: Export, *, agency_name: str, help_line: str, now: datetime
) -> PersonTold:
    """Write down what the person is to be told, in the caller's transaction."""
    code = new_code()
    text = sentence(proposal, code, agency_name, help_line)
    return PersonTold(code=code, proposal=proposal, export=export, text=text, at=now)
