from motcua.catalogue import forms
from motcua.catalogue.tests.family import DUNG, REGISTERS, TUYEN, birth


def test_the_signed_in_mother_and_her_husband_fill_both_parents():
    filled = forms.prefill(birth().form, REGISTERS, {"relation": "mother"})

    assert filled.answers["mother_name"] == "Khà Thị Dung"
    assert filled.answers["father_name"] == "Bùi Văn Tuyển"
    assert {"mother_name", "father_name", "parents_married"} <= filled.locked
    assert "applicant_phone" not in filled.locked


def test_going_back_to_say_father_takes_the_mother_s_data_out_of_the_mother_s_place():
    as_mother = forms.prefill(birth().form, REGISTERS, {"relation": "mother"}).answers

    as_father = forms.prefill(birth().form, REGISTERS, {**as_mother, "relation": "father"}).answers

    assert as_father["father_id"] == DUNG["personal_id"]
    assert as_father["mother_id"] == TUYEN["personal_id"]


def test_a_grandmother_sees_nothing_of_the_parents():
    filled = forms.prefill(birth().form, {"person": DUNG}, {"relation": "grandparent"})

    assert filled.answers["applicant_name"] == "Khà Thị Dung"
    assert "mother_name" not in filled.answers


def test_with_the_register_down_a_mother_still_does_not_type_her_name_twice():
    typed = {"relation": "mother", "applicant_name": "Khà Thị Dung"}

    filled = forms.prefill(birth().form, {}, typed)

    assert filled.answers["mother_name"] == "Khà Thị Dung"
    assert "mother_name" not in filled.locked


def test_what_a_person_typed_over_an_unlocked_value_stays():
    filled = forms.prefill(birth().form, REGISTERS, {}).answers
    changed = {**filled, "applicant_phone": "0987654321"}

    again = forms.prefill(birth().form, REGISTERS, changed)

    assert again.answers["applicant_phone"] == "0987654321"


def test_filling_twice_changes_nothing():
    once = forms.prefill(birth().form, REGISTERS, {"relation": "mother"})

    twice = forms.prefill(birth().form, REGISTERS, once.answers)

    assert twice == once
