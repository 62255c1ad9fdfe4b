"""Questions answered by a place: ``{commune: code}``, an address with its ``detail``."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.catalogue.form_model import Question
from motcua.catalogue.kinds.kind import Kind, Unreadable
from motcua.catalogue.place_names import Resolution, agency_name, resolve
from motcua.catalogue.words import Text
from motcua.kernel.parameters import parameters

_COMMUNE = Text(
    "Đề nghị ghi tên xã, phường, đặc khu", "Enter the name of the commune, ward or special zone"
)
_DETAIL = Text(
    "Đề nghị ghi số nhà, đường phố hoặc thôn, xóm", "Enter house number and street, or hamlet"
)
_NOT_FOUND = Text(
    "Không tìm thấy xã, phường “{said}”. Đề nghị kiểm tra tên hoặc chọn tỉnh khác",
    "No commune or ward “{said}” was found. Check the name or choose another province",
)
_ALIKE = Text(
    "Không tìm thấy xã, phường “{said}”. Có phải là: {names}? Đề nghị chọn một nơi",
    "No commune or ward is called “{said}”. Did you mean {names}? Choose one",
)
_SEVERAL = Text(
    "Có nhiều nơi tên “{said}”: {names}. Đề nghị chọn một nơi",
    "Several places are called “{said}”: {names}. Choose one",
)
_DIVIDED = Text(
    "{former} cũ nay thuộc nhiều xã: {names}. Ông/bà ở xóm nào? Đề nghị chọn xã theo xóm",
    "The former {former} now belongs to several communes: {names}. Choose the one of your hamlet",
)
_LONGEST_DETAIL = 200


def _read_place(_question: Question, typed: Mapping[str, str]) -> dict[str, str]:
    said = typed.get("commune", "")
    if not said:
        raise Unreadable(_COMMUNE)
    found = resolve(said, parameters().places, typed.get("province", ""), typed.get("detail", ""))
    if found.commune is None:
        raise Unreadable(_why(said, found))
    return {"commune": found.commune.code}


def _read_address(question: Question, typed: Mapping[str, str]) -> dict[str, str]:
    place = _read_place(question, typed)
    detail = " ".join(typed.get("detail", "").split())[:_LONGEST_DETAIL]
    if not detail and question.required:
        raise Unreadable(_DETAIL)
    return {**place, "detail": detail} if detail else place


def _why(said: str, found: Resolution) -> Text:
    if not found.candidates:
        return _NOT_FOUND.filled(said=said)
    names = ", ".join(agency_name(m.commune).removeprefix("UBND ") for m in found.candidates)
    if found.alike:
        return _ALIKE.filled(said=said, names=names)
    if found.former:
        return _DIVIDED.filled(former=found.former, names=names)
    return _SEVERAL.filled(said=said, names=names)


def _write(answer: Mapping[str, str]) -> Mapping[str, str]:
    return {"province": parameters().places.commune(answer["commune"]).province_code, **answer}


def _show(_question: Question, answer: Mapping[str, str], _language: str) -> str:
    address = parameters().places.address(answer["commune"])
    return f"{answer['detail']}, {address}" if answer.get("detail") else address


KINDS = {
    "place": Kind(_read_place, _write, _show, ("province", "commune")),
    "address": Kind(_read_address, _write, _show, ("province", "commune", "detail")),
}
