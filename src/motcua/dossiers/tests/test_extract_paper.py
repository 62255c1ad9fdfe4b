from datetime import UTC, date, datetime

import pytest

from motcua.catalogue import service as catalogue
from motcua.dossiers.extract import paper
from motcua.dossiers.facts_of_result import ResultFacts

CHILD = {
    "nksHoTen": "Khà Thị Dung", "nksNgaySinh": "14.03.1999", "nksGioiTinh": "2",
    "nksDanToc": "03", "nksQuocTich": "VN", "meHoTen": "Hà Thị Ún", "meNgaySinh": "1955",
}  # fmt: skip
COUPLE = {"voHoTen": "Khà Thị Dung", "voNgaySinh": "14.03.1999", "chongHoTen": "Bùi Văn Tuyển"}
DEAD = {"nktHoTen": "Hà Thị Ún", "nktNgayChet": "20.11.2026", "nktNoiChet": "Xóm Văn"}


def printed(kind, content, *, found=True, entry=None):
    copied = {
        "number": "41", "book": "01/1999", "registered_on": "1999-04-02",
        "place": "UBND xã Mai Châu", "content": content,
    }  # fmt: skip
    facts = ResultFacts(
        procedure=catalogue.current("2.000635", date(2026, 11, 23)),
        answers={},
        wire={"loaiBanSao": kind},
        words={"cbsHoTen": "Người khai", "cbsNgaySinh": "1999"},
        heading={},
        agency="H44.28.05",
        entry=entry,
        copied=copied if found else None,
        signer={},
        at=datetime(2026, 11, 23, tzinfo=UTC),
        draft=entry is None,
    )
    data = paper(facts)
    return data, dict(data["rows"])


def test_a_birth_says_what_the_register_holds_of_child_and_parents():
    _, rows = printed("2", CHILD)
    assert rows["Họ, chữ đệm, tên"] == "KHÀ THỊ DUNG"
    assert rows["Ngày, tháng, năm sinh"].startswith("14/03/1999 (ngày mười bốn tháng ba")
    assert (rows["Giới tính"], rows["Dân tộc"], rows["Quốc tịch"]) == ("Nữ", "Thái", "Việt Nam")
    assert rows["Năm sinh của mẹ"] == "1955"
    assert rows["Số"] == "41, quyển số 01/1999"


def test_what_the_register_does_not_hold_is_left_out():
    _, rows = printed("2", CHILD)
    assert not {"Nơi sinh", "Họ, chữ đệm, tên người cha"} & rows.keys()


@pytest.mark.parametrize(
    ("kind", "content", "title", "label", "value"),
    [
        ("1", CHILD, "Giấy khai sinh", "Đăng ký khai sinh tại", "UBND xã Mai Châu"),
        ("3", COUPLE, "Trích lục kết hôn", "Họ, chữ đệm, tên chồng", "BÙI VĂN TUYỂN"),
        ("4", DEAD, "Trích lục khai tử", "Đã chết vào ngày", "20/11/2026"),
    ],
)
def test_each_kind_has_its_title_and_its_rows(kind, content, title, label, value):
    data, rows = printed(kind, content)
    assert data["title"] == title
    assert rows[label] == value


def test_a_draft_has_no_number_and_a_result_that_of_the_book():
    assert printed("2", CHILD)[0]["number"] is None
    assert printed("2", CHILD, entry={"number": "12"})[0]["number"] == "12/2026"


def test_an_entry_not_found_is_told_on_the_draft_instead_of_made_up():
    _, rows = printed("2", {}, found=False)
    assert rows["Tình trạng"].startswith("Chưa tìm thấy việc đăng ký")
    assert "Số" not in rows
