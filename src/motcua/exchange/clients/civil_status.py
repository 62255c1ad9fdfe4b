"""The civil-status register (hộ tịch điện tử, Bộ Tư pháp) behind its official gateway.

Field names are the gateway guide's. The address of the token and the look-ups of a marriage and
of an entry are our guess: the guide shows none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line, text
from motcua.exchange.clients.bearer import Bearer
from motcua.exchange.errors import Malformed, Refused, Unreachable
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import HANOI
from motcua.kernel.partial_dates import PartialDate

SYSTEM = "civil_status"
BIRTH = "KS"  # khai sinh
COPY = "BS"  # bản sao trích lục
MARITAL_STATUS = "HN"  # xác nhận tình trạng hôn nhân
OK = "1"
NOT_REGISTERED_YET = "200"
RECORD_NOT_FOUND = "201"
TOKEN_REFUSED = "100"  # noqa: S105 an error code


class Progress(IntEnum):
    """traTrangThaiHoSo."""

    FAULT = 0
    WAITING = 1  # đã tiếp nhận, chờ xử lý
    SUPPLEMENT = 2  # cần bổ sung
    ELIGIBLE = 3  # đủ điều kiện giải quyết
    REGISTERED = 4  # hoàn thành đăng ký


@dataclass(frozen=True, kw_only=True)
class Registration:
    """An entry in the register: number, book, page; a birth's with the child's new personal id."""

    personal_id: str
    registered_on: date
    number: str
    book: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Marriage:
    """A registered marriage between two people."""

    number: str
    registered_on: date
    place: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry made before, as it stands in the register; ``content`` by the wire's names."""

    number: str
    book: str
    registered_on: PartialDate
    place: str
    content: Mapping[str, str]


@dataclass(frozen=True)
class CivilStatus:
    """Thread-safe client with a bearer token of its own (OAuth 2 client credentials)."""

    line: Line
    bearer: Bearer

    def register(
        self, unit: int, module: str, dossier: str, received_at: datetime, data: Mapping[str, Any]
    ) -> None:
        """dangKyHoTich: hand a dossier over for registration; handing it over twice is harmless.

        A refusal of what the register already has is told from others by asking for its state.
        """
        request = {
            "maDonVi": unit,
            "module": module,
            "maHoSo": dossier,
            "ngayTiepNhan": received_at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M:%S"),
            "data": as_xml(data),
        }
        reply = self._ask("/1.0/dangKyHoTich", request)
        if text(reply, "status", SYSTEM) != OK and not self._has(unit, dossier):
            raise _refusal(reply)

    def _has(self, unit: int, dossier: str) -> bool:
        try:
            return self.progress(unit, dossier) != Progress.FAULT
        except Refused:
            return False

    def progress(self, unit: int, dossier: str) -> Progress:
        """traTrangThaiHoSo; raises ``Refused`` code 201 for a dossier never handed over."""
        reply = self._ask("/1.0/traTrangThaiHoSo", {"maDonVi": unit, "maHoSo": dossier})
        _refuse_on_code(reply)
        found = _value(reply)
        status = text(found, "trangThai" if "trangThai" in found else "status", SYSTEM)
        try:
            return Progress(int(status))
        except ValueError as fault:
            raise Malformed(SYSTEM, "a status that is none") from fault

    def registration(self, unit: int, dossier: str, module: str = BIRTH) -> Registration | None:
        """ketQuaDangKyHS: the entry in the register, or None while there is none yet."""
        reply = self._ask("/1.0/ketQuaDangKyHS", {"maDonVi": unit, "maHoSo": dossier})
        if str(reply.get("errorCode", "")) == NOT_REGISTERED_YET:
            return None
        _refuse_on_code(reply)
        found = _value(reply)
        return Registration(
            personal_id=text(found, "soDinhDanh", SYSTEM) if module == BIRTH else "",
            registered_on=_day(text(found, "ngayDangKy", SYSTEM)),
            number=text(found, "soDangKy", SYSTEM),
            book=text(found, "quyenSo", SYSTEM),
            page=text(found, "trangSo", SYSTEM),
        )

    def marriage(self, one: str, other: str) -> Marriage | None:
        """traCuuKetHon (guess): the marriage of two personal ids, or None."""
        reply = self._ask("/1.0/traCuuKetHon", {"soDDCNChong": one, "soDDCNVo": other})
        if str(reply.get("errorCode", "")) == RECORD_NOT_FOUND:
            return None
        _refuse_on_code(reply)
        found = _value(reply)
        return Marriage(
            number=text(found, "soDangKy", SYSTEM),
            registered_on=_day(text(found, "ngayDangKy", SYSTEM)),
            place=str(found.get("noiDangKy", "")),
        )

    def entry(self, kind: str, name: str, birth: PartialDate, personal_id: str) -> Entry | None:
        """traCuuDangKy (guess): the entry of a kind (loaiBanSao) about somebody, or None."""
        request = {
            "loaiBanSao": kind,
            "hoTen": name,
            "ngaySinh": birth.vi().replace("/", "."),
            "soDDCN": personal_id,
        }
        reply = self._ask("/1.0/traCuuDangKy", request)
        if str(reply.get("errorCode", "")) == RECORD_NOT_FOUND:
            return None
        _refuse_on_code(reply)
        found = _value(reply)
        return Entry(
            number=text(found, "soDangKy", SYSTEM),
            book=str(found.get("quyenSo", "")),
            registered_on=_partial(text(found, "ngayDangKy", SYSTEM)),
            place=str(found.get("noiDangKy", "")),
            content={name: str(value) for name, value in found.items() if value is not None},
        )

    def _ask(self, path: str, request: Mapping[str, Any]) -> dict[str, Any]:
        reply = self.line.ask_json(path, request, headers=self.bearer.header())
        if str(reply.get("errorCode", "")) == TOKEN_REFUSED:
            self.bearer.drop()
            reply = self.line.ask_json(path, request, headers=self.bearer.header())
        return reply


