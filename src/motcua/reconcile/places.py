"""Where people live, in the geography of 2025, from codes of either geography or from text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from motcua.kernel.names import fold
from motcua.reconcile.values import code

_PROVINCE_WORD = re.compile(r"^(thanh pho|tinh|tp)[. ]*")
_COMMUNE_WORD = re.compile(r"^(phuong|xa|thi tran|dac khu|tt) ?|^(p|x)[. ] *")


class Place(NamedTuple):
    """Codes, or folded names when the file has text; ``other`` when an old commune was divided."""

    province: str | None
    district: str | None
    commune: str | None
    other: str | None
    known: bool


PARTS = ("province", "district", "commune", "other")
Successors = Mapping[str, tuple[tuple[str, str | None], ...]]


def place(
    province: str | None,
    district: str | None,
    commune: str | None,
    address: str | None,
    successors: Successors | None,
) -> Place:
    """Read one spelling of an address; with ``successors`` its codes are of the old geography."""
    if address and not (province or commune):
        return _from_text(address)
    here = Place(code(province), code(district), code(commune), None, known=True)
    if successors is None or here.commune is None:
        return here if successors is None else Place(None, None, None, None, here.province is None)
    became = successors.get(here.commune)
    if not became:
        return Place(None, None, None, None, known=False)
    provinces = {new_province for _, new_province in became}
    common = provinces.pop() if len(provinces) == 1 else None
    return Place(common, None, became[0][0], became[1][0] if len(became) > 1 else None, known=True)


def _from_text(address: str) -> Place:
    """Take the last part as the province and the part that says xã, phường or thị trấn."""
    parts = [fold(part).strip(" .") for part in address.split(",") if part.strip(" .")]
    if not parts:
        return Place(None, None, None, None, known=True)
    province = _PROVINCE_WORD.sub("", parts[-1]).replace(" ", "")
    named = [part for part in parts[:-1] if _COMMUNE_WORD.match(part)]
    commune = _COMMUNE_WORD.sub("", named[-1]).replace(" ", "") if named else None
    return Place(province or None, None, commune, None, known=True)


@lru_cache(maxsize=100_000)
def place_number(name: str | None) -> int:
    """Return 63 bits that stand for a code or name, the same in every file; 0 for none."""
    if name is None:
        return 0
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") >> 1 or 1
