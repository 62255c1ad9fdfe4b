"""The personal id of a Vietnamese citizen (số định danh cá nhân).

Twelve digits: three for the province or country where the birth was registered, one for century
and sex, two for the year of birth, six at random. There is no check digit, so a wrong number can
look right: only the population register knows. The merger of provinces in 2025 renumbered nobody.

Source: Thông tư 07/2016/TT-BCA, annex 1; Luật Căn cước 2023, article 12. Its list of countries was
not found, so every code above 100 passes as a country.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from motcua.kernel.bad_input import BadInput

Sex = Literal["male", "female"]

_PROVINCES = """
001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037
038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079
080 082 083 084 086 087 089 091 092 093 094 095 096
"""
PROVINCE_CODES = frozenset(_PROVINCES.split())
_FIRST_COUNTRY_CODE = "101"
_BLANKS = re.compile(r"[\s.\u200b\u200c\u200d\ufeff]")


class BadPersonalId(BadInput):
    """The text is no personal id."""


@dataclass(frozen=True, order=True)
class PersonalId:
    text: str

    @classmethod
    def parse(cls, text: str) -> PersonalId:
        """Read what a person typed: spaces, dots and full-width digits are forgiven."""
        typed = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
        if not typed:
            raise BadPersonalId("Đề nghị nhập số định danh cá nhân")
        stranger = next((sign for sign in typed if sign not in "0123456789"), None)
        if stranger:
            raise BadPersonalId(
                f"Số định danh cá nhân chỉ gồm chữ số, đề nghị bỏ ký tự “{stranger}”"
            )
        if len(typed) != 12:
            raise BadPersonalId(_wrong_length(len(typed)))
        if typed[:3] not in PROVINCE_CODES and typed[:3] < _FIRST_COUNTRY_CODE:
            raise BadPersonalId(
                f"Ba chữ số đầu {typed[:3]} không phải mã tỉnh hoặc mã nước nào. "
                "Đề nghị kiểm tra trên thẻ"
            )
        return cls(typed)

    @property
    def province_code(self) -> str:
        """Code of the former province, or of the country, where the birth was registered."""
        return self.text[:3]

    @property
    def is_foreign_birthplace(self) -> bool:
        return self.province_code not in PROVINCE_CODES

    @property
    def sex(self) -> Sex:
        return "female" if int(self.text[3]) % 2 else "male"

    @property
    def year_of_birth(self) -> int:
        return 1900 + int(self.text[3]) // 2 * 100 + int(self.text[4:6])

    def masked(self) -> str:
        return f"{self.text[:3]}******{self.text[-3:]}"

    def __str__(self) -> str:
        return self.text


def _wrong_length(length: int) -> str:
    sentence = f"Số định danh cá nhân gồm 12 chữ số. Ông/bà đã nhập {length}"
    if length == 9:
        return sentence + ". Số chứng minh nhân dân 9 số không còn được sử dụng"
    return sentence
