"""Claims of the national sign-in (interfaces.md 5.1 and 5.2).

Guesses: the form of TechID and sub, dates as dd/MM/yyyy (yyyy when the day is unknown), loAs as
'LoA1' or 'LoA2', IAL as its number, codes of GioiTinh and DanToc as in the population database.
"""

from __future__ import annotations

from motcua_sandbox.oidc.accounts import Account
from motcua_sandbox.population.codes import MARITAL, SEX


def user_info(account: Account, level: int, issuer: str) -> dict[str, str]:
    citizen = account.citizen
    claims = {
        "sub": account.tech_id,
        "TechID": account.tech_id,
        "LoaiTaiKhoan": account.kind,
        "SoDinhDanh": citizen.personal_id,
        "SoCMND": citizen.old_id or "",
        "HoVaTen": citizen.full_name,
        "NgayThangNamSinh": citizen.birth.vi(),
        "GioiTinh": SEX[citizen.sex],
        "DanToc": citizen.ethnicity,
        "TinhTrangHonNhan": MARITAL[citizen.marital],
        "QuocTich": "VN",
        "ThuongTru": citizen.home.line(),
        "ThuDienTu": f"{account.username}@vi-du.invalid" if account.phone else "",
        "SoDienThoai": account.phone,
        "loAs": acr(level),
        "IAL": str(level),
        "userProfileUri": f"{issuer}/userinfo",
        "logoutUri": f"{issuer}/end_session",
    }
    if account.organisation:
        claims |= {
            "MaSoThue": account.organisation.tax_code,
            "MaSoDoanhNghiep": account.organisation.tax_code,
            "TenDoanhNghiep": account.organisation.name,
            "DiaChi": account.organisation.address,
            "NguoiDaiDien": citizen.full_name,
        }
    return claims


def acr(level: int) -> str:
    return f"LoA{level}"


def level(acr_values: str) -> int:
    """Return the highest level asked for; without a known one it is 1."""
    return 2 if "LoA2" in acr_values.split() else 1
