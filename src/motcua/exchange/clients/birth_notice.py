"""Medical birth notices (giấy chứng sinh điện tử) of the health sector.

Only the notice's own code and date are known from public sources (maGCS, ngayCapGCS); the
question and its other fields are our guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line, text
from motcua.exchange.errors import Malformed, Refused
from motcua.kernel.partial_dates import BadDate, PartialDate

SYSTEM = "birth_notice"
NOT_FOUND = "404"


@dataclass(frozen=True, kw_only=True)
class BirthNotice:
    """What a clinic certified; ``gender`` is 1 for a boy, 2 for a girl, 0 when not determined."""

    code: str
    issued_on: PartialDate
    mother_id: str
    mother_name: str
    child_gender: str
    born_on: PartialDate
    born_at: str
    place: str


@dataclass(frozen=True)
class BirthNotices:
    """Thread-safe client."""

    line: Line

    def look_up(self, code: str) -> BirthNotice | None:
        """Return the notice of a code, or None when no clinic issued it."""
        reply = self.line.ask_json("/traCuu", {"maGCS": code})
        outcome = text(reply, "errorCode", SYSTEM)
        if outcome == NOT_FOUND:
            return None
        if outcome != "0":
            raise Refused(SYSTEM, outcome, str(reply.get("message", "")))
        found = reply.get("data")
        if not isinstance(found, dict):
            raise Malformed(SYSTEM, "no notice in the answer")
        return BirthNotice(
            code=text(found, "maGCS", SYSTEM),
            issued_on=_day(found, "ngayCapGCS"),
            mother_id=text(found, "meSoDDCN", SYSTEM),
            mother_name=text(found, "meHoTen", SYSTEM),
            child_gender=text(found, "nksGioiTinh", SYSTEM),
            born_on=_day(found, "nksNgaySinh"),
            born_at=str(found.get("nksGioSinh", "")),
            place=str(found.get("nksNoiSinh", "")),
        )


@cache
def notices() -> BirthNotices:
    """Return this process's client, as settings describe the system."""
    return BirthNotices(Line(SYSTEM, settings.SYSTEMS[SYSTEM]["url"], circuit=Circuit()))


def _day(found: dict[str, object], name: str) -> PartialDate:
    try:
        return PartialDate.parse(text(found, name, SYSTEM))
    except BadDate as fault:
        raise Malformed(SYSTEM, f"{name} is no date") from fault
