"""The receipt of a payment as PDF."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files

from motcua.kernel import money
from motcua.kernel.clock import HANOI
from motcua_sandbox.thanhtoan.ledger import Payment


def pdf(payment: Payment) -> bytes:
    import typst  # 80 MB: only when a receipt is asked for

    source = files(__package__).joinpath("receipt.typ").read_bytes()
    inputs = {"receipt": json.dumps({"rows": rows(payment)}, ensure_ascii=False)}
    return bytes(typst.compile(source, sys_inputs=inputs, ignore_system_fonts=True))


def rows(payment: Payment) -> list[tuple[str, str]]:
    """Return label and value of what was paid, for the page and the receipt."""
    said = payment.receipt
    named = [
        ("Đơn vị thu", said.get("TenDonVi")),
        ("Thủ tục", said.get("TenTTHC")),
        ("Mã hồ sơ", said.get("MaHoSo")),
        ("Người nộp", said.get("HoTenNguoiNop")),
        ("Nội dung", said.get("NoiDungThanhToan") or payment.request.get("ThongTinGiaoDich")),
        ("Số tiền", money.format_dong(payment.amount)),
        ("Bằng chữ", money.in_words(payment.amount)),
        ("Mã giao dịch", payment.transaction_no),
        ("Thời gian", _when(payment.decided_at)),
    ]
    return [(label, str(value)) for label, value in named if value]


def _when(wire: str) -> str:
    if not wire:
        return ""
    moment = datetime.strptime(wire, "%Y%m%d%H%M%S").replace(tzinfo=HANOI)
    return f"{moment:%H:%M} ngày {moment:%d/%m/%Y}"
