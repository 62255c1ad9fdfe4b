"""What a banking app reads to transfer money (mã VietQR): EMVCo tag-length-value with a checksum.

Source: the published VietQR format (EMVCo QRCPS merchant-presented mode, NAPAS identifier
A000000727, service QRIBFTTA: transfer to an account), read from public generators; unverified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_DONG = "704"  # ISO 4217
_LONGEST_PURPOSE = 25
_PURPOSE = re.compile(r"[A-Za-z0-9 ]+")


@dataclass(frozen=True, kw_only=True)
class BankAccount:
    """``bank`` is the six digits of the bank (BIN); ``account`` its number there."""

    bank: str
    bank_name: str
    account: str
    holder: str


def payload(to: BankAccount, amount: int, purpose: str) -> str:
    """Return the text of the QR code for ``amount`` đồng.

    ``purpose`` is plain letters and digits, at most 25: longer or accented raises ``ValueError``.
    """
    if amount <= 0:
        raise ValueError(f"nothing to transfer: {amount}")
    if len(purpose) > _LONGEST_PURPOSE or not _PURPOSE.fullmatch(purpose):
        raise ValueError(f"banks do not take the purpose {purpose!r}")
    beneficiary = _tag("00", to.bank) + _tag("01", to.account)
    account = _tag("00", _NAPAS) + _tag("01", beneficiary) + _tag("02", _TO_ACCOUNT)
    text = "".join(
        (
            _tag("00", "01"),
            _tag("01", "12"),  # for one payment
            _tag("38", account),
            _tag("53", _DONG),
            _tag("54", str(amount)),
            _tag("58", "VN"),
            _tag("62", _tag("08", purpose)),
            "6304",
        )
    )
    return f"{text}{checksum(text):04X}"


def checksum(text: str) -> int:
    """Return CRC-16/CCITT-FALSE (polynomial 1021, from FFFF) over the text, its tag included."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _bit in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def _tag(number: str, value: str) -> str:
    if not 0 < len(value) < 100:
        raise ValueError(f"tag {number} takes 1 to 99 signs: {value!r}")
    return f"{number}{len(value):02}{value}"
