"""Sentences that other rooms made, in the language of the page.

Rooms below speak Vietnamese. A sentence that holds a value is recognised by its pattern, whose
English is in the catalogue under the pattern itself; one that is unknown stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

PATTERNS = (
    "Số định danh cá nhân chỉ gồm chữ số, đề nghị bỏ ký tự “%(sign)s”",
    "Số định danh cá nhân gồm 12 chữ số. Ông/bà đã nhập %(count)s",
    "Số định danh cá nhân gồm 12 chữ số. Ông/bà đã nhập %(count)s. "
    "Số chứng minh nhân dân 9 số không còn được sử dụng",
    "Ba chữ số đầu %(digits)s không phải mã tỉnh hoặc mã nước nào. Đề nghị kiểm tra trên thẻ",
    "Ngày %(date)s không có trên lịch",
    "Tháng %(date)s không có trên lịch",
    "Năm %(date)s không có trên lịch",
    "Họ, chữ đệm và tên dài quá %(most)s ký tự. Đề nghị kiểm tra lại",
    "Họ tên được gõ bằng bảng mã %(code)s cũ. Đề nghị gõ lại bằng Unicode: %(name)s",
    "Họ, chữ đệm và tên không có ký tự “%(sign)s”. Đề nghị sửa lại",
    "Hồ sơ đang ở trạng thái '%(state)s', không thể '%(action)s'",
    "Bản sao: %(count)s bản",
    "Giải quyết hồ sơ %(procedure)s",
    "%(count)s ngày làm việc",
    "%(count)s giờ làm việc",
    "%(count)s ngày",
    "Đã có hồ sơ cùng nội dung đang giải quyết tại %(where)s (nộp ngày %(day)s). Mã hồ sơ: %(code)s",
)
_VALUE = re.compile(r"%\\\((\w+)\\\)s")


def in_language(sentence: str) -> str:
    """Return a sentence of another room in the reader's language, with or without its full stop."""
    if get_language() == "vi" or not sentence:
        return sentence
    if (whole := _(sentence)) != sentence:
        return whole
    bare = sentence.removesuffix(".")
    said = _(bare)
    for pattern, shape in _shapes() if said == bare else ():
        found = shape.fullmatch(bare)
        if found:
            said = _(pattern) % {name: _(value) for name, value in found.groupdict().items()}
            break
    return said + sentence[len(bare) :]


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    longest_first = sorted(PATTERNS, key=len, reverse=True)
    return tuple((one, re.compile(_VALUE.sub(_value, re.escape(one)))) for one in longest_first)


def _value(named: re.Match[str]) -> str:
    return rf"(?P<{named[1]}>{'[0-9]+' if named[1] == 'count' else '.+'})"
