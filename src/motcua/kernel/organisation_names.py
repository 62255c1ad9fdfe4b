"""Names of organisations: their legal form is written out or abbreviated, in capitals or not."""

from __future__ import annotations

import re

from motcua.kernel.names import nfc, same_name

_WRITTEN_OUT = {
    "tnhh": "trách nhiệm hữu hạn",
    "mtv": "một thành viên",
    "cp": "cổ phần",
    "htx": "hợp tác xã",
    "dntn": "doanh nghiệp tư nhân",
}


def same_organisation(a: str, b: str) -> bool:
    """Tell whether two spellings are one name: 'CÔNG TY TNHH A' is 'Công ty trách nhiệm hữu hạn A'."""
    return same_name(_written_out(a), _written_out(b))


def _written_out(name: str) -> str:
    words = re.sub(r"[^\w\s]", " ", nfc(name).lower()).split()
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words)
