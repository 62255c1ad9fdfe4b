from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from running import Sandbox
from test_sandbox_hotich import Register

CODES = (f"H44.28.07-261123-{number:04}" for number in count(1))
DUNG = {"hoTen": "Khà Thị Dung", "ngaySinh": "14.03.1999", "soDDCN": "017199004127"}
EXTRACT = (
    "<hotich><hoso><loaiBanSao>2</loaiBanSao><cbsHoTen><Ho>Khà</Ho><ChuDem>Thị</ChuDem>"
    "<Ten>Dung</Ten></cbsHoTen></hoso></hotich>"
)
STATUS = (
    "<hotich><hoso><nxnHoTen>Sùng A Chống</nxnHoTen><nxnTinhTrangHonNhan>Chưa đăng ký kết hôn với "
    "ai</nxnTinhTrangHonNhan><nxnMucDichSuDung>Đăng ký kết hôn</nxnMucDichSuDung></hoso></hotich>"
)


@pytest.fixture
def register(sandbox: Sandbox) -> Iterator[Register]:
    client = Register(sandbox)
    yield client
    client.http.close()


@pytest.mark.parametrize(("module", "data"), [("BS", EXTRACT), ("HN", STATUS)])
def test_copies_and_confirmations_get_a_number_and_no_personal_id(register, module, data):
    result = register.registered(next(CODES), module=module, data=data)
    assert result["soDangKy"].isdecimal()
    assert result["quyenSo"].endswith("/2026")
    assert "soDinhDanh" not in result


def test_each_module_has_a_book_of_its_own(register):
    one, other = (
        register.registered(next(CODES), module=module, data=data, maDonVi=4831)["soDangKy"]
        for module, data in (("BS", EXTRACT), ("HN", STATUS))
    )
    assert one == other == "1"


def test_what_a_copy_lacks_is_named(register):
    answer = register.hand_over(next(CODES), module="BS", data="<hotich><hoso/></hotich>")
    assert answer["errorCode"] == "500"
    assert "loaiBanSao" in str(answer["errorDescription"])


def test_an_own_birth_is_found_with_both_parents_names(register):
    found = register.ask("traCuuDangKy", loaiBanSao="1", **DUNG)["value"]
    assert found["nksHoTen"] == "Khà Thị Dung"
    assert found["noiDangKy"].startswith("UBND ")
    assert found["soDangKy"].isdecimal()


def test_a_marriage_is_found_under_either_spouse(register):
    found = register.ask("traCuuDangKy", loaiBanSao="3", **DUNG)["value"]
    assert found["ngayDangKy"] == "10.10.2024"
    assert (found["voHoTen"], found["chongHoTen"]) == ("Khà Thị Dung", "Bùi Văn Tuyển")


@pytest.mark.parametrize(
    "change",
    [{"loaiBanSao": "4"}, {"hoTen": "Khà Thị Duyên"}, {"ngaySinh": "15.03.1999"}],
)
def test_what_does_not_agree_is_not_found(register, change):
    asked = {"loaiBanSao": "2", **DUNG, **change}
    assert register.ask("traCuuDangKy", **asked)["errorCode"] == "201"


def test_a_marriage_on_paper_only_is_not_found(register):
    panh = {"hoTen": "Lò Văn Pánh", "ngaySinh": "19.12.1994", "soDDCN": "017094007391"}
    assert register.ask("traCuuDangKy", loaiBanSao="3", **panh)["errorCode"] == "201"
