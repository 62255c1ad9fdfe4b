"""Messages of the national payment platform 1.0.6: fields in their order, and the checksum.

MaXacThuc is the lower-case hexadecimal SHA-256 of the values joined by ``|``, the secret last.
Times are 24-hour.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kernel.clock import HANOI

VERSION = "1.0.6"
OK = "00"
INIT_FIELDS = (
    "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan",
    "MaKenhThanhToan", "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich",
    "ThoiGianGD", "Ip",
)  # fmt: skip
CALLBACK_FIELDS = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich",
    "MaNganHang", "ThoiGianGD", "ThongTinGiaoDich",
)  # fmt: skip
QUERY_FIELDS = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
STATE_FIELDS = (*CALLBACK_FIELDS, "TrangThaiGD")  # of the answer to a QUERY (guess)
ANSWER_FIELDS = ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD")


def checksum(message: Mapping[str, Any], fields: tuple[str, ...], secret: str) -> str:
    values = [str(message.get(name, "")) for name in fields]
    return hashlib.sha256("|".join([*values, secret]).encode()).hexdigest()


def is_genuine(message: Mapping[str, Any], fields: tuple[str, ...], secret: str) -> bool:
    """Tell whether MaXacThuc is the checksum of ``fields``, in constant time."""
    given = str(message.get("MaXacThuc", "")).lower().encode()
    return hmac.compare_digest(given, checksum(message, fields, secret).encode())


def wire_time(moment: datetime) -> str:
    return moment.astimezone(HANOI).strftime("%Y%m%d%H%M%S")