@cache
def register() -> CivilStatus:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], circuit=Circuit())
    return CivilStatus(line, Bearer(line, entry["client_id"], entry["secret"]))


def as_xml(data: Mapping[str, Any]) -> str:
    """Return ``data`` as XML text under the register's root ``hotich/hoso``."""
    root = Element("hotich")
    _append(SubElement(root, "hoso"), data)
    return tostring(root, encoding="unicode")


def _append(parent: Element, data: Mapping[str, Any]) -> None:
    for name, content in data.items():
        node = SubElement(parent, name)
        if isinstance(content, Mapping):
            _append(node, content)
        else:
            node.text = str(content)


def _refuse_on_code(reply: Mapping[str, Any]) -> None:
    if str(reply.get("errorCode") or "0") != "0":
        raise _refusal(reply)


def _refusal(reply: Mapping[str, Any]) -> Refused | Unreachable:
    code = str(reply.get("errorCode") or "")
    if code == TOKEN_REFUSED:
        return Unreachable(SYSTEM, "login_refused", retryable=False)
    return Refused(SYSTEM, code, str(reply.get("errorDescription") or reply.get("message") or ""))


def _value(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the object that carries the answer: ``value``, ``data`` or the reply itself."""
    for name in ("value", "data", "ketQuaXuLy"):
        if isinstance(reply.get(name), Mapping):
            return dict(reply[name])
    return reply


def _partial(written: str) -> PartialDate:
    try:
        return PartialDate.parse(written)
    except BadInput as fault:
        raise Malformed(SYSTEM, "a date that is none") from fault


def _day(written: str) -> date:
    for shape in ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written[:10], shape).replace(tzinfo=HANOI).date()
        except ValueError:
            continue
    raise Malformed(SYSTEM, "a date that is none")
