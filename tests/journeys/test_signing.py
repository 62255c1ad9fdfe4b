"""A chair lets the centre's director sign for her, who confirms on a telephone, at the second try."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from cast import HOA, Cast
from officials import Official
from people import Child

BOY = Child("Hà Minh Khôi", "17001.GCS.00026.26")
DIRECTOR = "Giám đốc Trung tâm Phục vụ hành chính công xã"


@pytest.fixture
def director(cast: Cast) -> Iterator[Official]:
    """The director of the centre, signing TUQ. CHỦ TỊCH by a remote service until the test ends."""
    administrator = cast.administrator
    administrator.open("/desk/administration/")
    administrator.follow("Ký số")
    administrator.follow("Vi Văn Thành")
    administrator.choose("Cách ký", "Ký số từ xa")
    administrator.write("Mã chứng thư số, số điện thoại hoặc tên khóa", "SCA-giam-doc-tt-cu")
    administrator.press("Ghi phương tiện ký số")
    administrator.reads("Chứng thư số này đã hết hạn ngày 01/11/2026")
    administrator.write("Mã chứng thư số, số điện thoại hoặc tên khóa", "SCA-giam-doc-tt")
    administrator.press("Ghi phương tiện ký số")
    administrator.reads("Đã ghi phương tiện ký số", "Hôm nay ký bằng Ký số từ xa")
    chair = cast.at_desk(Official, "chu-tich-xa")
    _delegates(chair)
    yield cast.head
    for page in (chair, administrator):  # neither held today: nothing is left for other journeys
        page.page.get_by_label(re.compile("^Ngày cuối")).first.fill("01/01/2020")
        page.press(re.compile("^(Kết thúc.*|Ghi)$"))


def test_a_delegate_signs_by_telephone(cast: Cast, director: Official):
    code = _submitted(cast)
    director.open("/desk/post/")
    director.choose("Chọn vị trí công tác", f"TUQ. CHỦ TỊCH – {DIRECTOR}")
    director.press("Tiếp tục")
    with cast.sandbox.broken("kyso"):
        _signs(director, code)
        director.waits_to_read("Chưa gửi được yêu cầu ký đến dịch vụ ký số")
    number = _number(director)
    assert number in cast.sandbox.presses("giam-doc-tt", "refused")
    director.waits_to_read("Chưa xác nhận ký trên điện thoại, chờ ký lại")
    _signs(director, code)
    number = _number(director)
    with cast.sandbox.broken("tsa"):
        assert number in cast.sandbox.presses("giam-doc-tt", "confirmed")
        director.waits_to_read("Chưa ký được vì chưa lấy được dấu thời gian")
    director.waits_to_read("Chờ cấp số, đóng dấu, phát hành")
    cast.clerk.issues(code)
    mother = cast.citizen(HOA)
    mother.follows(code)
    mother.waits_to_read("Tải kết quả bản điện tử")


def _signs(director: Official, code: str) -> None:
    director.finds(code)
    director.does("Ký số")


def _delegates(chair: Official) -> None:
    chair.open("/desk/delegations/")
    chair.pick("Người được giao", f"Vi Văn Thành, {DIRECTOR}")
    chair.choose("Thể thức ký", "Ký thừa ủy quyền (TUQ.)")
    chair.write("Đến hết ngày", "31/12/2026")
    chair.choose("Thủ tục được ký", "Đăng ký khai sinh")
    chair.write("Quyết định, văn bản giao ký", "Quyết định 12/QĐ-UBND")
    chair.press("Giao ký")
    chair.reads("Nhập ngày ký quyết định")
    chair.write("Ngày ký quyết định", "20/11/2026")
    chair.press("Giao ký")
    chair.reads("Đã ghi: Vi Văn Thành ký TUQ. CHỦ TỊCH")


def _submitted(cast: Cast) -> str:
    mother, official = cast.citizen(HOA), cast.justice_official
    code = mother.declares(BOY)
    cast.receiver.receives(code)
    official.sends_draft(code)
    mother.agrees_to_draft(code)
    official.enters_in_register(code)
    official.submits_for_signature(code)
    return code


def _number(director: Official) -> str:
    """Wait until the telephone rings; return what the desk says it shows."""
    director.waits_to_read("xác nhận ký trên điện thoại, mã đối chiếu")
    found = re.search(r"mã đối chiếu (\d{4})", director.main.inner_text())
    assert found
    return found[1]
