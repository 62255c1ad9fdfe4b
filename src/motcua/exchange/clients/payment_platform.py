"""The payment platform of the national portal, version 1.0.6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients import payment_wire as wire
from motcua.exchange.clients.base import Line, text
from motcua.exchange.errors import Malformed, Refused

SYSTEM = "payment"
FEE_SERVICE = "2"  # MaDichVu: phí, lệ phí thủ tục hành chính


class Paid(StrEnum):
    """TrangThaiGD of a QUERY (guess: the values are not published)."""

    YES = "1"
    NO = "2"
    PENDING = "0"


@dataclass(frozen=True, kw_only=True)
class FeeItem:
    """One fee or charge in whole đồng; ``kind`` is ``1`` phí, ``2`` lệ phí."""

    kind: str
    code: str
    name: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be paid, for which dossier, to whom, by whom."""

    reference: str
    amount: int
    summary: str
    dossier: str
    procedure_code: str
    procedure_name: str
    agency_code: str
    agency_name: str
    payer_name: str
    payer_id: str
    payer_ip: str
    return_url: str
    items: Sequence[FeeItem]


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What the platform says about one attempt to pay; ``amount`` in whole đồng, when said."""

    reference: str
    paid: bool | None  # None: it does not know yet
    amount: int | None
    transaction: str
    bank: str
    code: str


@dataclass(frozen=True)
class PaymentPlatform:
    """Thread-safe client of one partner account."""

    line: Line
    partner: str
    secret: str

    def begin(self, order: Order, now: datetime) -> tuple[str, dict[str, Any]]:
        """INIT: return the address where the payer pays, and the request as it was sent."""
        request = self._init(order, now)
        reply = self._ask(request)
        return text(reply, "UrlThanhToan", SYSTEM), request

    def query(self, reference: str, now: datetime) -> Settlement:
        """QUERY: return what became of an attempt; a wrongly signed answer is ``Malformed``."""
        reply = self._ask(self._short("QUERY", reference, now))
        if not wire.is_genuine(reply, wire.STATE_FIELDS, self.secret):
            raise Malformed(SYSTEM, "MaXacThuc does not fit")
        state = text(reply, "TrangThaiGD", SYSTEM)
        paid = {Paid.YES: True, Paid.NO: False}.get(Paid(state)) if state in set(Paid) else None
        return _settlement(reply, paid)

    def bill(self, reference: str, now: datetime) -> str:
        """GET_BILL: return the address of the platform's receipt."""
        return text(self._ask(self._short("GET_BILL", reference, now)), "UrlBienLai", SYSTEM)

    def read_callback(self, message: Mapping[str, Any]) -> Settlement:
        """Return what a callback says; raises ``Refused`` for a forged one."""
        if message.get("MaDoiTac") != self.partner:
            raise Refused(SYSTEM, "partner", "MaDoiTac is another's")
        if not wire.is_genuine(message, wire.CALLBACK_FIELDS, self.secret):
            raise Refused(SYSTEM, "checksum", "MaXacThuc does not fit")
        return _settlement(message, text(message, "MaLoi", SYSTEM) == wire.OK)

    def answer(self, reference: str, code: str, reason: str, now: datetime) -> dict[str, str]:
        """Return the signed answer to a callback."""
        answer = {
            "MaLoi": code,
            "MoTaLoi": reason,
            "MaDoiTac": self.partner,
            "MaThamChieu": reference,
            "ThoiGianGD": wire.wire_time(now),
        }
        return {**answer, "MaXacThuc": wire.checksum(answer, wire.ANSWER_FIELDS, self.secret)}

    def _init(self, order: Order, now: datetime) -> dict[str, Any]:
        request: dict[str, Any] = {
            "LoaiBanTin": "INIT",
            "PhienBan": wire.VERSION,
            "MaDoiTac": self.partner,
            "MaThamChieu": order.reference,
            "SoTien": str(order.amount),
            "LoaiHinhThanhToan": "PAY",
            "MaKenhThanhToan": "1",
            "MaThietBi": "1",
            "NgonNgu": "vi-VN",
            "MaTienTe": "VND",
            "MaNganHang": "PAYMENT",
            "ThongTinGiaoDich": order.summary,
            "ThoiGianGD": wire.wire_time(now),
            "Ip": order.payer_ip,
            "ThongTinBienLai": _receipt(order),
            "UrlTroVe": order.return_url,  # guess: where the payer's browser goes afterwards
        }
        return {**request, "MaXacThuc": wire.checksum(request, wire.INIT_FIELDS, self.secret)}

    def _short(self, kind: str, reference: str, now: datetime) -> dict[str, str]:
        request = {
            "LoaiBanTin": kind,
            "PhienBan": wire.VERSION,
            "MaDoiTac": self.partner,
            "MaThamChieu": reference,
            "ThoiGianGD": wire.wire_time(now),
        }
        return {**request, "MaXacThuc": wire.checksum(request, wire.QUERY_FIELDS, self.secret)}

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        reply = self.line.ask_json("", request)
        code = text(reply, "MaLoi", SYSTEM)
        if code != wire.OK:
            raise Refused(SYSTEM, code, str(reply.get("MoTaLoi", "")))
        return reply


@cache
def platform() -> PaymentPlatform:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], circuit=Circuit())
    return PaymentPlatform(line, entry["partner"], entry["secret"])


def _receipt(order: Order) -> dict[str, Any]:
    return {
        "MaDichVu": FEE_SERVICE,
        "MaDVC": order.procedure_code,
        "TenDVC": order.procedure_name,
        "MaTTHC": order.procedure_code,
        "TenTTHC": order.procedure_name,
        "MaDonVi": order.agency_code,
        "TenDonVi": order.agency_name,
        "MaHoSo": order.dossier,
        "NoiDungThanhToan": order.summary,
        "HoTenNguoiNop": order.payer_name,
        "SoCMNDNguoiNop": order.payer_id,
        "PhiLePhi": [
            {
                "LoaiPhiLePhi": item.kind,
                "MaPhiLePhi": item.code,
                "TenPhiLePhi": item.name,
                "SoTien": str(item.amount),
            }
            for item in order.items
        ],
        "DSKhoanNop": [{"NoiDung": item.name, "SoTien": str(item.amount)} for item in order.items],
    }


def _settlement(message: Mapping[str, Any], paid: bool | None) -> Settlement:
    amount = str(message.get("SoTien") or "")
    if amount and not amount.isdecimal():
        raise Malformed(SYSTEM, "SoTien is no whole amount")
    return Settlement(
        reference=text(message, "MaThamChieu", SYSTEM),
        paid=paid,
        amount=int(amount) if amount else None,
        transaction=str(message.get("MaGiaoDich", "")),
        bank=str(message.get("MaNganHang", "")),
        code=str(message.get("MaLoi", "")),
    )
