"""Reads a request to the population database ('API 037', SOAP 1.1; interfaces.md 2).

Lenient on the order and case of elements; strict on the envelope, the namespace of the operation,
the four codes and the three facts. How the true service answers a bad request is not known: here
it is a SOAP fault.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.kernel.bad_input import BadInput
from motcua.kernel.partial_dates import PartialDate

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
REQUEST = "http://dancuquocgia.bca"
LOOK_UP = "TraCuuThongTinCongDan"
VERIFY = "XacThucThongTinCongDan"
CODES = ("MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo")


class BadRequest(Exception):
    """The message cannot be answered; the text is for the caller's log."""


@dataclass(frozen=True)
class Query:
    operation: str
    request_id: str
    service_code: str
    channel: str
    official: str
    number: str  # 12 digits, or 9 of the former card
    name: str
    birth: PartialDate


def is_authorised(authorization: str, timestamp: str, address: str, user: str, secret: str) -> bool:
    """Check ``Basic base64(user:SHA256hex(address + user + timestamp + secret))``."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        name, _, digest = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return False
    wanted = hashlib.sha256(f"{address}{user}{timestamp}{secret}".encode()).hexdigest()
    same = hmac.compare_digest(digest.lower().encode(), wanted.encode())
    return scheme.lower() == "basic" and name == user and timestamp.isdecimal() and same


def parse(body: bytes) -> Query:
    """Raises BadRequest."""
    operation = _operation(body)
    name = _local(operation)
    if operation.tag not in {f"{{{REQUEST}}}{LOOK_UP}", f"{{{REQUEST}}}{VERIFY}"}:
        raise BadRequest(f"operation {name}: expected {LOOK_UP} or {VERIFY} of {REQUEST}")
    fields = _texts(operation)
    if missing := [code for code in CODES if not fields.get(code.lower())]:
        raise BadRequest(f"missing {', '.join(missing)}")
    number = fields.get("sodinhdanh") or fields.get("socmnd") or ""
    if not number.isdecimal() or len(number) not in {9, 12}:
        raise BadRequest("SoDinhDanh of 12 digits or SoCMND of 9 digits is needed")
    if not fields.get("hovaten"):
        raise BadRequest("HoVaTen is needed")
    return Query(
        operation=name,
        request_id=fields["mayeucau"],
        service_code=fields["madvc"],
        channel=fields["matichhop"],
        official=fields["macanbo"],
        number=number,
        name=fields["hovaten"],
        birth=_birth(fields),
    )


def _operation(body: bytes) -> Element:
    try:
        envelope = fromstring(body, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise BadRequest(f"refused XML: {fault}") from fault
    except ParseError as fault:
        raise BadRequest(f"no XML: {fault}") from fault
    inner = envelope.find(f"{{{SOAP}}}Body")
    if envelope.tag != f"{{{SOAP}}}Envelope" or inner is None or len(inner) != 1:
        raise BadRequest("expected a SOAP 1.1 envelope with one operation in its Body")
    operation: Element = inner[0]
    return operation


def _texts(operation: Element) -> dict[str, str]:
    """Return the leaves by their name in small letters."""
    leaves = (e for e in operation.iter() if not len(e) and e is not operation)
    return {_local(leaf).lower(): (leaf.text or "").strip() for leaf in leaves}


def _birth(fields: dict[str, str]) -> PartialDate:
    text = fields.get("ngaythangnam") or fields.get("nam") or ""
    try:
        return PartialDate.parse(text)
    except BadInput as fault:
        raise BadRequest("NgayThangNamSinh needs NgayThangNam yyyyMMdd or Nam yyyy") from fault


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
