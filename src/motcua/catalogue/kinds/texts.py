"""Questions answered by typing a line: text, names, numbers, ways to reach a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.catalogue.form_model import Question
from motcua.catalogue.kinds.kind import Kind, Unreadable
from motcua.catalogue.words import Text
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import check_name, nfc
from motcua.kernel.personal_ids import PersonalId
from motcua.kernel.tax_codes import PERSONAL_ID_IS_TAX_CODE_FROM, TaxCode

_PHONE = re.compile(r"0\d{9,10}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

_TOO_LONG = Text(
    "Tối đa {longest} ký tự. Ông/bà đã nhập {length}",
    "At most {longest} characters. You typed {length}",
)
_OTHER_SHAPE = Text("Chưa đúng dạng. Đề nghị kiểm tra lại", "Not in the right form. Please check")
_NO_PHONE = Text(
    "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0 (ví dụ 0912345678)",
    "A telephone number has 10 digits and starts with 0 (for example 0912345678)",
)
_NO_EMAIL = Text(
    "Thư điện tử có dạng ten@vidu.vn. Đề nghị kiểm tra lại",
    "An e-mail address looks like name@example.vn. Please check it",
)
_NO_NUMBER = Text("Đề nghị nhập một số nguyên, ví dụ 2", "Enter a whole number, for example 2")
_OUT_OF_RANGE = Text(
    "Đề nghị nhập số từ {minimum} đến {maximum}", "Enter a number from {minimum} to {maximum}"
)


def _read_text(question: Question, typed: Mapping[str, str]) -> str:
    text = nfc(typed[""])
    if len(text) > question.longest:
        raise Unreadable(_TOO_LONG.filled(longest=question.longest, length=len(text)))
    if question.pattern and not re.fullmatch(question.pattern, text):
        raise Unreadable(_OTHER_SHAPE)
    return text


def _read_name(question: Question, typed: Mapping[str, str]) -> str:
    if wrong := check_name(typed[""]):
        raise Unreadable(Text(wrong))
    return _read_text(question, typed)


def _read_personal_id(question: Question, typed: Mapping[str, str]) -> str:
    try:
        return str(PersonalId.parse(typed[""]))
    except BadInput as error:
        raise Unreadable(Text(str(error))) from error


def _read_tax_code(question: Question, typed: Mapping[str, str]) -> str:
    try:
        return str(TaxCode.parse(typed[""], PERSONAL_ID_IS_TAX_CODE_FROM))
    except BadInput as error:
        raise Unreadable(Text(str(error))) from error


def _read_phone(question: Question, typed: Mapping[str, str]) -> str:
    digits = re.sub(r"[\s.()-]", "", typed[""])
    national = re.sub(r"^\+?84(?=\d{9,10}$)", "0", digits)
    if not _PHONE.fullmatch(national):
        raise Unreadable(_NO_PHONE)
    return national


def _read_email(question: Question, typed: Mapping[str, str]) -> str:
    address = typed[""].strip()
    if not _EMAIL.fullmatch(address) or len(address) > question.longest:
        raise Unreadable(_NO_EMAIL)
    return address


def _read_number(question: Question, typed: Mapping[str, str]) -> int:
    digits = typed[""].strip()
    if not re.fullmatch(r"-?[0-9]{1,9}", digits):
        raise Unreadable(_NO_NUMBER)
    number = int(digits)
    low = number if question.minimum is None else question.minimum
    high = number if question.maximum is None else question.maximum
    if not low <= number <= high:
        raise Unreadable(_OUT_OF_RANGE.filled(minimum=low, maximum=high))
    return number


def _write(answer: Any) -> Mapping[str, str]:
    return {"": str(answer)}


def _show(_question: Question, answer: Any, _language: str) -> str:
    return str(answer)


KINDS = {
    "text": Kind(_read_text, _write, _show),
    "person_name": Kind(_read_name, _write, _show),
    "personal_id": Kind(_read_personal_id, _write, _show),
    "tax_code": Kind(_read_tax_code, _write, _show),
    "phone": Kind(_read_phone, _write, _show),
    "email": Kind(_read_email, _write, _show),
    "number": Kind(_read_number, _write, _show),
}
