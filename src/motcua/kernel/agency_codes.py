"""Identification codes of agencies (mã định danh cơ quan).

One agency is written in two ways: ``H44.28.05`` from the top down (Quyết định 20/2020/QĐ-TTg, used
in dossier codes) and ``000.05.28.H44`` from the bottom up (the older document axis).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.kernel.bad_input import BadInput

_ROOT = re.compile(r"[A-Z][0-9]{2}")
_LEVEL = re.compile(r"[0-9]{2,3}")
_AXIS_WIDTHS = (2, 2, 3)  # levels 2, 3 and 4 on the document axis


class BadAgencyCode(BadInput):
    """The text is no agency code in either notation."""


@dataclass(frozen=True, order=True)
class AgencyCode:
    """``levels`` run from the top: ``("H44", "28", "05")``."""

    levels: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> AgencyCode:
        parts = text.strip().upper().split(".")
        if _ROOT.fullmatch(parts[-1]) and len(parts) > 1:
            parts = parts[::-1]
            while len(parts) > 1 and not parts[-1].strip("0"):
                parts.pop()
        root, *below = parts
        if not _ROOT.fullmatch(root) or len(below) > 3 or not all(map(_is_level, below)):
            raise BadAgencyCode(f"“{text}” không phải mã định danh cơ quan (ví dụ H44.28.05)")
        return cls((root, *(f"{int(level):02}" for level in below)))

    @property
    def dotted(self) -> str:
        return ".".join(self.levels)

    @property
    def axis(self) -> str:
        """The same code on the document axis, with four places."""
        below = (*self.levels[1:], *["0"] * 3)
        places = [level.zfill(w) for level, w in zip(below, _AXIS_WIDTHS, strict=False)]
        return ".".join([*places[::-1], self.root])

    @property
    def root(self) -> str:
        return self.levels[0]

    def __str__(self) -> str:
        return self.dotted


def stands_within(code: str, root: str) -> bool:
    """Tell whether a dotted code is ``root`` or stands below it; for codes known to be sound."""
    return code == root or code.startswith(f"{root}.")


def _is_level(text: str) -> bool:
    return bool(_LEVEL.fullmatch(text)) and int(text) > 0
