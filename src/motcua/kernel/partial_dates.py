"""Dates of which the month or the day may be unknown (ngày, tháng, năm sinh).

Many people are registered with a year of birth only; the population register sends such a date as
``Nam`` without ``NgayThangNam``, or with zeros for what it does not know.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from motcua.kernel import number_words
from motcua.kernel.bad_input import BadInput

_SHAPES = (
    re.compile(r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
)
_YEARS = range(1800, 2200)


class BadDate(BadInput):
    """The text is no date on the calendar."""


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """Ordered by year, month, day; what is unknown comes before what is known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise BadDate("Đã ghi ngày thì phải ghi cả tháng")
        month_exists = self.month is None or 1 <= self.month <= 12
        if self.year not in _YEARS or not month_exists or not self._day_exists():
            finest = "Ngày" if self.day else "Tháng" if self.month else "Năm"
            raise BadDate(f"{finest} {self.vi()} không có trên lịch")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read '1955', '03/1990', '27/03/1999', '27.03.1999', '1999-03-27' or '19990327'."""
        typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        match = next(filter(None, (shape.fullmatch(typed) for shape in _SHAPES)), None)
        if not match:
            raise BadDate(
                "Đề nghị ghi ngày theo dạng 27/03/1999. "
                "Nếu chỉ nhớ năm sinh, để trống ngày và tháng"
            )
        parts = {"day": None, "month": None} | match.groupdict()
        return cls.from_fields(parts["day"] or "", parts["month"] or "", parts["year"] or "")

    @classmethod
    def from_fields(cls, day: str, month: str, year: str) -> PartialDate:
        """Read the three boxes of a form; day, or day and month, may be empty or zero."""
        boxes = [unicodedata.normalize("NFKC", box).strip() for box in (day, month, year)]
        if not all(box.isdecimal() or not box for box in boxes):
            raise BadDate("Ngày, tháng, năm chỉ gồm chữ số")
        if len(boxes[2]) != 4:
            raise BadDate("Đề nghị ghi năm bằng 4 chữ số")
        return cls(int(boxes[2]), int(boxes[1] or 0) or None, int(boxes[0] or 0) or None)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def exact(self) -> date | None:
        """The day itself when it is fully known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def agrees(self, other: PartialDate) -> bool:
        """Tell whether both may be the same day: nothing known to both differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine == theirs for mine, theirs in pairs if mine and theirs)

    def vi(self) -> str:
        """Return '27/03/1999', '03/1990' or '1955'."""
        known = [f"{part:02}" for part in (self.day, self.month) if part is not None]
        return "/".join([*known, str(self.year)])

    def iso(self) -> str:
        known = [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join([str(self.year), *known])

    def wire(self) -> str:
        """Return ``yyyyMMdd``, or ``yyyy`` when the day is unknown: the wire has no month alone."""
        return f"{self.exact:%Y%m%d}" if self.exact else str(self.year)

    def in_words(self) -> str:
        """Return the words of a certificate: 'ngày hai mươi bảy tháng ba năm …'."""
        words = []
        if self.day:
            before = "ngày mùng" if self.day <= 10 else "ngày"
            words.append(f"{before} {number_words.in_words(self.day)}")
        if self.month:
            words.append(f"tháng {'tư' if self.month == 4 else number_words.in_words(self.month)}")
        return " ".join([*words, f"năm {number_words.in_words(self.year)}"])

    def __lt__(self, other: PartialDate) -> bool:
        return self._key() < other._key()

    def __str__(self) -> str:
        return self.vi()

    def _key(self) -> tuple[int, int, int]:
        return (self.year, self.month or 0, self.day or 0)

    def _day_exists(self) -> bool:
        if self.day is None or self.month is None or not 1 <= self.month <= 12:
            return self.day is None
        return self.year > 0 and 1 <= self.day <= monthrange(self.year, self.month)[1]
