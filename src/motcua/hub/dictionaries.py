"""Dictionaries 'down' (LayDanhMuc…), each from what this hub truly holds.

Field names are known for agencies and fields only (MADONVI …, MALINHVUC …); MA and TEN of the
others are our guess. A dictionary for which the hub has no source is refused by name, not made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from motcua.agencies import service as agencies
from motcua.catalogue import service as catalogue
from motcua.hub.codes import Answer, Refusal
from motcua.hub.models import AgencyTally, HubAccount
from motcua.kernel import clock
from motcua.kernel.parameters import parameters

Rows = list[dict[str, Any]]
SUBJECTS = {"1": "Người dân", "2": "Doanh nghiệp", "3": "Cơ quan nhà nước", "4": "Tổ chức khác"}
SEXES = {"1": "Nam", "2": "Nữ"}  # as the population database writes them
PROVINCE, BELOW = "1", "2"  # CAPDONVI; the codes are a guess
NOT_HELD = {
    "LayDanhMucTonGiao": "tôn giáo",
    "LayDanhMucTinhTrangHonNhan": "tình trạng hôn nhân",
    "LayDanhMucCapThucHien": "cấp thực hiện",
    "LayDanhMucCanCuPhapLy": "căn cứ pháp lý",
}


def _provinces() -> Rows:
    return _pairs((one.code, one.name) for one in parameters().places.provinces.values())


def _communes() -> Rows:
    communes = parameters().places.communes.values()
    return [{"MA": one.code, "TEN": one.name, "MACHA": one.province_code} for one in communes]


def _districts() -> Rows:
    """None: since 01/07/2025 there is no level between province and commune."""
    return []


def _agencies() -> Rows:
    """Accounts, and the agencies below them of which dossiers were counted."""
    roots = HubAccount.objects.order_by("agency").values_list("agency", "name")
    below = list(AgencyTally.objects.order_by("agency").values_list("agency", flat=True))
    names = agencies.names(below)
    return [_agency(code, name, PROVINCE) for code, name in roots] + [
        _agency(code, names.get(code, ""), BELOW) for code in below
    ]


def _agency(code: str, name: str, level: str) -> dict[str, str]:
    return {"MADONVI": code, "TENDONVI": name, "CAPDONVI": level}


def _fields() -> Rows:
    found = {one.field.code: one.field.name.vi for one in catalogue.published(clock.today())}
    return [
        {"MALINHVUC": code, "TENLINHVUC": name, "MANGANH": code.partition("-")[0]}
        for code, name in sorted(found.items())
    ]


def _fees() -> Rows:
    found = {
        f"{one.code}-{fee.id}": fee.name.vi
        for one in catalogue.published(clock.today())
        for fee in one.fees
    }
    return _pairs(found.items())


def _pairs(found: Iterable[tuple[str, str]]) -> Rows:
    return [{"MA": code, "TEN": name} for code, name in found]


def _not_held(what: str) -> Rows:
    raise Refusal(Answer.UNKNOWN_SERVICE, f"Cổng này không có danh mục {what}")


SERVICES: Mapping[str, Callable[[], Rows]] = {
    "LayDanhMucTinhThanh": _provinces,
    "LayDanhMucQuanHuyen": _districts,
    "LayDanhMucPhuongXa": _communes,
    "LayDanhMucQuocGia": lambda: _pairs(parameters().countries.items()),
    "LayDanhMucDanToc": lambda: _pairs(parameters().ethnic_groups.items()),
    "LayDanhMucGioiTinh": lambda: _pairs(SEXES.items()),
    "LayDanhMucDoiTuong": lambda: _pairs(SUBJECTS.items()),
    "LayDanhMucCoQuan": _agencies,
    "LayDanhMucLinhVuc": _fields,
    "LayDanhMucLePhi": _fees,
    **{name: partial(_not_held, what) for name, what in NOT_HELD.items()},
}
