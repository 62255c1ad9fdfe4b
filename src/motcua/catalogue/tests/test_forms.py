import json

import pytest

from motcua.catalogue import forms
from motcua.catalogue.tests.family import (
    MAI_CHAU,
    MONDAY,
    REGISTERS,
    birth,
    declared_by_the_mother,
)


def post(page_id, answers=None, locked=(), **typed):
    page = birth().form.page(page_id)
    posted = {name.replace("__", "."): [text] for name, text in typed.items()}
    return forms.parse(page, posted, answers, locked)


def test_a_complete_declaration_has_nothing_wrong():
    assert forms.check(forms.filled(birth().form, declared_by_the_mother(), MONDAY)) == {}


def test_a_mother_whom_registers_know_types_only_what_nobody_knows():
    answers = forms.prefill(birth().form, REGISTERS, {"relation": "mother"}).answers

    missing = {
        question.id
        for page in forms.visible_pages(birth().form, answers)
        for question in forms.unanswered(page, answers)
        if question.required
    }

    assert missing == {
        "register_at",
        "child_name",
        "child_surname_after",
        "child_ethnicity_after",
        "child_origin_after",
        "delivery",
        "declaration",
    }


def test_what_was_typed_stays_beside_its_error():
    parsed = post("who", relation="mother", applicant_id="0171 9900 012", applicant_phone="12")

    assert parsed.errors["applicant_id"].startswith("Số định danh cá nhân gồm 12 chữ số")
    assert parsed.raw["applicant_id"] == "0171 9900 012"
    assert parsed.raw["applicant_phone"] == "12"
    assert "applicant_phone" in parsed.errors
    assert parsed.answers == {"relation": "mother"}


def test_a_page_keeps_the_answers_of_other_pages():
    parsed = post("copies", {"relation": "mother", "copies": 5}, copies="2", delivery="centre")

    merged = parsed.merged({"relation": "mother", "copies": 5})

    assert merged == {"relation": "mother", "copies": 2, "delivery": "centre"}


def test_a_locked_answer_cannot_be_posted_over():
    page = birth().form.page("mother")
    before = declared_by_the_mother()

    parsed = forms.parse(page, {"mother_name": ["Hà Thị Khác"]}, before, {"mother_name"})

    assert parsed.answers["mother_name"] == "Khà Thị Dung"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912 345 678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("02183867001", "02183867001"),
    ],
)
def test_a_telephone_number_is_stored_as_dialled_at_home(typed, stored):
    assert post("who", applicant_phone=typed).answers["applicant_phone"] == stored


def test_a_year_alone_is_a_date_of_birth_for_a_parent_but_not_for_a_child():
    mother = post("mother", {"relation": "kin"}, mother_birth_date__year="1955")
    child = post("child", {"parents_married": True}, child_birth_date__year="2026")

    assert mother.answers["mother_birth_date"] == "1955"
    assert "đủ ngày, tháng và năm" in child.errors["child_birth_date"]


def test_a_day_that_is_not_on_the_calendar_is_named():
    date = {"day": "30", "month": "2", "year": "2026"}
    parsed = post("child", **{f"child_birth_date__{part}": text for part, text in date.items()})

    assert parsed.errors["child_birth_date"] == "Ngày 30/02/2026 không có trên lịch"


@pytest.mark.parametrize("copies", ["21", "-1", "hai"])
def test_copies_are_a_number_from_nought_to_twenty(copies):
    assert "copies" in post("copies", copies=copies).errors


def test_a_notice_code_of_another_shape_is_refused_with_an_example():
    parsed = post("birth_notice", birth_proof="code", notice_code="GCS-1")

    assert parsed.errors["notice_code"].endswith("ví dụ 12345.GCS.67890.26")


def test_a_question_that_hangs_on_its_own_page_is_shown_without_javascript():
    page = birth().form.page("birth_notice")

    shown = {question.id for question in forms.questions_to_show(page, {})}

    assert {"birth_proof", "notice_photo", "witness_photo"} <= shown


