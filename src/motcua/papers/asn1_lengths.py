"""Mends how asn1crypto 1.5.1 tells an unknown length from a known one; see ADR 0024.

Its ``dump`` takes every header that ends in 0x80 for one of indefinite length, also that of a value
of 128, 384, 640 … bytes, and encodes all below it anew, twice a level: every twelfth signature took
ten to thirty seconds. Forgetting such a header first makes ``dump`` write the same one again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from asn1crypto import core  # type: ignore[import-untyped]

_MANY_OCTETS = 0x1F
_MENDED = "_motcua_mended"


def mend() -> None:
    """Mend asn1crypto in this process; a second call changes nothing."""
    for kind in (core.Asn1Value, core.Choice, core.Primitive, core.Sequence, core.SequenceOf):
        if not hasattr(kind.dump, _MENDED):
            kind.dump = _mended(kind.dump)


def _mended(dump: Callable[..., bytes]) -> Callable[..., bytes]:
    @wraps(dump)
    def dump_once(self: Any, force: bool = False) -> bytes:
        header = self._header
        if header is not None and header[-1:] == b"\x80" and not ends_indefinite(header):
            self._header = None
        return dump(self, force)

    setattr(dump_once, _MENDED, True)
    return dump_once


def ends_indefinite(headers: bytes) -> bool:
    """Tell whether the last of these tag-and-length headers is of indefinite length."""
    at, length = 0, 0
    while at < len(headers):
        many = headers[at] & _MANY_OCTETS == _MANY_OCTETS
        at += 1
        while many and headers[at] & 0x80:
            at += 1
        at += many
        length = headers[at]
        at += 1 + (length & 0x7F if length > 0x80 else 0)
    return length == 0x80
