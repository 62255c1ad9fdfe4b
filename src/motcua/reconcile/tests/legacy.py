"""Writes names as offices did before Unicode, the other way round from the engine's reading."""

from __future__ import annotations

import unicodedata

TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "\u0302": "â", "\u0306": "ê"}  # fmt: skip
_BOTH = {"\u0302": dict(zip(TONES, "áàåãä", strict=True)), "\u0306": dict(zip(TONES, "éèúüë", strict=True))}  # fmt: skip
_ON_I = dict(zip(TONES, "íìæóò", strict=True))


def tcvn3(name: str) -> str:
    return "".join(_TCVN3.get(sign, _TCVN3.get(sign.lower(), sign)) for sign in name)


def vni(name: str) -> str:
    return "".join(map(_vni, name))


def _vni(sign: str) -> str:
    if sign in "đĐ":
        return "ñ" if sign == "đ" else "Ñ"
    base, *marks = unicodedata.normalize("NFD", sign)
    tones = [mark for mark in marks if mark in TONES]
    shapes = [mark for mark in marks if mark not in TONES]
    if shapes == ["\u031b"]:
        base = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base]
        return base + "".join(_MARKS[tone] for tone in tones)
    if base in "iI" and tones:
        return _ON_I[tones[0]]
    if base in "yY" and tones == ["\u0323"]:
        return "î"
    if shapes and tones:
        return base + _BOTH[shapes[0]][tones[0]]
    return base + "".join(_MARKS[mark] for mark in marks)


def telex(name: str) -> str:
    words = []
    for word in name.replace("đ", "dd").replace("Đ", "Dd").split():
        tone, out = "", ""
        for sign in unicodedata.normalize("NFD", word):
            tone = TONES.get(sign, tone)
            if sign == "\u0302":
                out += out[-1].lower()
            elif sign not in TONES:
                out += {"\u0306": "w", "\u031b": "w"}.get(sign, sign)
        words.append(out + tone)
    return " ".join(words)
