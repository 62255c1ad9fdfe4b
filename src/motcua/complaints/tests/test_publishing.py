"""An answer is published in words of its own, without personal data, and taken down again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.complaints.redacting import personal_data_in, redacted
from motcua.complaints.service import (
    ComplaintNotFound,
    StepRefused,
    my_complaint,
    proposal_for,
    publish,
    published,
    reminder,
    take_down,
    take_step,
)
from motcua.complaints.tests.test_complaints import (  # noqa: F401 - fixtures
    LATER,
    code,
    dung,
    leader,
)
from motcua.dossiers.tests.cast import BAO_LA
from motcua.notices.service import inbox

NAME = "Khà Thị Dung"
QUESTION, ANSWER = "Hẹn ngày 20 chưa trả kết quả", "Kết quả đã trả ngày 23/11/2026"
NEXT = LATER + timedelta(days=3)


@pytest.fixture
def answered(code):  # noqa: F811
    take_step(leader(), code, "answered", f"Đã trả cho bà {NAME}, điện thoại 0912 345 678", LATER)
    return code


def test_the_proposal_leaves_out_what_is_personal_and_has_its_limit(answered):
    found = proposal_for(leader(), answered)
    assert found.answer == "Đã trả cho bà [người gửi], điện thoại " + (
        "[số định danh, số điện thoại hoặc số tài khoản]"
    )
    assert f"{found.publish_by:%d/%m/%Y %H:%M}" == "26/11/2026 17:00"  # 24/11 is a day off


def test_what_is_published_is_found_by_words_without_marks(answered):
    publish(leader(), answered, QUESTION, ANSWER, LATER)
    (found,) = published("cham ket qua", 1)
    assert (found.question, found.answer) == (QUESTION, ANSWER)
    assert NAME not in repr(found)
    assert published("dat dai", 1) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bà KHÀ THỊ DUNG hỏi", "họ tên người gửi"),
        ("số 017199004127", "số định danh"),
        ("gọi 0912.345.678", "số điện thoại"),
        ("dung@vi-du.invalid", "thư điện tử"),
        ("hồ sơ H44.28.05-261123-0007", "mã hồ sơ"),
    ],
)
def test_personal_data_is_not_published(answered, text, said):
    with pytest.raises(StepRefused, match=said):
        publish(leader(), answered, QUESTION, text, LATER)
    assert published("", 1) == []


def test_the_sender_is_told_and_the_case_says_so(answered, dung):  # noqa: F811
    publish(leader(), answered, QUESTION, ANSWER, NEXT)
    assert "công khai câu trả lời" in inbox(dung.id, None)[0].text
    assert my_complaint(dung.id, answered, NEXT).steps[0].label == "Đã công khai"


def test_an_answer_is_taken_down_and_can_be_published_again(answered):
    publish(leader(), answered, QUESTION, ANSWER, LATER)
    take_down(leader(), answered, NEXT)
    assert published("", 1) == []
    publish(leader(), answered, QUESTION, "Đã trả", NEXT)
    assert published("", 1)[0].answer == "Đã trả"


def test_only_an_answered_complaint_is_published_by_its_own_agency(code):  # noqa: F811
    with pytest.raises(StepRefused, match="đã trả lời"):
        publish(leader(), code, QUESTION, ANSWER, LATER)
    with pytest.raises(ComplaintNotFound):
        publish(leader(BAO_LA), code, QUESTION, ANSWER, LATER)


@given(
    before=st.text("abc ,.\n", max_size=20),
    after=st.text("abc ,.\n", max_size=20),
    said=st.sampled_from([NAME, "017199004127", "0912 345 678", "a@b.vn", "H44.1-261123-0007"]),
)
def test_what_is_proposed_holds_nothing_personal(before, after, said):
    text = redacted(f"{before} {said} {after}", NAME)
    assert not list(personal_data_in(text, NAME))


def test_who_leads_is_reminded_until_it_is_published_and_told_what_is_late(answered):
    assert "1 câu trả lời" in reminder(leader(), LATER)
    assert "hạn gần nhất" in reminder(leader(), LATER)
    assert reminder(leader(), NEXT + timedelta(days=3)).endswith("1 câu đã quá hạn")
    assert reminder(leader(agency=BAO_LA), NEXT) == ""
    publish(leader(), answered, QUESTION, ANSWER, LATER)
    assert reminder(leader(), NEXT) == ""


def test_what_was_taken_down_is_not_asked_for_again(answered):
    publish(leader(), answered, QUESTION, ANSWER, LATER)
    take_down(leader(), answered, NEXT)
    assert reminder(leader(), NEXT) == ""
