"""What people do to forms: twice, in two windows, too late, with the wrong file."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from cast import ANH, NGOC_MY, THUY, UN, VAN, Cast
from people import Applicant, Child
from PIL import Image
from playwright.sync_api import expect

BOY = Child("Nguyễn Tuấn Kiệt", "17001.GCS.00057.26")
TOO_LARGE = 30 * 1024 * 1024


def test_submitting_twice_and_going_back_files_one_dossier(cast: Cast):
    mother = cast.citizen(VAN)
    mother.begins()
    mother.fills_in(BOY)
    review, twin = mother.page.url, mother.another_tab()
    twin.open(review)
    with mother.page.expect_navigation():
        mother.page.get_by_role("button", name="Nộp hồ sơ").dblclick()
    mother.heads("Đã nộp hồ sơ")
    submitted = mother.page.url
    twin.press("Nộp hồ sơ")
    assert twin.page.url == submitted
    mother.page.go_back()
    mother.reads("Hồ sơ đã được nộp trước đó, không cần nộp lại")
    expect(mother.page.locator("main table tbody tr")).to_have_count(1)


def test_an_older_tab_does_not_overwrite_a_newer_one(cast: Cast):
    mother = cast.citizen(UN)
    mother.begins()
    older = mother.another_tab()
    older.open(mother.page.url)
    _write_phone(mother, "0911 111 111")
    mother.goes_on()
    _write_phone(older, "0922 222 222")
    older.goes_on()
    older.reads("Trang này vừa được lưu ở một cửa sổ hoặc thiết bị khác", "0911111111")
    expect(older.page.get_by_label("Số điện thoại")).to_have_value("0922 222 222")
    older.goes_on()
    older.heads("Mẹ của trẻ")


def test_what_was_typed_when_the_session_ended_is_kept(cast: Cast):
    mother = cast.citizen(ANH)
    mother.begins()
    _write_phone(mother, "0933 333 333")
    mother.profile.clear_cookies(name="motcua_node_session")
    mother.goes_on()
    mother.heads("Phiên làm việc đã hết")
    mother.reads("Nội dung đã khai vẫn còn, đăng nhập lại để tiếp tục.")
    mother.press("Đăng nhập lại")
    mother.signs_in()
    mother.heads("Nội dung đã khai vẫn còn")
    mother.press("Lưu và tiếp tục")
    mother.heads("Mẹ của trẻ")
    mother.follow("Quay lại")
    expect(mother.page.get_by_label("Số điện thoại")).to_have_value("0933333333")


def test_a_page_half_filled_in_is_left_for_later(cast: Cast):
    mother = cast.citizen(THUY)
    mother.begins()
    _write_phone(mother, "")
    mother.press("Lưu và làm tiếp sau")
    mother.heads("Hồ sơ của tôi")
    mother.reads("Đã lưu lúc", "Bản nháp")
    mother.follow("Đăng ký khai sinh")
    mother.heads("Người yêu cầu")
    expect(mother.page.get_by_label("Mẹ", exact=True)).to_be_checked()


@pytest.fixture
def at_upload(cast: Cast) -> Applicant:
    """A mother on the page that takes the photograph of a birth notice on paper."""
    mother = cast.citizen(NGOC_MY)
    mother.begins()
    mother.says_who_they_are()
    mother.confirms_what_registers_know()
    mother.chooses_the_mothers_commune()
    mother.choose("Việc sinh được chứng minh bằng gì?", "Giấy chứng sinh bằng giấy")
    mother.press("Chụp ảnh hoặc chọn tệp Ảnh chụp Giấy chứng sinh")
    return mother


def test_unfit_files_are_refused_in_plain_words_and_a_photograph_is_kept(
    at_upload: Applicant, tmp_path: Path
):
    mother = at_upload
    for file, sentence in (
        (_large_pdf(tmp_path), "tối đa 20 MB"),
        (_disguised(tmp_path), "Tệp không phải là ảnh JPG, PNG hoặc tệp PDF"),
    ):
        _upload(mother, file)
        mother.reads(sentence)
        mother.does_not_read(file.name)
    _upload(mother, _photograph(tmp_path))
    mother.reads("Đã nhận", "giay-chung-sinh.jpg")
    mother.press("Xong, quay lại tờ khai")
    mother.heads("Giấy chứng sinh")
    chosen = mother.page.get_by_label("Giấy chứng sinh bằng giấy", exact=True)
    expect(chosen).to_be_checked()


def _write_phone(person: Applicant, number: str) -> None:
    person.choose("Ông/bà là ai đối với trẻ?", "Mẹ")
    person.write("Số điện thoại", number)


def _upload(person: Applicant, file: Path) -> None:
    person.page.get_by_label("Hoặc chọn tệp").set_input_files(file)
    person.press("Tải lên")


def _large_pdf(folder: Path) -> Path:
    file = folder / "qua-lon.pdf"
    file.write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(TOO_LARGE))
    return file


def _disguised(folder: Path) -> Path:
    file = folder / "chuong-trinh.jpg"
    file.write_bytes(b"MZ\x90\x00" + bytes(4096))
    return file


def _photograph(folder: Path) -> Path:
    file, picture = folder / "giay-chung-sinh.jpg", BytesIO()
    noise = random.Random(2).randbytes(1200 * 900 * 3)
    Image.frombytes("RGB", (1200, 900), noise).save(picture, "JPEG")
    file.write_bytes(picture.getvalue())
    return file
