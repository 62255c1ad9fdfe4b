"""A province that speaks the extended wire over kept-open connections; all data invented."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from bench.hub.stand import SECRET
from motcua.kernel import clock


def code(number: int) -> str:
    """Return the code of one of 148 communes' dossiers, of today."""
    return f"H44.28.{number % 148 + 1:02}-{clock.today():%y%m%d}-{number // 148 + 1:04}"


def a_dossier(number: int, status: int = 4) -> dict[str, Any]:
    now = f"{clock.now():%Y%m%d}073000"
    return {
        "MaHoSo": code(number), "MaTTHC": "1.001193", "TenTTHC": "Thủ tục đăng ký khai sinh",
        "MaLinhVuc": "G15-HT", "TenLinhVuc": "Hộ tịch", "KenhThucHien": "2",
        "ChuHoSo": "Khà Thị Dung", "LoaiDoiTuong": "1", "MaDoiTuong": f"tech-{number}",
        "SoDienThoai": "0912345678", "TrichYeuHoSo": "Đăng ký khai sinh: Khà Thị Mai",
        "NgayNopHoSo": now, "NgayTiepNhan": now, "NgayHenTra": now, "NgayKetThucXuLy": "",
        "TrangThaiHoSo": str(status), "DonViXuLy": "UBND xã Mai Châu", "NoiNopHoSo": "2",
        "HinhThuc": "0", "DuocThanhToanTrucTuyen": "0", "HoSoCoThanhPhanSoHoa": "1",
        "TaiKhoanDuocXacThucVoiVNeID": "1", "DSKetNoiCSDL": [{"MaCSDL": "7"}],
        "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": f"017199{number % 10**6:06}"}],
        "DanhSachLePhi": [], "DanhSachHoSoBoSung": [], "DanhSachGiayToKetQua": [],
        "MC_TrinhTu": 1,
    }  # fmt: skip


def a_step(number: int, sequence: int) -> dict[str, Any]:
    return {
        "MaHoSo": code(number), "NguoiXuLy": "Hà Thị Xuyến", "ChucDanh": "Công chức hộ tịch",
        "ThoiDiemXuLy": f"{clock.now():%Y%m%d}08{sequence:02}00", "TrangThai": "4",
        "PhongBanXuLy": "Văn phòng HĐND và UBND", "NoiDungXuLy": "Kiểm tra dữ liệu dân cư",
        "MC_TrinhTu": sequence,
    }  # fmt: skip


class Line:
    """One connection with its own session."""

    def __init__(self, url: str) -> None:
        self.http = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        login = {"username": "H44", "password": SECRET}
        self.session = self._post("/ndxp/login", login)["session"]

    def send(self, service: str, items: list[dict[str, Any]]) -> None:
        """Send items up; raises ``RuntimeError`` unless each was accepted."""
        answer = self.call("/ndxp/integration", service=service, data=items)
        if wrong := [row for row in answer["result"] if row["MC_MaLoi"] != "0"] or not items:
            raise RuntimeError(f"refused: {wrong}")

    def call(self, path: str, **asked: Any) -> dict[str, Any]:
        envelope = {"session": self.session, "madonvi": "H44", "MC_MoRong": "motcua-1"}
        answer = self._post(path, {**envelope, **asked})
        if answer["error_code"] != "0":
            raise RuntimeError(answer)
        return answer

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        raw = json.dumps(body, ensure_ascii=False).encode()
        self.http.request("POST", path, raw, {"Content-Type": "application/json"})
        return json.loads(self.http.getresponse().read())
