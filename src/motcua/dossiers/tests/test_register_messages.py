from motcua.dossiers.register_messages import message
from motcua.exchange.clients.civil_status import BIRTH, COPY, MARITAL_STATUS

EXTRACT = {
    "loaiBanSao": "2",
    "cbsHoTen": "Khà Thị Minh Dung",
    "cbsNgaySinh": "1999-03-14",
    "noiDangKyTruocDay": {"commune": "05200"},
    "ngayDangKyTruocDay": "1999",
}


def test_a_birth_goes_as_dates_with_points_and_places_by_code():
    wire = {"nksNgaySinh": "2026-11-20", "nksNoiSinh": {"commune": "05200", "detail": "Xóm Văn"}}
    assert message(BIRTH, wire, {}) == {
        "nksNgaySinh": "20.11.2026",
        "nksNoiSinh": {"maXa": "05200", "dcChiTiet": "Xóm Văn"},
    }


def test_a_copy_splits_name_and_date_and_names_the_province():
    sent = message(COPY, EXTRACT, {})
    assert sent["cbsHoTen"] == {"Ho": "Khà", "ChuDem": "Thị Minh", "Ten": "Dung"}
    assert sent["cbsNgaySinh"] == {"namSinh": 1999, "thangSinh": 3, "ngaySinh": 14}
    assert sent["noiDangKyTruocDay"]["maTinh"] == "25"
    assert sent["loaiBanSao"] == "2"


def test_a_year_of_birth_alone_sends_no_month_and_no_day():
    sent = message(COPY, {**EXTRACT, "cbsNgaySinh": "1955"}, {})
    assert sent["cbsNgaySinh"] == {"namSinh": 1955}


def test_a_name_of_one_word_is_a_given_name():
    assert message(COPY, {**EXTRACT, "cbsHoTen": "Chư"}, {})["cbsHoTen"]["Ten"] == "Chư"


def test_a_marital_status_goes_as_a_sentence():
    words = {"nxnTinhTrangHonNhan": "Chưa đăng ký kết hôn với ai"}
    sent = message(MARITAL_STATUS, {"nxnTinhTrangHonNhan": "1", "nxnHoTen": "Vi A"}, words)
    assert sent["nxnTinhTrangHonNhan"] == "Chưa đăng ký kết hôn với ai"
