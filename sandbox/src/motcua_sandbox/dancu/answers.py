"""Writes answers of the population database (namespace ``dancu/1.0``; interfaces.md 2).

Known from a sample: the whole name sits in Ten, kin carry a plain HoVaTen. No MaQuanHuyen: there
are two levels since 07/2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from motcua_sandbox.dancu.requests import SOAP
from motcua_sandbox.population.codes import MARITAL, OTHER_RELATION, RELATION, SEX
from motcua_sandbox.population.people import Address, Citizen

ANSWER = "http://www.mic.gov.vn/dancu/1.0"
register_namespace("soapenv", SOAP)
register_namespace("dancu", ANSWER)


@dataclass(frozen=True)
class Relative:
    """A relative may be known by name only."""

    name: str
    personal_id: str = ""
    old_id: str = ""


@dataclass(frozen=True)
class Record:
    citizen: Citizen
    father: Relative | None
    mother: Relative | None
    spouse: Relative | None
    head: Relative | None


def collection(records: list[Record]) -> bytes:
    """Return a CongdanCollection; without a CongDan when nobody was found."""
    envelope, body = _envelope()
    root = _add(body, "CongdanCollection")
    for record in records:
        _add_citizen(root, record)
    return _bytes(envelope)


def existence(exists: bool) -> bytes:
    envelope, body = _envelope()
    _add(_add(body, "KetQuaXacThuc"), "TonTai", "true" if exists else "false")
    return _bytes(envelope)


def fault(text: str) -> bytes:
    envelope, body = _envelope()
    element = SubElement(body, f"{{{SOAP}}}Fault")
    SubElement(element, "faultcode").text = "soapenv:Client"
    SubElement(element, "faultstring").text = text
    return _bytes(envelope)


def _add_citizen(root: Element, record: Record) -> None:
    citizen = record.citizen
    node = _add(root, "CongDan")
    _add(node, "SoDinhDanh", citizen.personal_id)
    _add(node, "SoCMND", citizen.old_id or "")
    name = _add(node, "HoVaTen")
    for part, text in (("Ho", ""), ("ChuDem", ""), ("Ten", citizen.full_name.upper())):
        _add(name, part, text)
    _add(node, "GioiTinh", SEX[citizen.sex])
    _add(node, "DanToc", citizen.ethnicity)
    _add(node, "TonGiao", "00")
    _add(node, "TinhTrangHonNhan", MARITAL[citizen.marital])
    _add(node, "NhomMau", "00")
    birth = _add(node, "NgayThangNamSinh")
    _add(birth, "Nam", str(citizen.birth.year))
    _add(birth, "NgayThangNam", citizen.birth.wire() if citizen.birth.exact else "")
    _add_address(node, "NoiDangKyKhaiSinh", citizen.birth_place)
    _add(node, "QuocTich", "VN")
    _add_address(node, "QueQuan", citizen.origin)
    _add_address(node, "ThuongTru", citizen.home)
    _add_address(node, "NoiOHienTai", citizen.home)
    for label, kin in (("Cha", record.father), ("Me", record.mother), ("VoChong", record.spouse)):
        if kin:
            _add_relative(node, label, kin)
    if record.head:
        _add_head(node, citizen.relation, record.head)


def _add_address(node: Element, label: str, address: Address) -> None:
    element = _add(node, label)
    _add(element, "MaTinhThanh", address.commune.province_code)
    _add(element, "MaPhuongXa", address.commune.code)
    _add(element, "ChiTiet", address.detail or address.line())
    _add(element, "QuocGia", "VN")


def _add_relative(node: Element, label: str, kin: Relative) -> None:
    element = _add(node, label)
    _add(element, "HoVaTen", kin.name.upper())
    _add(element, "QuocTich", "VN")
    _add(element, "SoDinhDanh", kin.personal_id)
    _add(element, "SoCMND", kin.old_id)


def _add_head(node: Element, relation: str, head: Relative) -> None:
    element = _add(node, "ChuHo")
    _add(element, "QuanHe", RELATION.get(relation, OTHER_RELATION))
    _add(element, "SoDinhDanh", head.personal_id)
    _add(element, "SoCMND", head.old_id)
    _add(element, "HoVaTen", head.name.upper())


def _add(parent: Element, name: str, text: str | None = None) -> Element:
    element = SubElement(parent, f"{{{ANSWER}}}{name}")
    element.text = text
    return element


def _envelope() -> tuple[Element, Element]:
    envelope = Element(f"{{{SOAP}}}Envelope")
    SubElement(envelope, f"{{{SOAP}}}Header")
    return envelope, SubElement(envelope, f"{{{SOAP}}}Body")


def _bytes(envelope: Element) -> bytes:
    answer: bytes = tostring(envelope, encoding="utf-8", xml_declaration=True)
    return answer
