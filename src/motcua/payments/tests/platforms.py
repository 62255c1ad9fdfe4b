"""The payment platform's side of the wire, for tests: signs callbacks, answers INIT and QUERY."""

from __future__ import annotations

import json
from typing import Any

import httpx

from motcua.exchange.clients import payment_wire as wire
from motcua.exchange.clients.base import Line
from motcua.exchange.clients.payment_platform import PaymentPlatform

SECRET = "a secret of two"


class Platform:
    """Counts what was paid; ``answers_query`` is the TrangThaiGD of every QUERY."""

    def __init__(self) -> None:
        self.orders: list[dict[str, Any]] = []
        self.answers_query = "0"
        self.forges_query = False
        self.down = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("down")
        body = json.loads(request.content)
        if body["LoaiBanTin"] == "INIT":
            assert wire.is_genuine(body, wire.INIT_FIELDS, SECRET)
            self.orders.append(body)
            return httpx.Response(200, json={"MaLoi": "00", "UrlThanhToan": "http://pay/1"})
        known = [one for one in self.orders if one["MaThamChieu"] == body["MaThamChieu"]]
        if not known:
            return httpx.Response(200, json={"MaLoi": "01", "MoTaLoi": "Không tìm thấy"})
        reply = {
            **body,
            "MaLoi": "00",
            "SoTien": known[0]["SoTien"],
            "TrangThaiGD": self.answers_query,
        }
        secret = "another" if self.forges_query else SECRET
        reply["MaXacThuc"] = wire.checksum(reply, wire.STATE_FIELDS, secret)
        return httpx.Response(200, json=reply)

    def client(self) -> PaymentPlatform:
        line = Line("payment", "http://platform", transport=httpx.MockTransport(self))
        return PaymentPlatform(line, "MOTCUA", SECRET)

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
