"""The payment platform's side of the wire, for tests: signs callbacks, answers INIT and QUERY."""

from __future__ import annotations

from typing import Any

from motcua.exchange.clients import payment_wire as wire
from motcua.exchange.clients.payment_platform import PaymentPlatform
from motcua.exchange.errors import Unreachable

SECRET = "a secret of two"


class Platform:
    """Counts what was paid; ``answers_query`` is the TrangThaiGD of every QUERY."""

    def __init__(self) -> None:
        self.orders: list[dict[str, Any]] = []
        self.answers_query = "0"
        self.forges_query = False
        self.down = False

    def ask_json(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Answer as the platform's line would."""
        if self.down:
            raise Unreachable("payment", "timeout")
        if body["LoaiBanTin"] == "INIT":
            assert wire.is_genuine(body, wire.INIT_FIELDS, SECRET)
            self.orders.append(body)
            return {"MaLoi": "00", "UrlThanhToan": "http://pay/1"}
        known = [one for one in self.orders if one["MaThamChieu"] == body["MaThamChieu"]]
        if not known:
            return {"MaLoi": "01", "MoTaLoi": "Không tìm thấy"}
        reply = {
            **body,
            "MaLoi": "00",
            "SoTien": known[0]["SoTien"],
            "TrangThaiGD": self.answers_query,
        }
        secret = "another" if self.forges_query else SECRET
        reply["MaXacThuc"] = wire.checksum(reply, wire.STATE_FIELDS, secret)
        return reply

    def client(self) -> PaymentPlatform:
        return PaymentPlatform(self, "MOTCUA", SECRET)

    def callback(self, code: str = "00", *, order: int = -1, **changes: str) -> dict[str, str]:
        sent = self.orders[order]
        message = {
            "LoaiBanTin": "CONFIRM",
            "MaLoi": code,
            "MaDoiTac": "MOTCUA",
            "MaThamChieu": sent["MaThamChieu"],
            "SoTien": sent["SoTien"],
            "MaTienTe": "VND",
            "MaGiaoDich": "GD1",
            "MaNganHang": "VCB",
            "ThoiGianGD": "20261122140500",
            "ThongTinGiaoDich": sent["ThongTinGiaoDich"],
            **changes,
        }
        return {**message, "MaXacThuc": wire.checksum(message, wire.CALLBACK_FIELDS, SECRET)}
