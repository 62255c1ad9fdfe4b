"""Which proposals two officials read: a stated share, drawn so that nobody can tell which."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from functools import cache

from motcua.kernel.dated import Dated
from motcua.kernel.dated_documents import read_dated
from motcua.kernel.documents import BadData, Fault, read_document
from motcua.paths import PARAMETERS


@cache
def _second_reading() -> Dated[int]:
    faults: list[Fault] = []
    document = read_document(PARAMETERS / "corrections.yaml", PARAMETERS, faults)
    percent = document.fields("second-reading-percent")["second-reading-percent"]
    found = read_dated(percent, lambda node: node.integer(at_least=0))
    if faults:
        raise BadData(faults)
    return found


def second_reading_percent(day: date) -> int:
    """Return the share of proposals that two officials read, in percent, as of ``day``."""
    return _second_reading().on(day)


def read_twice(secret: str, run: str, row_key: str, percent: int) -> bool:
    """Draw by a keyed hash: the same row of the same run always falls the same way."""
    drawn = hmac.new(secret.encode(), f"{run}:{row_key}".encode(), hashlib.sha256).digest()
    return int.from_bytes(drawn[:8], "big") % 10_000 < percent * 100
