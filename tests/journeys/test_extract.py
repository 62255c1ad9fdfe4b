"""A copy of an extract: asked for online, read from the register, checked, signed and collected."""

from __future__ import annotations

import pytest
from cast import UN, Cast
from people import Applicant
from signed import text_of

KIND = "Trích lục khai sinh"


def _asks(person: Applicant) -> str:
    person.opens("/procedures/2.000635/start/")
    person.press("Bắt đầu khai")
    person.heads("Người yêu cầu")
    person.choose("Ông/bà yêu cầu bản sao của ai?", "Của tôi")
    person.write("Số điện thoại", "0912 345 678")
    person.goes_on()
    person.heads("Việc hộ tịch đã đăng ký")
    person.choose("Loại bản sao", KIND)
    person.write_place("Nơi đã đăng ký", "Mai Châu")
    person.goes_on()
    person.heads("Cơ quan giải quyết")
    person.choose("Chọn cơ quan giải quyết", "Nơi đã đăng ký")
    person.goes_on()
    person.heads("Số bản và nhận kết quả")
    person.write("Số bản sao cần cấp", "2")
    person.choose("Hình thức nhận kết quả", "Tại Trung tâm Phục vụ hành chính công")
    person.goes_on()
    person.declares_it_true()
    return person.submits()


@pytest.fixture(scope="module")
def extract(whole_cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return the dossier's code and the text of the extract."""
    person, official = whole_cast.citizen(UN), whole_cast.justice_official
    code = _asks(person)
    person.pays()
    person.reads("16.000 đồng")
    whole_cast.receiver.receives(code)
    official.looks_up(code)
    official.waits_to_read("Việc hộ tịch: đã đăng ký")
    official.sends_draft(code)
    person.agrees_to_draft(code)
    whole_cast.registers_signs_and_issues(code)
    person.follows(code)
    person.waits_to_read("Tải kết quả bản điện tử")
    pdf = person.download("Tải kết quả bản điện tử", tmp_path_factory.mktemp("extract"))
    whole_cast.receiver.hands_over(code)
    return code, text_of(pdf)


def test_the_extract_says_what_the_register_holds(cast: Cast, extract: tuple[str, str]):
    _, text = extract
    assert "TRÍCH LỤC KHAI SINH" in text
    assert UN.name.upper() in text
    assert "Đăng ký khai sinh tại: UBND" in text


def test_whoever_asked_sees_it_handed_over(cast: Cast, extract: tuple[str, str]):
    person = cast.citizen(UN)
    person.follows(extract[0])
    person.reads("Đã trả kết quả")
