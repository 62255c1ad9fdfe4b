"""The node's side: tell the national portal who acts for whom here, so that they can file there."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any

from motcua.accounts.service import (
    AppointedHelper,
    Mandate,
    Organisation,
    note_told,
    to_tell,
)
from motcua.exchange.clients.identity import ENTERPRISE, ORGANISATION
from motcua.exchange.clients.national_filed import FilingDesk, filing_desk
from motcua.exchange.errors import ExchangeError
from motcua.kernel.clock import HANOI

log = logging.getLogger(__name__)
MANDATE, HELPER = "1", "2"


def tell_mandates(now: datetime) -> int:
    """Tell of mandates and appointments given or ended here; returns how many were told."""
    desk = filing_desk()
    if not desk.is_open:
        return 0
    try:
        return tell_to(desk)
    except ExchangeError as fault:
        log.info("the portal was not told of mandates", extra={"kind": fault.kind})
        return 0


def tell_to(desk: FilingDesk) -> int:
    """Tell of what was not told; raises ``ExchangeError``, and then it is told another time."""
    told = to_tell()
    rows = [*map(_mandate, told.mandates), *map(_helper, told.helpers)]
    if rows:
        desk.tell(rows)
        note_told(told)
    return len(rows)


def _mandate(one: Mandate) -> dict[str, Any]:
    account = one.organisation
    known = getattr(account, "organisation", None)
    enterprise = known is not None and known.sort == Organisation.Sort.ENTERPRISE
    return {
        "MC_Loai": MANDATE,
        **_common(one),
        "TechID": account.tech_id or "",
        "MaSoThue": account.tax_code or "",
        "TenToChuc": account.full_name,
        "LoaiTaiKhoan": ENTERPRISE if enterprise else ORGANISATION,
        "DSThuTuc": ",".join(one.procedures),
    }


def _helper(one: AppointedHelper) -> dict[str, Any]:
    return {
        "MC_Loai": HELPER,
        **_common(one),
        "MaDonVi": one.agency,
        "LoaiNguoiHoTro": one.sort,
        "DiaBan": one.place,
    }


def _common(one: Mandate | AppointedHelper) -> dict[str, Any]:
    return {
        "MC_Ma": str(one.id),
        "SoDinhDanh": one.personal_id,
        "HoVaTen": one.full_name,
        "TuNgay": _day(one.first_day),
        "DenNgay": _day(one.last_day),
        "NgayChamDut": one.ended_at.astimezone(HANOI).strftime("%Y%m%d%H%M%S")
        if one.ended_at
        else "",
    }


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
