"""Names of people and places: comparing, folding and ordering Vietnamese text."""

from __future__ import annotations

import re
import unicodedata

from motcua.kernel.legacy_text import from_legacy, legacy_encoding

__all__ = [
    "check_name",
    "fold",
    "from_legacy",
    "legacy_encoding",
    "nfc",
    "same_name",
    "sort_key",
    "upper_plain",
]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: their order in sorting
_ALPHABET = " 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LONGEST_NAME = 128


def nfc(text: str) -> str:
    """Return the form that is stored: composed letters, single spaces, nothing invisible."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """Return the form that is searched: 'Đặng  Thị Ánh' is 'dang thi anh'."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFD", nfc(text).lower().replace("đ", "d"))
        if not unicodedata.combining(sign)
    )


def upper_plain(text: str) -> str:
    """Return capitals without marks: 'ĐẶNG THỊ ÁNH' is 'DANG THI ANH'."""
    return fold(text).upper()


def same_name(a: str, b: str) -> bool:
    """Tell whether two spellings are one name: case, spaces and 'hoà' for 'hòa' do not matter."""
    return _letters_and_tones(a) == _letters_and_tones(b)


def sort_key(text: str) -> str:
    """Return a key whose byte order is Vietnamese alphabetical order.

    Letters first (a, ă, â, b, …, d, đ, …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then
    small before capital: the order of CLDR, in hexadecimal digits that sort alike everywhere.
    """
    letters, tones, cases = [], [], []
    for word in unicodedata.normalize("NFD", nfc(text)).split(" "):
        for letter, tone in [*_split_tones(word), (" ", 0)]:
            letters.append(f"{_ALPHABET.find(letter.lower()) + 1 or 0xFF:02x}")
            tones.append(str(tone))
            cases.append(str(int(letter != letter.lower())))
    return f"{''.join(letters)}00{''.join(tones)}00{''.join(cases)}"


def check_name(text: str) -> str | None:
    """Return what is wrong with a person's name, as a sentence for the screen, or None."""
    name = nfc(text)
    if not name:
        return "Đề nghị nhập họ, chữ đệm và tên"
    if len(name) > _LONGEST_NAME:
        return f"Họ, chữ đệm và tên dài quá {_LONGEST_NAME} ký tự. Đề nghị kiểm tra lại"
    if encoding := legacy_encoding(text):
        return (
            f"Họ tên được gõ bằng bảng mã {encoding} cũ. "
            f"Đề nghị gõ lại bằng Unicode: {from_legacy(text)}"
        )
    stranger = next((sign for sign in name if not (sign.isalpha() or sign in " '’-.")), None)
    if stranger:
        return f"Họ, chữ đệm và tên không có ký tự “{stranger}”. Đề nghị sửa lại"
    return None if any(map(str.isalpha, name)) else "Đề nghị nhập họ, chữ đệm và tên"


def _letters_and_tones(text: str) -> list[tuple[str, list[int]]]:
    words = unicodedata.normalize("NFD", nfc(text).lower()).split(" ")
    split = [_split_tones(word) for word in words]
    return [
        ("".join(letter for letter, _ in word), [tone for _, tone in word if tone])
        for word in split
    ]


def _split_tones(decomposed: str) -> list[tuple[str, int]]:
    """Return letters, each with its own marks but the tone, and the number of the tone."""
    letters: list[tuple[str, int]] = []
    for sign in decomposed:
        if letters and sign in _TONES:
            letters[-1] = (letters[-1][0], _TONES.index(sign) + 1)
        elif letters and unicodedata.combining(sign):
            letter, tone = letters[-1]
            letters[-1] = (unicodedata.normalize("NFC", letter + sign), tone)
        else:
            letters.append((sign, 0))
    return letters
