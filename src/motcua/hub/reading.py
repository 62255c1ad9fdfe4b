"""Read ``data[]`` items of the two services 'up' into the hub's own values.

Pure functions: an item and the present moment in, values out, or a ``Refusal`` that names the
field. What each field may hold is the table in fields.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.hub import fields
from motcua.hub.codes import ENDED, Answer, Refusal
from motcua.kernel import parity
from motcua.kernel.clock import local_day
from motcua.kernel.dossier_codes import BadDossierCode, DossierCode
from motcua.kernel.limits import Outcome, outcome

LARGEST_SEQUENCE = 2**31 - 1
LONGEST_CODE = 64


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One item of DongBoHoSoMC; times are None where the item does not say.

    ``sequence`` is 0 on the plain wire; ``news_at`` is the newest of the times that have passed.
    """

    code: str
    root: str
    agency: str
    day: date
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
    finished_late: bool
    news_at: datetime | None
    sequence: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One item of CapNhatTienDoHoSoMC; ``digest`` is the same for the same item sent again."""

    code: str
    root: str
    sequence: int
    digest: str
    at: datetime
    status: int
    handler: str
    title: str
    unit: str
    content: str


def dossier(item: Any, now: datetime, sequence: int = 0) -> Dossier:
    told = fields.read(item, fields.DOSSIER, now)
    code = dossier_code(told["MaHoSo"], now)
    status, due_at = int(told["TrangThaiHoSo"]), told["NgayHenTra"]
    ended = ended_at(told["NgayKetThucXuLy"], told["NgayTra"], told["NgayTuChoi"])
    passed = (told[name] for name in ("NgayNopHoSo", "NgayTiepNhan", "NgayTra", "NgayTuChoi"))
    submitted_at = told["NgayNopHoSo"]
    return Dossier(
        code=str(code),
        root=code.agency.root,
        agency=code.agency.dotted,
        day=local_day(submitted_at) if submitted_at else code.day,
        procedure_code=told["MaTTHC"],
        procedure_name=told["TenTTHC"],
        status=status,
        channel=told["KenhThucHien"],
        unit=told["DonViXuLy"],
        submitted_at=submitted_at,
        received_at=told["NgayTiepNhan"],
        due_at=due_at,
        finished_at=told["NgayKetThucXuLy"],
        handed_over_at=told["NgayTra"],
        declined_at=told["NgayTuChoi"],
        finished_late=status in ENDED and finished_late(ended, due_at),
        news_at=max(filter(None, (*passed, ended)), default=None),
        sequence=sequence,
        digest=_digest(item),
    )


def progress(item: Any, now: datetime, sequence: int = 0) -> Progress:
    told = fields.read(item, fields.PROGRESS, now)
    code = dossier_code(told["MaHoSo"], now)
    return Progress(
        code=str(code),
        root=code.agency.root,
        sequence=sequence,
        digest=_digest(item),
        at=told["ThoiDiemXuLy"],
        status=int(told["TrangThai"]),
        handler=told["NguoiXuLy"],
        title=told["ChucDanh"],
        unit=told["PhongBanXuLy"],
        content=told["NoiDungXuLy"],
    )


def sequence(item: Any) -> int:
    """Return MC_TrinhTu of an item of the extended wire, at least 1."""
    found = item.get(parity.SEQUENCE_KEY) if isinstance(item, dict) else None
    if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= LARGEST_SEQUENCE:
        return found
    raise fields.wrong(parity.SEQUENCE_KEY, f"phải là số nguyên từ 1 đến {LARGEST_SEQUENCE}")


def code_as_told(item: Any) -> str:
    """Return the dossier code of an item that may be wrong in every way, for showing."""
    told = item.get("MaHoSo") if isinstance(item, Mapping) else None
    return told[:LONGEST_CODE] if isinstance(told, str) else ""


def ended_at(*moments: datetime | None) -> datetime | None:
    """Return when a dossier was finished: finished, else handed over, else declined."""
    return next((moment for moment in moments if moment), None)


def finished_late(ended: datetime | None, due_at: datetime | None) -> bool:
    """Late by business times and by day; what is not told is not late."""
    return ended is not None and due_at is not None and outcome(ended, due_at) == Outcome.LATE


def dossier_code(written: str, now: datetime) -> DossierCode:
    """Return the code of a dossier that can exist by now; raises ``Refusal``."""
    try:
        code = DossierCode.parse(written)
    except BadDossierCode as fault:
        raise fields.wrong("MaHoSo", str(fault)) from fault
    if code.day > local_day(now + fields.CLOCK_SKEW):
        raise fields.early("MaHoSo")
    if len(str(code)) > LONGEST_CODE:
        raise fields.wrong("MaHoSo", f"dài quá {LONGEST_CODE} ký tự")
    return code


def _digest(item: Mapping[str, Any]) -> str:
    try:
        return parity.stored_digest(item)
    except (UnicodeEncodeError, RecursionError) as fault:
        raise Refusal(Answer.CONTENT, "Bản tin có ký tự hoặc cấu trúc không hợp lệ") from fault
