"""Fees that the receiver takes at the counter (thu phí, lệ phí)."""

from __future__ import annotations

from datetime import datetime

from motcua.dossiers.service import ActionRefused
from motcua.payments import service as payments
from motcua.payments.service import Owed

_AT_THE_BANK = (
    "Người yêu cầu đang thanh toán trực tuyến, chờ ngân hàng xác nhận. "
    "Chưa thu tiền tại quầy; hệ thống tự ghi nhận khi ngân hàng trả lời"
)


def unpaid(code: str) -> list[Owed]:
    return [one for one in payments.charges(code) if one.state in {"unpaid", "pending"}]


def take(code: str, method: str, now: datetime) -> None:
    """Record that all a dossier owes was taken; ``method`` is ``cash`` or ``transfer``.

    In the caller's transaction. Raises ``ActionRefused`` while a bank may still pay it.
    """
    owed = unpaid(code)
    if any(one.state == "pending" for one in owed):
        raise ActionRefused(_AT_THE_BANK)
    for one in owed:
        payments.pay_at_counter(one.id, method, now)
