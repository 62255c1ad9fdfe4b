"""Take from a node who acts for organisations and who is appointed to help: our own service.

``MC_CapNhatUyQuyen`` (up) has for each mandate (``MC_Loai`` 1) or appointment (2) its id, person
and days, and when it was ended. An item is new or takes the place of the node's own of that id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.accounts.service import (
    AppointedHelper,
    OfAnotherNode,
    Organisation,
    ToldHelper,
    ToldMandate,
    mirror_helper,
    mirror_mandate,
)
from motcua.exchange.clients.identity import ENTERPRISE, ORGANISATION
from motcua.hub import fields, receiving, storing
from motcua.hub.codes import Answer, Refusal
from motcua.hub.fields import Choice, Fields, Moment, Text
from motcua.hub.models import HubAccount
from motcua.hub.storing import Refused
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import HANOI
from motcua.kernel.personal_ids import PersonalId

TOLD = "MC_CapNhatUyQuyen"
MANDATE, HELPER = "1", "2"
COMMON: Fields = {
    "MC_Loai": Choice(frozenset({MANDATE, HELPER}), needed=True),
    "MC_Ma": Text(36, needed=True),
    "SoDinhDanh": Text(12, needed=True),
    "HoVaTen": Text(120, needed=True),
    "TuNgay": Text(8, needed=True),
    "DenNgay": Text(8, needed=True),
    "NgayChamDut": Moment(),
}
OF_MANDATE: Fields = {
    "TechID": Text(80),
    "MaSoThue": Text(14),
    "TenToChuc": Text(120, needed=True),
    "LoaiTaiKhoan": Choice(frozenset({ENTERPRISE, ORGANISATION}), needed=True),
    "DSThuTuc": Text(4000),
}
OF_HELPER: Fields = {
    "MaDonVi": Text(32, needed=True),
    "LoaiNguoiHoTro": Text(12, needed=True),
    "DiaBan": Text(120, needed=True),
}
Told = Mapping[str, Any]


def receive(account: HubAccount, data: Any, body: str, now: datetime) -> None:
    """Take MC_CapNhatUyQuyen; each item is judged alone, and a refused one kept as dead letter."""
    items = receiving.items_of(data)
    with transaction.atomic():
        refused = [one for one in (_receive(account, item, now) for item in items) if one]
        storing.store_whole(account, TOLD, body, len(items) - len(refused), now)
        storing.keep_refused_items(account, TOLD, refused, now)


def _receive(account: HubAccount, item: Any, now: datetime) -> Refused | None:
    try:
        told = fields.read(item, COMMON, now)
        common = _common(told)
        if told["MC_Loai"] == MANDATE:
            mirror_mandate(
                account.agency, _mandate(fields.read(item, OF_MANDATE, now), common), now
            )
        else:
            mirror_helper(account.agency, _helper(fields.read(item, OF_HELPER, now), common), now)
    except OfAnotherNode:
        return Refused(item, Refusal(Answer.AGENCY, "Ủy quyền hoặc việc cử người của đơn vị khác"))
    except Refusal as refusal:
        return Refused(item, refusal)
    return None


def _common(told: Told) -> dict[str, Any]:
    first, last = _day("TuNgay", told["TuNgay"]), _day("DenNgay", told["DenNgay"])
    if last < first:
        raise fields.wrong("DenNgay", "trước TuNgay")
    return {
        "id": _id(told["MC_Ma"]),
        "personal_id": _personal_id(told["SoDinhDanh"]),
        "full_name": told["HoVaTen"],
        "first_day": first,
        "last_day": last,
        "ended_at": told["NgayChamDut"],
    }


def _mandate(told: Told, common: Mapping[str, Any]) -> ToldMandate:
    if not told["MaSoThue"] and not told["TechID"]:
        raise fields.wrong("MaSoThue", "chưa có")
    enterprise = told["LoaiTaiKhoan"] == ENTERPRISE
    return ToldMandate(
        **common,
        tech_id=told["TechID"],
        tax_code=told["MaSoThue"],
        organisation=told["TenToChuc"],
        sort=Organisation.Sort.ENTERPRISE if enterprise else Organisation.Sort.OTHER,
        procedures=[code for code in told["DSThuTuc"].split(",") if code],
    )


def _helper(told: Told, common: Mapping[str, Any]) -> ToldHelper:
    if told["LoaiNguoiHoTro"] not in AppointedHelper.Sort.values:
        raise fields.wrong("LoaiNguoiHoTro", "không có trong danh mục")
    return ToldHelper(
        **common, agency=told["MaDonVi"], sort=told["LoaiNguoiHoTro"], place=told["DiaBan"]
    )


def _day(name: str, written: str) -> date:
    try:
        return datetime.strptime(written, "%Y%m%d").replace(tzinfo=HANOI).date()
    except ValueError:
        raise fields.wrong(name, "không phải là ngày") from None


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise fields.wrong("MC_Ma", "không đúng dạng") from None


def _personal_id(written: str) -> str:
    try:
        return str(PersonalId.parse(written))
    except BadInput:
        raise fields.wrong("SoDinhDanh", "không phải là số định danh") from None
