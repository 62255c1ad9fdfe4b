"""Numbers in Vietnamese words, as written on certificates and receipts."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")


def in_words(number: int) -> str:
    """Return ``number`` (0 or more) in lower case: 1005 is 'một nghìn không trăm linh năm'."""
    if number < 0:
        raise ValueError(f"Only 0 and above can be written in words, got {number}")
    if number < 1000:
        return _below_thousand(number, full=False)
    if number >= 10**9:
        billions, rest = divmod(number, 10**9)
        return " ".join(filter(None, [in_words(billions), "tỷ", _groups(rest, full=True)]))
    return _groups(number, full=False)


def _groups(number: int, *, full: bool) -> str:
    """Return the part below a billion; ``full`` when a higher group stands before it."""
    words: list[str] = []
    for scale in (2, 1, 0):
        group = number // 1000**scale % 1000
        if group:
            words += [_below_thousand(group, full=full or bool(words)), _SCALES[scale]]
    return " ".join(filter(None, words))


def _below_thousand(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if rest or not words:
        words.append(_below_hundred(rest, after_hundreds=bool(words)))
    return " ".join(words)


def _below_hundred(number: int, *, after_hundreds: bool) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return f"linh {_DIGITS[unit]}" if after_hundreds else _DIGITS[unit]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{words} {_unit(tens, unit)}" if unit else words


def _unit(tens: int, unit: int) -> str:
    if unit == 5:
        return "lăm"
    if tens > 1 and unit in (1, 4):
        return "mốt" if unit == 1 else "tư"
    return _DIGITS[unit]
