"""MC_DoiSoat (đối soát): what the hub holds of the asking account, by day, agency and dossier.

Our own extension. Counts and digests come from one aggregate over a stored column, so that a
million dossiers are answered from an index; see ``kernel.parity`` for the digest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Sum

from motcua.hub.codes import Answer, Refusal
from motcua.hub.models import HubAccount, HubDossier
from motcua.kernel import parity
from motcua.kernel.agency_codes import AgencyCode, BadAgencyCode
from motcua.kernel.clock import HANOI

Rows = list[dict[str, Any]]
WIRE_DAY = "%Y%m%d"


def compared(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """Return the rows of one level (``cap``): ngay, coquan of a day, or hoso of both."""
    level = asked.get("cap")
    if not isinstance(level, str) or level not in LEVELS:
        raise Refusal(Answer.CONTENT, f"Trường cap: chỉ nhận {', '.join(LEVELS)}")
    return LEVELS[level](account, asked)


def _days(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    rows = _tallies("day", root=account.agency)
    return [{"ngay": day.strftime(WIRE_DAY), **tally} for day, tally in rows]


def _agencies(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    rows = _tallies("agency", root=account.agency, day=_day(asked))
    return [{"coquan": agency, **tally} for agency, tally in rows]


def _dossiers(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    found = HubDossier.objects.filter(
        root=account.agency, day=_day(asked), agency=_agency(asked)
    ).order_by("code")
    rows = found.values_list("code", "sequence", "status", "steps", "digest")
    return [
        {
            "MaHoSo": code,
            parity.SEQUENCE_KEY: sequence,
            "TrangThaiHoSo": str(status),
            "tienDo": steps,
            parity.STORED_KEY: digest,
        }
        for code, sequence, status, steps, digest in rows
    ]


def _tallies(by: str, **of: Any) -> list[tuple[Any, dict[str, Any]]]:
    found = HubDossier.objects.filter(**of).values(by).order_by(by)
    rows = found.annotate(many=Count("*"), total=Sum("weight")).values_list(by, "many", "total")
    return [
        (key, {"so": many, "maBam": parity.set_digest_of(int(total))}) for key, many, total in rows
    ]


def _day(asked: Mapping[str, Any]) -> date:
    told = asked.get("ngay")
    written = told if isinstance(told, str) and len(told) == len("yyyyMMdd") else ""
    try:
        return datetime.strptime(written, WIRE_DAY).replace(tzinfo=HANOI).date()
    except ValueError as fault:
        raise Refusal(Answer.CONTENT, "Trường ngay: phải có dạng yyyyMMdd") from fault


def _agency(asked: Mapping[str, Any]) -> str:
    told = asked.get("coquan")
    try:
        return AgencyCode.parse(told if isinstance(told, str) else "").dotted
    except BadAgencyCode as fault:
        raise Refusal(Answer.CONTENT, f"Trường coquan: {fault}") from fault


LEVELS: Mapping[str, Callable[[HubAccount, Mapping[str, Any]], Rows]] = {
    "ngay": _days,
    "coquan": _agencies,
    "hoso": _dossiers,
}
