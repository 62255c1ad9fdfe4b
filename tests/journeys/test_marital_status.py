"""A certificate of marital status: the former commune is asked, answers, and the paper is handed over."""

from __future__ import annotations

import pytest
from cast import NGA, Cast
from people import Applicant
from signed import text_of

FORMER = {
    "former_1.commune": "Bao La",
    "former_1.detail": "Xóm Báo",
    "former_1_from.year": "1995",
    "former_1_to.year": "2003",
}
ANSWER = "Từ 1995 đến 2003 không đăng ký kết hôn với ai tại xã."


def _asks(person: Applicant) -> str:
    person.opens("/procedures/1.004873/start/")
    person.press("Bắt đầu khai")
    person.choose("Ông/bà xin xác nhận cho ai?", "Cho tôi")
    person.write("Số điện thoại", "0912 345 678")
    person.goes_on()
    person.heads("Người được xác nhận")
    person.goes_on()
    person.choose("Tình trạng hôn nhân hiện nay", "Chưa đăng ký kết hôn với ai")
    person.goes_on()
    _names_former_residence(person)
    person.choose("Giấy xác nhận dùng để làm gì?", "Mục đích khác")
    person.write("Mục đích cụ thể", "Vay vốn ngân hàng")
    person.choose("Đã được cấp Giấy xác nhận tình trạng hôn nhân lần nào chưa?", "Chưa")
    person.goes_on()
    person.choose("Chọn cơ quan giải quyết", "Nơi cư trú đã khai")
    person.goes_on()
    person.write("Số lượng giấy cần cấp", "1")
    person.choose("Hình thức nhận kết quả", "Tại Trung tâm Phục vụ hành chính công")
    person.goes_on()
    person.declares_it_true()
    return person.submits()


def _names_former_residence(person: Applicant) -> None:
    person.heads("Nơi thường trú trước đây")
    page = person.page
    person.choose("Từ khi đủ tuổi kết hôn đến nay", "Có")
    page.locator("[name='former_1.province']").select_option(label="Tỉnh Phú Thọ")
    for name, text in FORMER.items():
        page.locator(f"[name='{name}']").fill(text)
    person.choose("Còn nơi thường trú khác trước đó?", "Không")
    person.goes_on()


@pytest.fixture(scope="module")
def certificate(whole_cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return the dossier's code and the text of the certificate."""
    cast = whole_cast
    person, official = cast.citizen(NGA), cast.justice_official
    code = _asks(person)
    cast.receiver.receives(code)
    official.looks_up(code)
    official.sees_verified("Người yêu cầu")
    official.begins("Gửi yêu cầu xác minh")
    official.pick("Cơ quan được hỏi", "Ủy ban nhân dân xã Bao La")
    official.write("Nội dung cần xác minh", "Có đăng ký kết hôn trong thời gian 1995–2003 không?")
    official.press("Gửi yêu cầu xác minh")
    official.reads("Chờ kết quả xác minh")
    _answers(cast, code)
    official.looks_up(code)
    official.reads(ANSWER)
    official.does("Gửi dự thảo cho người yêu cầu kiểm tra")
    person.agrees_to_draft(code)
    cast.registers_signs_and_issues(code)
    person.follows(code)
    person.waits_to_read("Tải kết quả bản điện tử")
    pdf = person.download("Tải kết quả bản điện tử", tmp_path_factory.mktemp("certificate"))
    cast.receiver.hands_over(code)
    return code, text_of(pdf)


def _answers(cast: Cast, code: str) -> None:
    asked = cast.of_bao_la
    asked.finds(code, "Cơ quan khác hỏi")
    asked.begins("Trả lời yêu cầu xác minh, phối hợp")
    asked.write("Nội dung trả lời", ANSWER)
    asked.press("Trả lời yêu cầu xác minh, phối hợp")
    asked.reads("Đã trả lời")


def test_the_signed_certificate_names_status_and_former_residence(
    cast: Cast, certificate: tuple[str, str]
):
    _, text = certificate
    assert "XÁC NHẬN TÌNH TRẠNG HÔN NHÂN" in text
    assert NGA.name.upper() in text
    assert "Bao La" in text


def test_whoever_asked_sees_who_verified_and_that_it_was_handed_over(
    cast: Cast, certificate: tuple[str, str]
):
    person = cast.citizen(NGA)
    person.follows(certificate[0])
    person.reads("Đã trả kết quả", "Bao La")
