"""Dossier codes (mã hồ sơ): agency, day, number of the day.

``H44.28.05-261123-0007`` is the seventh dossier of 23/11/2026 at that agency. Shape: Thông tư
01/2018/TT-VPCP, article 19, which wrote the agency from the bottom up; both notations are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.agency_codes import AgencyCode, BadAgencyCode
from motcua.kernel.bad_input import BadInput

_SHAPE = re.compile(r"(?P<agency>[0-9A-Z.]+)-(?P<day>[0-9]{6})-(?P<number>[0-9]{4,9})")


class BadDossierCode(BadInput):
    """The text is no dossier code."""


@dataclass(frozen=True, order=True)
class DossierCode:
    agency: AgencyCode
    day: date
    number: int

    def __post_init__(self) -> None:
        if self.number < 1 or not 2000 <= self.day.year <= 2099:
            raise ValueError(f"No dossier code for number {self.number} of {self.day}")

    @classmethod
    def parse(cls, text: str) -> DossierCode:
        match = _SHAPE.fullmatch(re.sub(r"\s", "", text).upper())
        if not match:
            raise BadDossierCode(_sentence(text))
        try:
            day = datetime.strptime(match["day"], "%y%m%d").date()  # noqa: DTZ007 - a day, no time
            # strptime takes 69–99 for the last century
            day = day.replace(year=2000 + day.year % 100)
            return cls(AgencyCode.parse(match["agency"]), day, int(match["number"]))
        except BadAgencyCode as fault:
            raise BadDossierCode(str(fault)) from fault
        except ValueError as fault:
            raise BadDossierCode(_sentence(text)) from fault

    def __str__(self) -> str:
        return f"{self.agency}-{self.day:%y%m%d}-{self.number:04}"


def _sentence(text: str) -> str:
    return f"“{text.strip()}” không phải mã hồ sơ. Mã hồ sơ có dạng H44.28.05-261123-0007"
