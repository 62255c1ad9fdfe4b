"""A member of the digital team helps a neighbour, who files; the helper sees that and no more."""

from __future__ import annotations

from cast import NGAN, TEAM, Cast
from people import Applicant, plain

EXTRACT = "/procedures/2.000635/start/"


def _lets_help(person: Applicant) -> str:
    """Begin a declaration and return the code for the helper."""
    person.opens(EXTRACT)
    person.press("Bắt đầu khai")
    person.heads("Người yêu cầu")
    person.follow("Nhờ người khác giúp kê khai")
    person.press("Lập mã cho người giúp")
    return person.page.locator(".mc-code--large").inner_text()


def _fills_in(helper: Applicant, code: str) -> None:
    helper.opens("/help/")
    helper.reads("Ông/bà được cử hỗ trợ", "Tổ công nghệ số cộng đồng, xóm Văn")
    helper.write("Mã do người nhờ giúp đưa", code)
    helper.press("Bắt đầu giúp")
    helper.heads("Người yêu cầu")
    helper.choose("Ông/bà yêu cầu bản sao của ai?", "Của tôi")
    helper.write("Số điện thoại", "0912 345 678")
    helper.goes_on()
    helper.choose("Loại bản sao", "Trích lục khai sinh")
    helper.write_place("Nơi đã đăng ký", "Mai Châu")
    helper.goes_on()
    helper.choose("Chọn cơ quan giải quyết", "Nơi đã đăng ký")
    helper.goes_on()
    helper.choose("Hình thức nhận kết quả", "Chỉ nhận bản điện tử")
    helper.goes_on()


def test_a_helper_fills_in_the_person_files_and_the_helper_sees_only_that(cast: Cast):
    person, helper = cast.citizen(NGAN), cast.citizen(TEAM)
    _fills_in(helper, _lets_help(person))
    person.opens(EXTRACT)
    person.press("Tiếp tục khai")
    person.declares_it_true()
    filed = person.submits()
    helper.open("/help/")
    helper.reads("Người tôi đã giúp", NGAN.name, f"Đã nộp, mã hồ sơ {plain(filed)}")
    assert helper.open(f"/dossiers/{filed}/") == 404
    cast.receiver.looks_up(filed)
    cast.receiver.reads("Bùi Văn Thành (Tổ công nghệ số cộng đồng, xóm Văn)")
