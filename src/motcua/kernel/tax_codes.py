"""Tax codes (mã số thuế).

Ten digits, the last a check digit; ``-001`` to ``-999`` after them for a dependent unit (Thông tư
105/2020/TT-BTC, article 5). Since 01/07/2025 the personal id is the tax code of individuals and
household businesses (Thông tư 86/2024/TT-BTC).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from motcua.kernel.bad_input import BadInput
from motcua.kernel.personal_ids import BadPersonalId, PersonalId

PERSONAL_ID_IS_TAX_CODE_FROM = date(2025, 7, 1)
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_SHAPE = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?")


class BadTaxCode(BadInput):
    """The text is no tax code on the day asked about."""


@dataclass(frozen=True, order=True)
class TaxCode:
    """``text`` is written with the hyphen when it names a dependent unit."""

    text: str
    kind: Literal["organisation", "dependent_unit", "personal_id"]

    @classmethod
    def parse(cls, text: str, on: date) -> TaxCode:
        typed = re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", text))
        if not typed:
            raise BadTaxCode("Đề nghị nhập mã số thuế")
        if re.fullmatch(r"[0-9]{12}", typed):
            return cls(_personal_id(typed, on), "personal_id")
        match = _SHAPE.fullmatch(typed)
        if not match:
            raise BadTaxCode(
                "Mã số thuế gồm 10 chữ số, hoặc 10 chữ số và 3 chữ số của đơn vị phụ thuộc, "
                "hoặc là số định danh cá nhân gồm 12 chữ số"
            )
        number, unit = match.groups()
        if not _check_digit_holds(number) or unit == "000":
            raise BadTaxCode("Mã số thuế không đúng. Đề nghị kiểm tra lại từng chữ số")
        return cls(f"{number}-{unit}", "dependent_unit") if unit else cls(number, "organisation")

    def __str__(self) -> str:
        return self.text


def _personal_id(typed: str, on: date) -> str:
    if on < PERSONAL_ID_IS_TAX_CODE_FROM:
        raise BadTaxCode("Số định danh cá nhân chỉ dùng thay mã số thuế từ ngày 01/07/2025")
    try:
        return PersonalId.parse(typed).text
    except BadPersonalId as fault:
        raise BadTaxCode(str(fault)) from fault


def _check_digit_holds(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return 10 - total % 11 == int(number[9])
