"""How many segments a text message takes, and writing it with fewer (3GPP TS 23.038, 23.040)."""

from __future__ import annotations

import unicodedata

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("^{}\\[~]|€\f")  # each takes two places
_PLAIN = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        "–": "-",
        "—": "-",
        "…": "...",
        "₫": "d",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "\u2011": "-",
        "\u00a0": " ",
    }
)


def is_gsm(text: str) -> bool:
    """Tell whether every sign is of the GSM alphabet of seven bits."""
    return all(sign in GSM_BASIC or sign in GSM_EXTENDED for sign in text)


def segments(text: str) -> int:
    """Return how many segments a message takes: 160/153 signs of seven bits, else 70/67 of UCS-2.

    A sign of two places is never divided between segments.
    """
    if is_gsm(text):
        return _count([2 if sign in GSM_EXTENDED else 1 for sign in text], 160, 153)
    return _count([2 if ord(sign) > 0xFFFF else 1 for sign in text], 70, 67)


def _count(places: list[int], alone: int, each: int) -> int:
    if sum(places) <= alone:
        return 1
    count, used = 1, 0
    for place in places:
        if used + place > each:
            count, used = count + 1, 0
        used += place
    return count


def without_marks(text: str) -> str:
    """'Đã tiếp nhận – hẹn trả' → 'Da tiep nhan - hen tra'; capitals stay."""
    bare = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
