"""Services 'down': what the hub tells a province or ministry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.hub import answers, comparing, dictionaries, extension, fields, filed, procedures
from motcua.hub.codes import Answer, Refusal
from motcua.hub.models import HubAccount, HubDossier
from motcua.kernel import clock, parity
from motcua.kernel.clock import HANOI

Rows = list[dict[str, Any]]
Service = Callable[[HubAccount, Mapping[str, Any]], Rows]
CODE = fields.Text(64, needed=True)


def dossier(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """TraCuuHoSo: one row when the hub has a dossier of the asking agency, else none."""
    found = HubDossier.objects.filter(code=_code(asked, "mahoso"), root=account.agency).first()
    if found is None:
        return []
    ours = (
        {parity.SEQUENCE_KEY: found.sequence, parity.STORED_KEY: found.digest}
        if extension.is_spoken(asked)
        else {}
    )
    heard = found.last_heard_at.astimezone(HANOI)
    return [
        {
            "MaHoSo": found.code,
            "MaTTHC": found.procedure_code,
            "TrangThaiHoSo": str(found.status),
            "ThoiDiemCapNhat": f"{heard:%Y%m%d%H%M%S}",
            **ours,
        }
    ]


def _compared(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    if not extension.is_spoken(asked):
        raise Refusal(Answer.UNKNOWN_SERVICE, "Dịch vụ không có trên Cổng")
    return comparing.compared(account, asked)


def _code(asked: Mapping[str, Any], name: str) -> str:
    told = asked.get(name)
    if not isinstance(told, str):
        raise fields.wrong(name, "phải là chuỗi ký tự")
    return CODE.read(name, told, clock.now())


def _no_accounts(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """TraCuuTechID: this hub signs no people in, so it knows nobody's TECHNICALID."""
    reason = "Cổng này không quản lý tài khoản người dùng, không tra cứu được TechID"
    raise Refusal(Answer.UNKNOWN_SERVICE, reason)


def found(name: str) -> Service | None:
    """Return a service 'down' by its name on the wire."""
    if name in dictionaries.SERVICES:
        return lambda account, asked: dictionaries.SERVICES[name]()
    return SERVICES.get(name)


SERVICES: Mapping[str, Service] = {
    "TraCuuHoSo": dossier,
    parity.PARITY_SERVICE: _compared,
    filed.LISTED: filed.listed,
    "LayDanhSachHoiDapGuiTuDVCQG": answers.from_portal,
    "LayDanhSachHoiDapBoCoQuan": answers.of_agency,
    "LayNoiDungTraLoiTheoCauHoi": answers.one_answer,
    "TraCuuTechID": _no_accounts,
    "LayDanhSachTTHC": lambda account, asked: procedures.listed(),
    "LayThuTuc": lambda account, asked: procedures.described(_code(asked, "maTTHC")),
}