def test_nothing_hangs_on_a_question_that_a_register_answered():
    page = birth().form.page("marriage")
    answers = declared_by_the_mother()

    shown = {
        question.id for question in forms.questions_to_show(page, answers, {"parents_married"})
    }

    assert "father_part" not in shown


def test_an_answer_on_a_road_no_longer_taken_is_not_declared():
    answers = declared_by_the_mother(parents_married=False, father_part="empty")

    told = json.loads(forms.declared(birth().form, answers))

    assert "father_name" in answers
    assert "father_name" not in told
    assert forms.check(forms.filled(birth().form, answers, MONDAY)) == {}


def test_the_declaration_is_the_same_text_whatever_the_order_of_answers():
    answers = declared_by_the_mother()
    backwards = dict(reversed(answers.items()))

    assert forms.declared(birth().form, answers) == forms.declared(birth().form, backwards)


def test_the_summary_says_what_a_choice_stands_for():
    rows = dict(
        row for page, rows in forms.summary(birth().form, declared_by_the_mother()) for row in rows
    )

    assert rows["Dân tộc của con"] == "Theo mẹ: Thái"
    assert rows["Chọn cơ quan giải quyết"] == (
        "Nơi cư trú của mẹ: Xóm Văn, Xã Mai Châu, Tỉnh Phú Thọ"
    )
    assert rows["Ngày, tháng, năm sinh của cha"] == "1997"


def test_an_option_whose_condition_fails_cannot_be_chosen():
    answers = declared_by_the_mother(
        parents_married=False, father_part="empty", register_at="father"
    )

    assert "register_at" in forms.check(forms.filled(birth().form, answers, MONDAY))


def test_the_sentences_come_in_english_on_request():
    answers = declared_by_the_mother(declaration=False)

    wrong = forms.check(forms.filled(birth().form, answers, MONDAY), "en")

    assert wrong == {"declaration": "Make the declaration before you file"}


def test_a_surname_of_neither_parent_is_pointed_out_but_not_refused():
    answers = declared_by_the_mother(child_name="Trần Minh Anh")

    said = forms.pointed_out(forms.filled(birth().form, answers, MONDAY))

    assert [point.question for point in said] == ["child_name"]
    assert forms.check(forms.filled(birth().form, answers, MONDAY)) == {}


def test_a_number_of_the_other_sex_is_pointed_out():
    answers = declared_by_the_mother(mother_id="017099000123")

    said = forms.pointed_out(forms.filled(birth().form, answers, MONDAY))

    assert [point.text.vi for point in said] == [
        "Số định danh này là của nam giới. Đề nghị kiểm tra trên thẻ"
    ]


def test_both_parents_cannot_have_one_number():
    answers = declared_by_the_mother(father_id="017199000123")

    assert "father_id" in forms.check(forms.filled(birth().form, answers, MONDAY))


def test_a_child_cannot_be_born_tomorrow():
    answers = declared_by_the_mother(child_birth_date="2026-11-24")

    assert forms.check(forms.filled(birth().form, answers, MONDAY)) == {
        "child_birth_date": "Ngày sinh của trẻ không thể sau hôm nay"
    }


def test_every_name_of_the_message_comes_from_the_form():
    told = forms.wire_values(forms.filled(birth().form, declared_by_the_mother(), MONDAY))

    assert told["nksHoTen"] == "Bùi Khà An"
    assert told["nksDanToc"] == "03"
    assert told["meNoiCuTru"] == {"commune": MAI_CHAU, "detail": "Xóm Văn"}
    assert told["soLuongBanSao"] == 2
    assert {name for name in told if not name.startswith(("nks", "me", "cha", "nyc"))} == {
        "loaiDangKy",
        "maGCS",
        "ngayCapGCS",
        "soLuongBanSao",
    }
