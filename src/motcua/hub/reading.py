"""Read ``data[]`` items of the two services 'up': strict on what is certain, lenient elsewhere.

Pure functions: an item in, own values out, or a ``Refusal`` that names the field.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.hub.codes import CHANNELS, STATES, Answer, Refusal
from motcua.kernel.clock import HANOI
from motcua.kernel.dossier_codes import BadDossierCode, DossierCode

LONGEST_CODE = 64
LONGEST_NAME = 1000
LONGEST_UNIT = 400
LONGEST_CONTENT = 10_000
WIRE_TIME_LENGTH = 14


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One item of DongBoHoSoMC; times are None where the item does not say."""

    code: str
    root: str
    agency: str
    procedure_code: str
    procedure_name: str
    status: int
    channel: str
    unit: str
    submitted_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    handed_over_at: datetime | None
    declined_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One item of CapNhatTienDoHoSoMC; ``digest`` is the same for the same item sent again."""

    dossier: str
    root: str
    digest: str
    at: datetime
    status: int
    handler: str
    title: str
    unit: str
    content: str


def dossier(item: Any) -> Dossier:
    fields = _object(item)
    code = _dossier_code(fields)
    channel = _text(fields, "KenhThucHien", 1)
    if channel not in CHANNELS:
        raise _wrong("KenhThucHien", "chỉ nhận 1, 2 hoặc 3")
    _text(fields, "TrichYeuHoSo", LONGEST_NAME)
    return Dossier(
        code=str(code),
        root=code.agency.root,
        agency=code.agency.dotted,
        procedure_code=_text(fields, "MaTTHC", LONGEST_CODE, needed=True),
        procedure_name=_text(fields, "TenTTHC", LONGEST_NAME),
        status=_status(fields, "TrangThaiHoSo"),
        channel=channel,
        unit=_text(fields, "DonViXuLy", LONGEST_UNIT),
        submitted_at=_time(fields, "NgayNopHoSo"),
        received_at=_time(fields, "NgayTiepNhan"),
        due_at=_time(fields, "NgayHenTra"),
        finished_at=_time(fields, "NgayKetThucXuLy"),
        handed_over_at=_time(fields, "NgayTra"),
        declined_at=_time(fields, "NgayTuChoi"),
    )


def progress(item: Any) -> Progress:
    fields = _object(item)
    code = _dossier_code(fields)
    at = _time(fields, "ThoiDiemXuLy")
    if at is None:
        raise _wrong("ThoiDiemXuLy", "chưa có")
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return Progress(
        dossier=str(code),
        root=code.agency.root,
        digest=hashlib.sha256(canonical.encode()).hexdigest(),
        at=at,
        status=_status(fields, "TrangThai"),
        handler=_text(fields, "NguoiXuLy", 50),
        title=_text(fields, "ChucDanh", 200),
        unit=_text(fields, "PhongBanXuLy", LONGEST_UNIT),
        content=_text(fields, "NoiDungXuLy", LONGEST_CONTENT),
    )


def _object(item: Any) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise Refusal(Answer.CONTENT, "Mỗi phần tử của data phải là một đối tượng JSON")
    return item


def _dossier_code(fields: Mapping[str, Any]) -> DossierCode:
    written = _text(fields, "MaHoSo", LONGEST_CODE, needed=True)
    try:
        return DossierCode.parse(written)
    except BadDossierCode as fault:
        raise _wrong("MaHoSo", str(fault)) from fault


def _status(fields: Mapping[str, Any], name: str) -> int:
    written = _text(fields, name, 2, needed=True)
    if not (written.isascii() and written.isdecimal() and int(written) in STATES):
        raise _wrong(name, "chỉ nhận từ 1 đến 10")
    return int(written)


def _time(fields: Mapping[str, Any], name: str) -> datetime | None:
    written = _text(fields, name, WIRE_TIME_LENGTH)
    if not written:
        return None
    try:
        if len(written) != WIRE_TIME_LENGTH or not (written.isascii() and written.isdecimal()):
            raise _wrong(name, "phải có dạng yyyyMMddHHmmss")
        return datetime.strptime(written, "%Y%m%d%H%M%S").replace(tzinfo=HANOI)
    except ValueError as fault:
        raise _wrong(name, "phải có dạng yyyyMMddHHmmss, giờ 24") from fault


def _text(fields: Mapping[str, Any], name: str, longest: int, *, needed: bool = False) -> str:
    """Return a field as text; numbers are taken, since producers differ on quotes."""
    found = fields.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int | None):
        raise _wrong(name, "phải là chuỗi ký tự")
    written = "" if found is None else str(found).strip()
    if needed and not written:
        raise _wrong(name, "chưa có")
    if len(written) > longest:
        raise _wrong(name, f"dài quá {longest} ký tự")
    if "\x00" in written or any("\ud800" <= sign <= "\udfff" for sign in written):
        raise _wrong(name, "có ký tự không hợp lệ")
    return written


def _wrong(name: str, what: str) -> Refusal:
    return Refusal(Answer.CONTENT, f"Trường {name}: {what}")
