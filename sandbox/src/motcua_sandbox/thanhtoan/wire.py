"""Messages of the payment platform of the national portal, version 1.0.6 (interfaces.md 4.1).

MaXacThuc is the lower-case hexadecimal SHA-256 of the named values joined by ``|``, the secret
last. Known: the orders of INIT, QUERY and the callback. Guesses: the orders of our own answers, the
values of LoaiBanTin in a callback, of MaLoi other than 00 and of TrangThaiGD.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

VERSION = "1.0.6"
OK, FAULT = "00", "99"
INIT = (
    "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan",
    "MaKenhThanhToan", "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich",
    "ThoiGianGD", "Ip",
)  # fmt: skip
SHORT = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")  # QUERY, GET_BILL
CALLBACK = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich",
    "MaNganHang", "ThoiGianGD", "ThongTinGiaoDich",
)  # fmt: skip
STATE = (*CALLBACK, "TrangThaiGD")
ANSWER = ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
STATE_OF = {"waiting": "0", "paid": "1", "failed": "2"}  # TrangThaiGD


def checksum(message: Mapping[str, Any], fields: tuple[str, ...], secret: str) -> str:
    values = [str(message.get(field, "")) for field in fields]
    return hashlib.sha256("|".join([*values, secret]).encode()).hexdigest()


def is_genuine(message: Mapping[str, Any], fields: tuple[str, ...], secret: str) -> bool:
    given = str(message.get("MaXacThuc", "")).encode()
    return hmac.compare_digest(given, checksum(message, fields, secret).encode())


def sealed(
    message: Mapping[str, Any], fields: tuple[str, ...], secret: str, *, wrong: bool = False
) -> dict[str, Any]:
    """Add MaXacThuc; ``wrong`` computes it with another secret."""
    used = secret + "-sai" if wrong else secret
    return {**message, "MaXacThuc": checksum(message, fields, used)}


def wire_time(moment: datetime) -> str:
    """Return yyyyMMddHHmmss, 24-hour, of a local time."""
    return moment.strftime("%Y%m%d%H%M%S")
