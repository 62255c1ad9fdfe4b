"""Reads what is declared for a birth: ``data`` of dangKyHoTich (interfaces.md 3.1 and 3.2).

XML text with the root ``hotich/hoso``, as the official guide says, or a JSON string with the same
names, as the interlinked services send it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc
from motcua.kernel.partial_dates import PartialDate
from motcua_sandbox.population.codes import SEX
from motcua_sandbox.population.newborns import Newborn

SEX_OF_CODE = {code: sex for sex, code in SEX.items()}


class DataIncorrect(Exception):
    """The register cannot use what was declared; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Declaration:
    fields: dict[str, str]
    child: Newborn
    birth_notice: str | None


def read(data: str) -> Declaration:
    """Raises DataIncorrect."""
    fields = _from_json(data) if data.lstrip().startswith("{") else _from_xml(data)
    return Declaration(fields, _child(fields), fields.get("maGCS") or None)


def _child(fields: dict[str, str]) -> Newborn:
    if not fields.get("nksHoTen"):
        raise DataIncorrect("Thiếu họ, chữ đệm, tên người được khai sinh (nksHoTen)")
    sex = SEX_OF_CODE.get(fields.get("nksGioiTinh", ""))
    if sex is None:
        raise DataIncorrect("Giới tính không hợp lệ (nksGioiTinh: 1 nam, 2 nữ)")
    ethnicity = fields.get("nksDanToc", "")
    return Newborn(
        full_name=nfc(fields["nksHoTen"]),
        sex="male" if sex == "male" else "female",
        birth=_birth(fields.get("nksNgaySinh", "")),
        ethnicity=ethnicity if re.fullmatch(r"\d\d", ethnicity) else "",
        father_id=fields.get("chaSoDDCN", ""),
        father_name=nfc(fields.get("chaHoTen", "")),
        mother_id=fields.get("meSoDDCN", ""),
        mother_name=nfc(fields.get("meHoTen", "")),
    )


def _birth(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except BadInput as fault:
        raise DataIncorrect("Ngày sinh không hợp lệ (nksNgaySinh: dd.MM.yyyy)") from fault


def _from_json(data: str) -> dict[str, str]:
    try:
        values = json.loads(data)
    except ValueError as fault:
        raise DataIncorrect("Trường data không phải JSON") from fault
    return {name: str(value).strip() for name, value in values.items() if value is not None}


def _from_xml(data: str) -> dict[str, str]:
    try:
        root = fromstring(data, forbid_dtd=True)
    except (DefusedXmlException, ParseError) as fault:
        raise DataIncorrect("Trường data không phải XML hợp lệ") from fault
    dossier = root.find("hoso")
    if root.tag != "hotich" or dossier is None:
        raise DataIncorrect("Thiếu hotich/hoso")
    return {element.tag: _text(element) for element in dossier}


def _text(element: Element) -> str:
    return (element.text or "").strip()
