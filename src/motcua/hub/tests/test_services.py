import pytest

from motcua.hub.models import DeadLetter, Message, Question, Rating
from motcua.hub.tests.test_pages import official
from motcua.hub.tests.wires import CODE, Province, a_dossier

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.hub.tests.urls_with_errors")]
RATING = {"MaHoSo": CODE, "MucDo": "1", "NgayDanhGia": "20261123173000", "NoiDung": "Nhanh"}
QUESTION = {"HOIDAPID": "7", "NOIDUNG": "Làm khai sinh ở đâu?", "MADONVI": "H44.28.05"}


@pytest.fixture
def province() -> Province:
    return Province()


def ask(province: Province, service: str, **more) -> dict:
    return province.call("/ndxp/share", service=service, **more)


def send(province: Province, service: str, *items) -> dict:
    return province.call("/ndxp/integration", service=service, data=list(items))


@pytest.mark.parametrize(
    ("service", "row"),
    [
        ("LayDanhMucTinhThanh", {"MA": "25", "TEN": "Tỉnh Phú Thọ"}),
        ("LayDanhMucPhuongXa", {"MA": "05200", "TEN": "Xã Mai Châu", "MACHA": "25"}),
        ("LayDanhMucQuocGia", {"MA": "VN", "TEN": "Việt Nam"}),
        ("LayDanhMucDanToc", {"MA": "06", "TEN": "Mường"}),
        ("LayDanhMucGioiTinh", {"MA": "2", "TEN": "Nữ"}),
        ("LayDanhMucDoiTuong", {"MA": "1", "TEN": "Người dân"}),
        ("LayDanhMucCoQuan", {"MADONVI": "H44", "TENDONVI": "Tỉnh H44", "CAPDONVI": "1"}),
    ],
)
def test_dictionaries_come_from_what_the_hub_holds(province, service, row):
    assert row in ask(province, service)["result"]


def test_fields_and_fees_are_those_of_the_catalogue(province):
    fields = ask(province, "LayDanhMucLinhVuc")["result"]
    assert any(one["TENLINHVUC"] == "Hộ tịch" for one in fields)
    assert ask(province, "LayDanhMucLePhi")["result"]


def test_there_are_no_districts_any_more(province):
    assert ask(province, "LayDanhMucQuanHuyen") == {
        "error_code": "0", "message": "Thành công", "result": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "service", ["LayDanhMucTonGiao", "LayDanhMucTinhTrangHonNhan", "TraCuuTechID"]
)
def test_what_the_hub_does_not_hold_is_refused_and_not_made_up(province, service):
    answer = ask(province, service, provider="wso2is", mstorcmnd="017199000001")
    assert answer["error_code"] == "6"
    assert answer["message"].startswith("Cổng này không ")


def test_a_rating_sent_twice_is_there_once(province):
    province.send(a_dossier())
    for _ in range(2):
        assert send(province, "DongBoDanhGia", RATING)["error_code"] == "0"
    assert Rating.objects.values_list("dossier", "level").get() == (CODE, 1)
    assert Message.objects.filter(service="DongBoDanhGia", accepted=1).count() == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"MucDo": "5"}, "4"), ({"MucDo": None}, "4"), ({"NgayDanhGia": "20991123173000"}, "4"),
        ({"NgayDanhGia": ""}, "4"), ({"MaHoSo": "x"}, "4"), ({"NoiDung": {}}, "4"),
        ({"MaHoSo": "H44.28.05-261123-0099"}, "5"),
    ],
)  # fmt: skip
def test_a_wrong_rating_is_refused(province, change, code):
    province.send(a_dossier())
    assert send(province, "DongBoDanhGia", {**RATING, **change})["error_code"] == code
    assert not Rating.objects.exists()
    assert DeadLetter.objects.get().code == code


def test_a_question_of_an_agency_is_kept_and_listed_to_it_alone(province):
    for words in ("Hỏi gì?", "Làm khai sinh ở đâu?"):
        assert send(province, "DongBoHoiDap", {**QUESTION, "NOIDUNG": words})["error_code"] == "0"
    (row,) = ask(province, "LayDanhSachHoiDapBoCoQuan")["result"]
    assert (row["HOIDAPID"], row["NOIDUNG"], row["TRANGTHAI"]) == ("7", "Làm khai sinh ở đâu?", "0")
    other = Province("H17")
    assert ask(other, "LayDanhSachHoiDapBoCoQuan")["result"] == []
    assert ask(other, "LayNoiDungTraLoiTheoCauHoi", cauhoiid="7")["result"] == []
    assert send(other, "DongBoHoiDap", QUESTION)["error_code"] == "2"


def test_a_question_is_passed_on_answered_and_shown(client, province):
    official(client)
    sent = client.post("/questions/", {"to": "H44", "content": "Bao giờ có kết quả?"})
    assert sent.status_code == 302
    (asked,) = ask(province, "LayDanhSachHoiDapGuiTuDVCQG")["result"]
    told = {
        "HOIDAPID": asked["HOIDAPID"], "MADONVI": "H44", "NGUOITRALOI": "Hà Thị Xuyến",
        "CHUCVUNGUOITRALOI": "Chuyên viên", "NGAYTRALOI": "20261123170000",
        "NOIDUNGTRALOI": "Chiều mai.",
    }  # fmt: skip
    assert send(province, "DongBoKetQuaHoiDapGuiTuDVCQG", told)["error_code"] == "0"
    (row,) = ask(province, "LayNoiDungTraLoiTheoCauHoi", cauhoiid=asked["HOIDAPID"])["result"]
    assert (row["NOIDUNGTRALOI"], row["TRANGTHAI"]) == ("Chiều mai.", "1")
    assert "Hà Thị Xuyến, Chuyên viên, 23/11/2026" in client.get("/questions/").content.decode()
    unknown = {**told, "HOIDAPID": "khác"}
    assert send(province, "DongBoKetQuaHoiDapGuiTuDVCQG", unknown)["error_code"] == "8"


@pytest.mark.parametrize(
    "typed",
    [{}, {"to": "H99", "content": "x"}, {"to": "H44"}, {"to": "H44", "content": "x" * 10_001}],
)
def test_a_question_without_words_or_agency_is_asked_for_again(client, province, typed):
    official(client)
    page = client.post("/questions/", typed)
    assert page.status_code == 422
    assert "Lỗi: " in page.content.decode()
    assert not Question.objects.exists()


def test_a_question_is_passed_on_by_oversight_alone(client, province):
    official(client, "receiver")
    assert client.post("/questions/", {"to": "H44", "content": "x"}).status_code == 403
