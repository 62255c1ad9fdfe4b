"""The national population register (Cơ sở dữ liệu quốc gia về dân cư), look-up 'API 037'.

A look-up needs three facts that belong together: number, name, and date or year of birth. Wrong
facts and unknown people get the same answer: none.
"""

from __future__ import annotations

import base64
import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients import soap
from motcua.exchange.clients.base import Line
from motcua.exchange.errors import Malformed
from motcua.kernel.names import nfc
from motcua.kernel.partial_dates import BadDate, PartialDate

SYSTEM = "population"
REQUEST_NAMESPACE = "http://dancuquocgia.bca"
OPERATION = "TraCuuThongTinCongDan"
INTEGRATION_CODE = "037"  # MaTichHop of a look-up
PERSONAL_ID_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place as the register writes it; district codes are empty since 01/07/2025."""

    province: str
    commune: str
    detail: str
    country: str = "VN"


@dataclass(frozen=True, kw_only=True)
class Relative:
    """Somebody the record names; ``relation`` is filled for the head of household only."""

    name: str
    personal_id: str
    nationality: str = ""
    relation: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """One person as the register knows them; ``birth`` may lack month and day.

    ``gender``, ``ethnicity``, ``religion`` and ``marital`` are the register's codes.
    """

    personal_id: str
    name: str
    birth: PartialDate | None
    gender: str
    ethnicity: str
    religion: str
    marital: str
    nationality: str
    birth_registered: Place | None
    origin: Place | None
    permanent: Place | None
    current: Place | None
    father: Relative | None
    mother: Relative | None
    spouse: Relative | None
    head: Relative | None


@dataclass(frozen=True)
class Asking:
    """Who asks and for which service: the register logs every look-up (MaCanBo, MaDVC)."""

    official: str
    service: str


@dataclass(frozen=True)
class Population:
    """Thread-safe client; ``unix_ms`` is the real time that the register's login demands."""

    line: Line
    username: str
    secret: str
    unix_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000

    def look_up(
        self, personal_id: str, name: str, birth: PartialDate, asking: Asking
    ) -> PersonRecord | None:
        """Return the person whose three facts these are, or None."""
        number = "SoDinhDanh" if len(personal_id) == PERSONAL_ID_DIGITS else "SoCMND"
        fields: soap.Fields = [
            ("MaYeuCau", uuid.uuid4().hex),
            ("MaDVC", asking.service),
            ("MaTichHop", INTEGRATION_CODE),
            ("MaCanBo", asking.official),
            (number, personal_id),
            ("HoVaTen", nfc(name).upper()),
            ("NgayThangNamSinh", [_wire_birth(birth)]),
        ]
        content = soap.envelope(OPERATION, REQUEST_NAMESPACE, fields)
        answer = self.line.ask("POST", content=content, headers=self._headers())
        return _record(soap.body_of(SYSTEM, answer.content))

    def _headers(self) -> dict[str, str]:
        moment = str(self.unix_ms())
        signed = f"{self.line.url}{self.username}{moment}{self.secret}".encode()
        login = f"{self.username}:{hashlib.sha256(signed).hexdigest()}".encode()
        return {
            "Content-Type": "application/xml; charset=utf-8",
            "SOAPAction": '""',
            "Timestamp": moment,
            "Authorization": f"Basic {base64.b64encode(login).decode()}",
        }


@cache
def register() -> Population:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], circuit=Circuit())
    return Population(line, entry["username"], entry["secret"])


def _wire_birth(birth: PartialDate) -> tuple[str, str]:
    if birth.exact:
        return "NgayThangNam", f"{birth.exact:%Y%m%d}"
    return "Nam", str(birth.year)


def _record(body: Element) -> PersonRecord | None:
    collection = soap.child(body, "CongdanCollection")
    if collection is None:
        raise Malformed(SYSTEM, "no CongdanCollection")
    person = soap.child(collection, "CongDan")
    if person is None:
        return None
    if not soap.value(person, "SoDinhDanh"):
        raise Malformed(SYSTEM, "a record without SoDinhDanh")
    return PersonRecord(
        personal_id=soap.value(person, "SoDinhDanh"),
        name=_name(person),
        birth=_birth(soap.child(person, "NgayThangNamSinh")),
        gender=soap.value(person, "GioiTinh"),
        ethnicity=soap.value(person, "DanToc"),
        religion=soap.value(person, "TonGiao"),
        marital=soap.value(person, "TinhTrangHonNhan"),
        nationality=soap.value(person, "QuocTich"),
        birth_registered=_place(soap.child(person, "NoiDangKyKhaiSinh")),
        origin=_place(soap.child(person, "QueQuan")),
        permanent=_place(soap.child(person, "ThuongTru")),
        current=_place(soap.child(person, "NoiOHienTai")),
        father=_relative(soap.child(person, "Cha")),
        mother=_relative(soap.child(person, "Me")),
        spouse=_relative(soap.child(person, "VoChong")),
        head=_relative(soap.child(person, "ChuHo")),
    )


def _name(person: Element) -> str:
    """Join Ho, ChuDem and Ten; in practice the whole name sits in Ten."""
    node = soap.child(person, "HoVaTen")
    parts = [soap.value(node, part) for part in ("Ho", "ChuDem", "Ten")]
    whole = parts[-1] if parts[0] and parts[-1].startswith(parts[0]) else " ".join(parts)
    return nfc(whole or soap.value(person, "HoVaTen"))


def _birth(node: Element | None) -> PartialDate | None:
    written = soap.value(node, "NgayThangNam") or soap.value(node, "Nam")
    if not written:
        return None
    try:
        if len(written) == len("yyyymmdd"):  # zeros stand for what is not known
            return PartialDate.from_fields(written[6:], written[4:6], written[:4])
        return PartialDate.parse(written)
    except BadDate as fault:
        raise Malformed(SYSTEM, "a date of birth that is no date") from fault


def _place(node: Element | None) -> Place | None:
    if node is None or not soap.as_mapping(node):
        return None
    return Place(
        province=soap.value(node, "MaTinhThanh"),
        commune=soap.value(node, "MaPhuongXa"),
        detail=soap.value(node, "ChiTiet"),
        country=soap.value(node, "QuocGia"),
    )


def _relative(node: Element | None) -> Relative | None:
    name = "" if node is None else (soap.value(node, "HoVaTen") or _name_of_parts(node))
    if node is None or not (name or soap.value(node, "SoDinhDanh")):
        return None
    return Relative(
        name=nfc(name),
        personal_id=soap.value(node, "SoDinhDanh") or soap.value(node, "SoCMND"),
        nationality=soap.value(node, "QuocTich"),
        relation=soap.value(node, "QuanHe"),
    )


def _name_of_parts(node: Element) -> str:
    return _name(node) if soap.child(node, "HoVaTen") is not None else ""
