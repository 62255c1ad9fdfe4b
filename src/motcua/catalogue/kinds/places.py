"""Questions answered by a place: ``{commune: code}``, an address with its ``detail``.

A name may mean several communes, a former one that was divided above all: ``among`` is the code
of the one that the person picked from those; it counts only for the name it was offered for.
"""

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
    "Có {count} nơi tên “{said}”. Đề nghị chọn một nơi",
    "{count} places are called “{said}”. Choose one",
)
_DIVIDED = Text(
    "{former} cũ nay thuộc {count} xã, phường. Đề nghị chọn xã, phường hiện nay của nơi này. "
    "Chưa rõ thì hỏi trưởng thôn hoặc tổ trưởng tổ dân phố",
    "The former {former} now belongs to {count} communes. Choose the present one of this place. "
    "If you do not know it, ask the head of the hamlet or neighbourhood",
)
_LONGEST_DETAIL = 200


def _read_place(_question: Question, typed: Mapping[str, str]) -> dict[str, str]:
    said = typed.get("commune", "")
    if not said:
        raise Unreadable(_COMMUNE)
    found = resolve(said, parameters().places, typed.get("province", ""), typed.get("detail", ""))
    commune = found.commune or found.picked(typed.get("among", ""))
    if commune is None:
        raise Unreadable(_why(said, found))
    return {"commune": commune.code}


def _read_address(question: Question, typed: Mapping[str, str]) -> dict[str, str]:
    place = _read_place(question, typed)
    detail = " ".join(typed.get("detail", "").split())[:_LONGEST_DETAIL]
    if not detail and question.required:
        raise Unreadable(_DETAIL)
    return {**place, "detail": detail} if detail else place


def _why(said: str, found: Resolution) -> Text:
    if not found.candidates:
        return _NOT_FOUND.filled(said=said)
    count = len(found.candidates)
    if found.alike:
        names = ", ".join(agency_name(m.commune).removeprefix("UBND ") for m in found.candidates)
        return _ALIKE.filled(said=said, names=names)
    if found.former:
        return _DIVIDED.filled(former=found.former, count=count)
    return _SEVERAL.filled(said=said, count=count)


def _write(answer: Mapping[str, str]) -> Mapping[str, str]:
    return {"province": parameters().places.commune(answer["commune"]).province_code, **answer}


def _show(_question: Question, answer: Mapping[str, str], _language: str) -> str:
    address = parameters().places.address(answer["commune"])
    return f"{answer['detail']}, {address}" if answer.get("detail") else address


KINDS = {
    "place": Kind(_read_place, _write, _show, ("province", "commune", "among")),
    "address": Kind(_read_address, _write, _show, ("province", "commune", "among", "detail")),
}
