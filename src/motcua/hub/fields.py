"""What is certain of each field of the messages 'up': its kind, its length, whether it is needed.

Names and kinds as seen in several producers; what is not certain is taken as it comes. A field
that is not listed is neither read nor refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.hub.codes import CHANNELS, STATES, Answer, Refusal
from motcua.kernel.clock import HANOI

WIRE_TIME_LENGTH = 14
CLOCK_SKEW = timedelta(days=1)  # a producer's clock may be wrong; a year typed wrongly is more
FARTHEST_DUE = timedelta(days=3653)
EARLIEST_YEAR = 2000  # as in dossier codes
MOST_ROWS = 1000
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Text:
    """Numbers are taken too, since producers differ on quotes."""

    longest: int
    needed: bool = False

    def read(self, name: str, found: Any, now: datetime) -> str:
        written = found.strip() if isinstance(found, str) else _shown(name, found)
        if self.needed and not written:
            raise wrong(name, "chưa có")
        if len(written) > self.longest:
            raise wrong(name, f"dài quá {self.longest} ký tự")
        if _UNSTORABLE.search(written):
            raise wrong(name, "có ký tự không hợp lệ")
        return written


@dataclass(frozen=True)
class Choice:
    """One of a few codes; absent is none of them."""

    codes: frozenset[str]
    needed: bool = False

    def read(self, name: str, found: Any, now: datetime) -> str:
        written = Text(8, self.needed).read(name, found, now)
        if written and written not in self.codes:
            raise wrong(name, f"chỉ nhận {', '.join(sorted(self.codes, key=_by_number))}")
        return written


@dataclass(frozen=True)
class Flag:
    """Written 0, 1, True or False, in or without quotes."""

    def read(self, name: str, found: Any, now: datetime) -> str:
        written = Text(8).read(name, str(found) if isinstance(found, bool) else found, now).lower()
        if written not in {"", "0", "1", "true", "false"}:
            raise wrong(name, "chỉ nhận 0 hoặc 1")
        return "1" if written in {"1", "true"} else "0"


@dataclass(frozen=True)
class Moment:
    """``yyyyMMddHHmmss`` in local time; what has happened cannot lie in the future."""

    past: bool = True
    needed: bool = False

    def read(self, name: str, found: Any, now: datetime) -> datetime | None:
        written = Text(WIRE_TIME_LENGTH, self.needed).read(name, found, now)
        if not written:
            return None
        at = _moment(name, written)
        if at.year < EARLIEST_YEAR:
            raise wrong(name, f"trước năm {EARLIEST_YEAR}")
        if at > now + FARTHEST_DUE:
            raise wrong(name, "xa quá 10 năm")
        if self.past and at > now + CLOCK_SKEW:
            raise early(name)
        return at


@dataclass(frozen=True)
class Rows:
    """A list of objects with fields of their own."""

    fields: Fields

    def read(self, name: str, found: Any, now: datetime) -> list[dict[str, Any]]:
        if found is None or found == "":
            return []
        if not isinstance(found, list) or len(found) > MOST_ROWS:
            raise wrong(name, f"phải là một danh sách, không quá {MOST_ROWS} phần tử")
        return [read(row, self.fields, now, f"{name}.") for row in found]


Kind = Text | Choice | Flag | Moment | Rows
Fields = Mapping[str, Kind]


def read(item: Any, fields: Fields, now: datetime, prefix: str = "") -> dict[str, Any]:
    """Return the fields of an item by name; raises ``Refusal`` that names the first wrong one."""
    if not isinstance(item, dict):
        what = f"Trường {prefix.rstrip('.')}: mỗi" if prefix else "Mỗi"
        raise Refusal(Answer.CONTENT, f"{what} phần tử phải là một đối tượng JSON")
    return {name: kind.read(prefix + name, item.get(name), now) for name, kind in fields.items()}


def wrong(name: str, what: str) -> Refusal:
    return Refusal(Answer.CONTENT, f"Trường {name}: {what}")


def early(name: str) -> Refusal:
    """Refuse what this clock has not reached: one of two clocks is wrong, nobody knows which."""
    what = (
        "thời điểm ở tương lai so với đồng hồ của Cổng. Bản tin được giữ lại bên gửi, gửi lại sau"
    )
    return Refusal(Answer.EARLY, f"Trường {name}: {what}")


def _shown(name: str, found: Any) -> str:
    if found is None:
        return ""
    if isinstance(found, bool) or not isinstance(found, int):
        raise wrong(name, "phải là chuỗi ký tự")
    try:
        return str(found)
    except ValueError as fault:  # a number of thousands of digits
        raise wrong(name, "số quá dài") from fault


def _moment(name: str, written: str) -> datetime:
    if len(written) != WIRE_TIME_LENGTH or not (written.isascii() and written.isdecimal()):
        raise wrong(name, "phải có dạng yyyyMMddHHmmss")
    places = [(0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14)]
    try:
        return datetime(*(int(written[a:b]) for a, b in places), tzinfo=HANOI)  # type: ignore[misc,arg-type]
    except ValueError as fault:
        raise wrong(name, "phải có dạng yyyyMMddHHmmss, giờ 24") from fault


def _by_number(code: str) -> int:
    return int(code)


_STATE = Choice(frozenset(map(str, STATES)), needed=True)
_CODE = Text(64, needed=True)
_PAPER = {"TenGiayTo": Text(2000), "SoLuong": Text(20), "LoaiGiayTo": Text(200)}
_FEE = {
    "TenPhiLePhi": Text(1000), "MaPhiLePhi": Text(64), "HinhThucThu": Text(200),
    "Gia": Text(20), "LoaiPhiLePhi": Text(64),
}  # fmt: skip

DOSSIER: Fields = {
    "MaHoSo": _CODE,
    "MaTTHC": _CODE,
    "TrangThaiHoSo": _STATE,
    "KenhThucHien": Choice(frozenset(filter(None, CHANNELS))),
    "LoaiDoiTuong": Choice(frozenset("1234")),
    "HinhThuc": Choice(frozenset("01")),
    "NoiNopHoSo": Choice(frozenset("12")),
    "DuocThanhToanTrucTuyen": Choice(frozenset("0123")),
    "HoSoCoThanhPhanSoHoa": Flag(),
    "TaiKhoanDuocXacThucVoiVNeID": Flag(),
    "NgayNopHoSo": Moment(),
    "NgayTiepNhan": Moment(),
    "NgayHenTra": Moment(past=False),
    "NgayKetThucXuLy": Moment(),
    "NgayTra": Moment(),
    "NgayTuChoi": Moment(),
    "TenTTHC": Text(1000), "MaLinhVuc": Text(64), "TenLinhVuc": Text(1000),
    "SoBienNhan": Text(200), "ChuHoSo": Text(1000), "SoGiayToChuHoSo": Text(64),
    "MaDoiTuong": Text(200), "ThongTinKhac": Text(10_000), "Email": Text(1000), "Fax": Text(200),
    "SoDienThoai": Text(200), "GhiChu": Text(10_000), "TrichYeuHoSo": Text(1000),
    "ThongTinTra": Text(10_000), "DonViXuLy": Text(400),
    "DinhDanhCHS": Rows({"LoaiDinhDanh": Text(8), "SoDinhDanh": Text(64)}),
    "DSKetNoiCSDL": Rows({"MaCSDL": Text(64)}),
    "TaiLieuNop": Rows({
        "TepDinhKemId": Text(200), "TenTepDinhKem": Text(4000), "IsDeleted": Flag(),
        "MaThanhPhanHoSo": Text(200), "DuongDanTaiTepTin": Text(4000), "DuocSoHoa": Flag(),
        "DuocTaiSuDung": Choice(frozenset("012")), "DuocLayTuKhoDMQG": Flag(),
        "MaKetQuaThayThe": Text(200),
    }),
    "DanhSachLePhi": Rows(_FEE),
    "DanhSachTepDinhKemKhac": Rows(_PAPER),
    "DanhSachHoSoBoSung": Rows({
        "HoSoBoSungId": Text(200), "NguoiYeuCauBoSung": Text(200), "NoiDungBoSung": Text(10_000),
        "NgayBoSung": Moment(), "NguoiTiepNhanBoSung": Text(200), "ThongTinTiepNhan": Text(10_000),
        "NgayTiepNhanBoSung": Moment(), "TrangThaiBoSung": Text(64),
        "DanhSachGiayToBoSung": Rows(_PAPER), "DanhSachLePhiBoSung": Rows(_FEE),
        "NgayHenTraTruoc": Moment(past=False), "NgayHenTraMoi": Moment(past=False),
    }),
    "DanhSachGiayToKetQua": Rows({
        "TenGiayTo": Text(2000), "MaThanhPhanHoSo": Text(200), "GiayToId": Text(200),
        "DuongDanTepTinKetQua": Text(4000), "MaGiayToKetQua": Text(200),
    }),
}  # fmt: skip

PROGRESS: Fields = {
    "MaHoSo": _CODE,
    "ThoiDiemXuLy": Moment(needed=True),
    "TrangThai": _STATE,
    "NguoiXuLy": Text(50),
    "ChucDanh": Text(200),
    "PhongBanXuLy": Text(400),
    "NoiDungXuLy": Text(10_000),
    "NgayBatDau": Moment(),
    "NgayKetThucTheoQuyDinh": Moment(past=False),
}
