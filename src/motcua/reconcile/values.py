"""Values with few distinct spellings, read once per spelling: births, sexes, place codes."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from motcua.kernel.names import fold
from motcua.kernel.partial_dates import BadDate, PartialDate

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
_THREE = re.compile(r"(\d{1,4})[^0-9](\d{1,2})[^0-9](\d{1,4})(?:[T ].*)?")
_EIGHT = re.compile(r"\d{8}")
_EARLIEST, _LATEST = 1850, 2150
_MALE = {"nam", "m", "male", "trai", "1", "01", "boy", "ong"}
_FEMALE = {"nu", "f", "female", "gai", "0", "2", "02", "girl", "ba", "n"}


def birth_number(text: str) -> int | None:
    """Return yyyymmdd, with zeros for an unknown month or day, or None when it is no birth.

    Reads 1990-02-03 with or without a time, 03/02/1990, 3.2.1990, 1990/2/3, 19900203, 03022990
    shapes, 02/1990, 1990 and zeros for what is unknown. A month above 12 is taken as the day.
    """
    typed = text.strip()
    if iso := _ISO.fullmatch(typed):
        return _checked(*map(int, iso.groups()))
    if three := _THREE.fullmatch(typed):
        first, month, last = three.groups()
        year, day = (first, last) if len(first) == 4 else (last, first)
        return _checked(int(year), int(month), int(day)) if len(year) == 4 else None
    if _EIGHT.fullmatch(typed):
        as_iso = _checked(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
        return as_iso or _checked(int(typed[4:]), int(typed[2:4]), int(typed[:2]))
    try:
        return _number(PartialDate.parse(typed))
    except BadDate:
        return None


@lru_cache(maxsize=100_000)
def _checked(year: int, month: int, day: int) -> int | None:
    if month > 12 >= day:
        month, day = day, month
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        date(year, month or 1, day if month and day else 1)
    except ValueError:
        return year * 10_000
    return year * 10_000 + month * 100 + (day if month else 0)


def _number(born: PartialDate) -> int:
    return born.year * 10_000 + (born.month or 0) * 100 + (born.day or 0)


def sex_number(text: str) -> int | None:
    """Return 1 for male (nam), 2 for female (nữ)."""
    word = fold(text)
    if word in _MALE:
        return 1
    return 2 if word in _FEMALE else None


@lru_cache(maxsize=100_000)
def code(text: str | None) -> str | None:
    """Return a code without the leading zeros and spaces that spreadsheets add or lose."""
    if text is None:
        return None
    bare = fold(text).replace(" ", "").removesuffix(".0")
    return (bare.lstrip("0") if bare.isdigit() else bare) or None
