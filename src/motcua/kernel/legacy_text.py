"""Text typed in the encodings of before Unicode (TCVN3 'ABC', VNI Windows).

Such text arrives as Latin letters that make no Vietnamese syllable: 'NguyÔn V¨n' (TCVN3), 'Nguyeãn
Vaên' (VNI). It is only called legacy when the text as it stands reads as nothing and the converted
text reads as Vietnamese throughout, so that foreign and ethnic-minority names are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

Encoding = Literal["TCVN3", "VNI"]

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        strict=True,
    )
) | dict(zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True))

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_VNI_SINGLE = dict(zip("ñôöìíæóòîÑÔÖÌÍÆÓÒÎ", "đơưìíỉĩịỵĐƠƯÌÍỈĨỊỴ", strict=True))
_VNI_MARKS = (
    dict(zip("øùûõï", _TONES, strict=True))
    | {"â": "\u0302", "ê": "\u0306"}
    | {sign: "\u0302" + tone for sign, tone in zip("àáåãä", _TONES, strict=True)}
    | {sign: "\u0306" + tone for sign, tone in zip("èéúüë", _TONES, strict=True)}
)
_VNI = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])|[{''.join(_VNI_SINGLE)}]", re.IGNORECASE)

_ONSET = "b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x"
_OPEN_RHYME = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ia|ua|ưa|oa|oe|uê|uơ|uy|uya|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|"
    "ui|ưi|uôi|ươi|ưu|ươu|oai|oao|oay|oeo|uây|uyu|uêu"
)
_CLOSED_RHYME = (
    "(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|yê|oa|oă|oe|oo|uâ|uê|uô|ươ|uy|uyê)(?:ch?|m|ng?|nh|p|t)"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_OPEN_RHYME}|{_CLOSED_RHYME})")


def legacy_encoding(text: str) -> Encoding | None:
    """Return the old encoding that ``text`` was typed in, or None."""
    if text.isascii() or _reads_as_vietnamese(text):
        return None
    for encoding, read in _READERS.items():
        if _reads_as_vietnamese(read(text)):
            return encoding
    return None


def from_legacy(text: str) -> str:
    """Return ``text`` in Unicode; text in no old encoding comes back as it was, in NFC."""
    encoding = legacy_encoding(text)
    return unicodedata.normalize("NFC", _READERS[encoding](text) if encoding else text)


def _from_tcvn3(text: str) -> str:
    return " ".join(map(_word_from_tcvn3, unicodedata.normalize("NFC", text).split(" ")))


def _word_from_tcvn3(word: str) -> str:
    plain = [sign for sign in word if sign.isascii() and sign.isalpha()]
    converted = "".join(_TCVN3.get(sign, sign) for sign in word)
    # the font of capitals has small codes for accented letters
    in_capitals = len(plain) > 1 and all(map(str.isupper, plain))
    return converted.upper() if in_capitals else converted


def _from_vni(text: str) -> str:
    return _VNI.sub(_letter_from_vni, unicodedata.normalize("NFC", text))


def _letter_from_vni(match: re.Match[str]) -> str:
    letter, mark = match.groups()
    if not mark:
        return _VNI_SINGLE[match[0]]
    base = _VNI_SINGLE.get(letter, letter)
    return unicodedata.normalize("NFC", base + _VNI_MARKS[mark.lower()])


def _reads_as_vietnamese(text: str) -> bool:
    return all(
        map(_is_syllable, re.split(r"[\s'’.-]+", unicodedata.normalize("NFC", text.strip())))
    )


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in decomposed if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return len(tones) <= 1 and bool(_SYLLABLE.fullmatch(bare))


_READERS: dict[Encoding, Callable[[str], str]] = {"VNI": _from_vni, "TCVN3": _from_tcvn3}
