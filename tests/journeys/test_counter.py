"""A visit at the counter: number, card, the same form as at home, a code read out, a receipt."""

from __future__ import annotations

import re

import pytest
from cast import Cast
from officials import Official
from people import CODE

CARD = "017193550050||Khà Thị Hoa|11071993|Nữ|Tiểu khu 2, Mai Châu, Phú Thọ|10082021"
PHONE = "0912345699"


@pytest.fixture(scope="module")
def taken_in(whole_cast: Cast) -> str:
    """Take a request for copies in, from the scanned card to the dossier; return its address."""
    receiver = whole_cast.receiver
    _calls_a_number(receiver)
    receiver.follow("Tiếp nhận hồ sơ trực tiếp")
    receiver.page.get_by_label("Cấp bản sao Trích lục hộ tịch").check()
    receiver.write("Số điện thoại (để nhận mã xác nhận)", PHONE)
    receiver.write("Quét mã QR trên thẻ", CARD)
    with receiver.page.expect_navigation():
        receiver.page.keyboard.press("Enter")  # as the scanner does
    receiver.look()
    receiver.reads("Đã xác thực", "Khà Thị Hoa")
    receiver.press(re.compile("^Kê khai: "))
    _fills_in(receiver)
    receiver.press(f"Gửi mã xác nhận đến {PHONE}")
    receiver.write("Mã người yêu cầu đọc", _code(whole_cast))
    receiver.press("Xác nhận bằng mã")
    receiver.reads("Đã xác nhận bằng mã xác nhận gửi đến điện thoại")
    receiver.page.get_by_label("Đã đối chiếu bản chính và trả lại người nộp").check()
    receiver.choose("Thu phí, lệ phí", "Tiền mặt")
    receiver.press("Đã thu tiền, tiếp nhận")
    return receiver.page.url


def test_the_dossier_is_received_and_paid_at_once(cast: Cast, taken_in: str):
    cast.receiver.open(taken_in)
    cast.receiver.reads("Ngày hẹn trả kết quả", "16.000 đồng", "Đã thanh toán", "Tiền mặt")
    cast.receiver.reads("Ủy ban nhân dân xã Bao La (tiếp nhận tại Ủy ban nhân dân xã Mai Châu)")
    form = cast.receiver.page.get_by_role("link", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    cast.receiver.waits_for(form)


def test_the_receipt_is_printed_in_large_type_and_the_papers_go_to_the_next_desk(
    cast: Cast, taken_in: str
):
    receiver = cast.receiver
    receiver.open(f"{taken_in}print/")
    receiver.reads("Phiếu hẹn trả kết quả", "Mười sáu nghìn đồng")
    receiver.open("/desk/counter/papers/")
    receiver.write("Bộ phận, người nhận", "Văn phòng HĐND và UBND")
    receiver.press("Lập danh sách bàn giao")
    receiver.press("Bên nhận đã ký")
    receiver.reads("Đã ghi nhận ký nhận")
    for page in ("", "screen/", "appointments/"):
        assert receiver.open(f"/desk/counter/{page}") == 200


def test_what_another_commune_decides_is_its_work_and_is_followed_from_the_counter(
    cast: Cast, taken_in: str
):
    receiver, other = cast.receiver, cast.of_bao_la
    code = CODE.search(taken_in)
    receiver.open("/desk/counter/elsewhere/")
    receiver.reads("KHÀ THỊ HOA", "Ủy ban nhân dân xã Bao La giải quyết")
    assert code
    receiver.leave_by(receiver.page.locator(f"main a[href*='{code[0]}']"))
    receiver.reads("KHÀ THỊ HOA")
    other.finds(code[0], "Đang xử lý")
    other.reads("KHÀ THỊ HOA")


def test_who_comes_for_an_organisation_is_taken_in_by_their_right(cast: Cast):
    receiver = cast.receiver
    _comes_for_an_organisation(receiver)
    receiver.reads("Không có trong đăng ký doanh nghiệp: ghi tên tổ chức theo giấy tờ")
    receiver.write("Tên tổ chức", "Trung tâm Công tác xã hội Mai Châu")
    receiver.press("Đối chiếu và bắt đầu")
    receiver.reads("Đến thay Trung tâm", "Giấy giới thiệu số 12/GGT-CTXH ngày 20/11/2026")
    receiver.press(re.compile("^Kê khai: "))
    receiver.reads("Trung tâm Công tác xã hội Mai Châu", "5400999025", "Khà Thị Hoa")


def _comes_for_an_organisation(receiver: Official) -> None:
    receiver.open("/desk/counter/intake/")
    receiver.page.get_by_label("Cấp bản sao Trích lục hộ tịch").check()
    receiver.write("Quét mã QR trên thẻ", CARD)
    receiver.page.get_by_text("Đến thay tổ chức").click()
    receiver.write("Mã số thuế", "5400999025")
    receiver.choose("Tư cách của người đến", "Giấy giới thiệu")
    receiver.write("Số giấy giới thiệu", "12/GGT-CTXH")
    receiver.write("Ngày của giấy", "20/11/2026")
    receiver.press("Đối chiếu và bắt đầu")


def _calls_a_number(receiver: Official) -> None:
    receiver.open("/desk/counter/kiosk/")
    receiver.press("Hộ tịch")
    receiver.reads("Số của ông/bà")
    receiver.open("/desk/counter/numbers/")
    receiver.write("Quầy số", "2")
    receiver.press("Gọi số tiếp theo")
    receiver.reads("Đang phục vụ")


def _fills_in(receiver: Official) -> None:
    receiver.choose("Ông/bà yêu cầu bản sao của ai?", "Của tôi")
    receiver.press("Tiếp tục")
    receiver.choose("Loại bản sao", "Bản sao Giấy khai sinh")
    receiver.write_place("Nơi đã đăng ký", "Bao La")
    receiver.press("Tiếp tục")
    receiver.choose("Chọn cơ quan giải quyết", "Nơi đã đăng ký")
    receiver.press("Tiếp tục")
    receiver.write("Số bản sao cần cấp", "2")
    receiver.choose("Hình thức nhận kết quả", "Tại Trung tâm Phục vụ hành chính công")
    receiver.press("Tiếp tục")
    receiver.page.get_by_role("checkbox").check()
    receiver.press("Tiếp tục")
    receiver.reads("Kiểm tra lại thông tin", "Khà Thị Hoa")


def _code(cast: Cast) -> str:
    """Return the code of the newest message; short messages lose their accents."""
    for _ in range(60):
        for message in cast.sandbox.messages():
            found = re.search(r"M[aã] x[aá]c nh[aậ]n: (\d{6})", str(message))
            if found:
                return found.group(1)
        cast.receiver.page.wait_for_timeout(500)
    raise AssertionError("no code came to the phone")
