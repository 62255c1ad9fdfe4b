"""A province's side of the national wire, for tests."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from motcua.hub import sessions

CODE = "H44.28.05-261123-0007"


def a_dossier(**changes: Any) -> dict[str, Any]:
    item = {
        "MaHoSo": CODE,
        "MaTTHC": "1.001193",
        "TenTTHC": "Đăng ký khai sinh",
        "KenhThucHien": "2",
        "TrangThaiHoSo": "2",
        "NgayNopHoSo": "20261122203100",
        "NgayTiepNhan": "20261123070500",
        "NgayHenTra": "20261123170000",
        "DonViXuLy": "UBND xã Mai Châu",
    }
    return {**item, **changes}


def a_step(**changes: Any) -> dict[str, Any]:
    item = {
        "MaHoSo": CODE,
        "NguoiXuLy": "Hà Thị Xuyến",
        "ChucDanh": "Công chức tư pháp - hộ tịch",
        "ThoiDiemXuLy": "20261123083000",
        "PhongBanXuLy": "Văn phòng HĐND và UBND",
        "NoiDungXuLy": "Kiểm tra dữ liệu dân cư",
        "TrangThai": "4",
    }
    return {**item, **changes}


class Province:
    """Speaks the wire through Django's test client."""

    def __init__(self, agency: str = "H44") -> None:
        sessions.keep_account(agency, agency, f"Tỉnh {agency}", "a long secret")
        self.http = Client()
        self.agency = agency
        self.session = self.post("/ndxp/login", {"username": agency, "password": "a long secret"})[
            "session"
        ]

    def post(self, path: str, body: Any) -> dict[str, Any]:
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        answer = self.http.post(path, raw, content_type="application/json")
        assert answer.status_code == 200
        return answer.json()

    def call(self, path: str, **body: Any) -> dict[str, Any]:
        return self.post(path, {"session": self.session, "madonvi": self.agency, **body})

    def send(self, *items: Any, updating: str = "False") -> dict[str, Any]:
        return self.call(
            "/ndxp/integration", service="DongBoHoSoMC", isUpdating=updating, data=list(items)
        )

    def tell(self, *items: Any) -> dict[str, Any]:
        return self.call("/ndxp/integration", service="CapNhatTienDoHoSoMC", data=list(items))

    def extended(self, service: str, *items: Any) -> list[dict[str, Any]]:
        """Send items of our extension; each is (item, sequence)."""
        data = [{**item, "MC_TrinhTu": sequence} for item, sequence in items]
        answer = self.call(
            "/ndxp/integration", service=service, isUpdating="True", MC_MoRong="motcua-1", data=data
        )
        assert answer["error_code"] == "0"
        return answer["result"]

    def snapshots(self, *items: Any) -> list[dict[str, Any]]:
        return self.extended("DongBoHoSoMC", *items)

    def steps(self, *items: Any) -> list[dict[str, Any]]:
        return self.extended("CapNhatTienDoHoSoMC", *items)


def codes(answers: list[dict[str, Any]]) -> list[str]:
    return [one["MC_MaLoi"] for one in answers]
