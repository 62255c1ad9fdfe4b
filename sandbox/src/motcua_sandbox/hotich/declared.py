"""Reads what is declared: ``data`` of dangKyHoTich (interfaces.md 3.1 and 3.2).

XML text with the root ``hotich/hoso``, as the official guide says, or a JSON string with the same
names, as the interlinked services send it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc
from motcua.kernel.partial_dates import PartialDate
from motcua_sandbox.population.codes import SEX
from motcua_sandbox.population.newborns import Newborn

BIRTH = "KS"
# BS: bản sao trích lục; HN: xác nhận tình trạng hôn nhân. Names seen in public code, the rest a guess
NEEDED = {
    "BS": {"loaiBanSao": "loại bản sao", "cbsHoTen.Ten": "tên người được cấp bản sao"},
    "HN": {
        "nxnHoTen": "họ, chữ đệm, tên người được xác nhận",
        "nxnTinhTrangHonNhan": "tình trạng hôn nhân",
        "nxnMucDichSuDung": "mục đích sử dụng",
    },
}
SEX_OF_CODE = {code: sex for sex, code in SEX.items()}


class DataIncorrect(Exception):
    """The register cannot use what was declared; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Declaration:
    """``fields`` by name, a name inside another as ``outer.inner``; ``child`` of a birth (KS)."""

    fields: dict[str, str]
    child: Newborn | None = None
    birth_notice: str | None = None


def read(module: str, data: str) -> Declaration:
    """Raises DataIncorrect."""
    fields = _from_json(data) if data.lstrip().startswith("{") else _from_xml(data)
    if module == BIRTH:
        return Declaration(fields, _child(fields), fields.get("maGCS") or None)
    for name, words in NEEDED[module].items():
        if not fields.get(name):
            raise DataIncorrect(f"Thiếu {words} ({name})")
    return Declaration(fields)


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
    return {name: str(value).strip() for name, value in _flat(values) if value is not None}


def _from_xml(data: str) -> dict[str, str]:
    try:
        root = fromstring(data, forbid_dtd=True)
    except (DefusedXmlException, ParseError) as fault:
        raise DataIncorrect("Trường data không phải XML hợp lệ") from fault
    dossier = root.find("hoso")
    if root.tag != "hotich" or dossier is None:
        raise DataIncorrect("Thiếu hotich/hoso")
    return {name: _text(element) for name, element in _leaves(dossier)}


def _flat(values: Mapping[str, Any], outer: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{outer}{name}.")
        else:
            yield f"{outer}{name}", value


def _leaves(parent: Element, outer: str = "") -> Iterator[tuple[str, Element]]:
    for element in parent:
        if len(element):
            yield from _leaves(element, f"{outer}{element.tag}.")
        else:
            yield f"{outer}{element.tag}", element


def _text(element: Element) -> str:
    return (element.text or "").strip()
