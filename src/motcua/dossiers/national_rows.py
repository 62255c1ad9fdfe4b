"""The national portal's words for a dossier: ``DongBoHoSoMC`` and ``CapNhatTienDoHoSoMC`` rows.

Almost every value on that wire is a string, moments are ``yyyyMMddHHmmss`` in local time. What is
not known stays away; nothing is made up (interfaces, section 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers.events import Event
from motcua.dossiers.labels import EVENT_LABELS
from motcua.dossiers.phases import WIRE_STATUS, Phase
from motcua.dossiers.state import Dossier
from motcua.kernel.clock import HANOI

CHANNEL = {"counter": "1", "online": "2", "post": "3"}
POPULATION_DATABASE = "7"  # MaCSDL seen for the population database
PERSON = "1"
APPLICANTS = {"enterprise": "2", "organisation": "4"}  # LoaiDoiTuong by the account's sort
OWN_PORTAL = "2"
NATIONAL_PORTAL = "1"


def moment(value: datetime | None) -> str:
    return value.astimezone(HANOI).strftime("%Y%m%d%H%M%S") if value else ""


def snapshot(
    dossier: Dossier,
    *,
    names: Mapping[str, str],
    people: Iterable[Mapping[str, str]],
    fees: Iterable[Mapping[str, Any]],
    results: Iterable[Mapping[str, str]],
    supplements: Iterable[Mapping[str, str]] = (),
    paid_online: bool = False,
    consulted: bool = False,
    filed_at: str = OWN_PORTAL,
) -> dict[str, Any]:
    """Return one ``data[]`` row of DongBoHoSoMC.

    ``names`` has procedure, field_code, field, agency and subject; ``people`` are mappings with
    part, full_name, personal_id, phone, tech_id, level and sort; ``filed_at`` is one of NoiNopHoSo.
    """
    return {
        **_who(dossier, {person["part"]: person for person in people}),
        **_times(dossier),
        "MaHoSo": dossier.code,
        "MaTTHC": dossier.procedure,
        "TenTTHC": names["procedure"],
        "MaLinhVuc": names["field_code"],
        "TenLinhVuc": names["field"],
        "KenhThucHien": CHANNEL[dossier.channel],
        "TrichYeuHoSo": f"{names['procedure']}: {names['subject']}"[:1000],
        "TrangThaiHoSo": str(WIRE_STATUS[dossier.phase]),
        "DonViXuLy": names["agency"],
        "NoiNopHoSo": filed_at,
        "HinhThuc": "0",
        "DuocThanhToanTrucTuyen": "1" if paid_online else "0",
        "HoSoCoThanhPhanSoHoa": "1" if dossier.channel == "online" else "0",
        "DanhSachLePhi": [dict(fee) for fee in fees],
        "DanhSachHoSoBoSung": [dict(one) for one in supplements],
        "DanhSachGiayToKetQua": [dict(result) for result in results],
        "DSKetNoiCSDL": [{"MaCSDL": POPULATION_DATABASE}] if consulted else [],
    }


def progress(dossier_code: str, event: Event, status: Phase, department: str) -> dict[str, str]:
    """Return one ``data[]`` row of CapNhatTienDoHoSoMC: who did what, and the true status."""
    due = event.moment("due_at")
    return {
        "MaHoSo": dossier_code,
        "NguoiXuLy": (event.actor.name or "Người yêu cầu")[:50],
        "ChucDanh": event.actor.title,
        "ThoiDiemXuLy": moment(event.at),
        "PhongBanXuLy": department,
        "NoiDungXuLy": EVENT_LABELS[event.kind],
        "TrangThai": str(WIRE_STATUS[status]),
        "NgayBatDau": moment(event.at),
        "NgayKetThucTheoQuyDinh": moment(due),
    }


def _who(dossier: Dossier, by_part: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    filer = by_part.get("filer", {})
    owner = by_part.get("owner", filer)
    return {
        "ChuHoSo": owner.get("full_name", ""),
        "LoaiDoiTuong": APPLICANTS.get(filer.get("sort", ""), PERSON),
        "MaDoiTuong": filer.get("tech_id", "") if dossier.channel == "online" else "",
        "SoDienThoai": filer.get("phone", ""),
        "TaiKhoanDuocXacThucVoiVNeID": "1" if filer.get("level") == "2" else "0",
        "DinhDanhCHS": _identity(owner),
    }


def _times(dossier: Dossier) -> dict[str, str]:
    declined = dossier.phase == Phase.DECLINED or dossier.outcome == "refused"
    return {
        "NgayNopHoSo": moment(dossier.submitted_at),
        "NgayTiepNhan": moment(dossier.received_at),
        "NgayHenTra": moment(dossier.due_at),
        "NgayKetThucXuLy": moment(dossier.finished_at),
        "NgayTra": moment(dossier.handed_over_at),
        "NgayTuChoi": moment(dossier.finished_at) if declined else "",
    }


def _identity(owner: Mapping[str, str]) -> list[dict[str, str]]:
    number = owner.get("personal_id", "")
    return [{"LoaiDinhDanh": "1", "SoDinhDanh": number}] if number else []
