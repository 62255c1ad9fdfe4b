import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.personal_ids import PROVINCE_CODES, BadPersonalId, PersonalId


def test_the_parts_of_a_personal_id():
    mother = PersonalId.parse("017199003127")

    assert mother.province_code == "017"
    assert mother.sex == "female"
    assert mother.year_of_birth == 1999
    assert not mother.is_foreign_birthplace
    assert mother.masked() == "017******127"


@pytest.mark.parametrize(
    ("digit", "sex", "year"),
    [
        ("0", "male", 1955),
        ("1", "female", 1955),
        ("2", "male", 2055),
        ("3", "female", 2055),
        ("9", "female", 2355),
    ],
)
def test_the_fourth_digit_tells_century_and_sex(digit, sex, year):
    person = PersonalId.parse(f"025{digit}55000123")

    assert (person.sex, person.year_of_birth) == (sex, year)


def test_a_birth_registered_abroad_has_a_country_code():
    assert PersonalId.parse("109203000123").is_foreign_birthplace


@pytest.mark.parametrize(
    "typed",
    [" 025 192 000 123 ", "025.192.000.123", "０２５１９２０００１２３", "025192000123\u200b"],
)
def test_spaces_dots_and_wide_digits_are_forgiven(typed):
    assert PersonalId.parse(typed).text == "025192000123"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Đề nghị nhập số định danh cá nhân"),
        ("02519200012", "Số định danh cá nhân gồm 12 chữ số. Ông/bà đã nhập 11"),
        ("0251920001234", "Số định danh cá nhân gồm 12 chữ số. Ông/bà đã nhập 13"),
        (
            "113456789",
            "Số định danh cá nhân gồm 12 chữ số. Ông/bà đã nhập 9. "
            "Số chứng minh nhân dân 9 số không còn được sử dụng",
        ),
        ("O25192000123", "Số định danh cá nhân chỉ gồm chữ số, đề nghị bỏ ký tự “O”"),
        ("02519200012٣", "Số định danh cá nhân chỉ gồm chữ số, đề nghị bỏ ký tự “٣”"),
        (
            "003192000123",
            "Ba chữ số đầu 003 không phải mã tỉnh hoặc mã nước nào. Đề nghị kiểm tra trên thẻ",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(typed, sentence):
    with pytest.raises(BadPersonalId) as raised:
        PersonalId.parse(typed)
    assert str(raised.value) == sentence


def test_the_63_former_provinces_keep_their_codes():
    assert len(PROVINCE_CODES) == 63


@given(st.text())
def test_any_text_is_either_a_personal_id_or_a_sentence(text):
    try:
        assert len(PersonalId.parse(text).text) == 12
    except BadPersonalId as fault:
        assert str(fault)
