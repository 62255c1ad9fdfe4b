import unicodedata

import pytest

from motcua.kernel.legacy_text import _TCVN3
from motcua.kernel.names import (
    check_name,
    fold,
    from_legacy,
    legacy_encoding,
    nfc,
    same_name,
    sort_key,
    upper_plain,
)
from motcua.kernel.parameters import parameters


def place_names():
    places = parameters().places
    return sorted({place.name for place in places.communes.values()})


def test_folding_takes_marks_and_the_bar_of_d():
    assert fold("  Đặng  Thị\u00a0Ánh ") == "dang thi anh"
    assert upper_plain("Khà Thị Dung") == "KHA THI DUNG"


def test_composed_and_decomposed_spellings_are_stored_alike():
    name = "Nguyễn Thị Thủy"

    assert nfc(unicodedata.normalize("NFD", name) + "\u200b ") == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KHÀ THỊ DUNG", "Khà Thị  Dung"),
        ("Phạm Hoà", "Phạm Hòa"),
        ("Thuý", "Thúy"),
        (unicodedata.normalize("NFD", "Lường Văn Hậu"), "Lường Văn Hậu"),
    ],
)
def test_one_name_has_several_spellings(one, other):
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Hoa", "Hòa"), ("Dương", "Đương"), ("An", "Ân")])
def test_marks_make_another_name(one, other):
    assert not same_name(one, other)


def test_order_is_that_of_the_vietnamese_alphabet():
    ordered = ["an", "An", "Án", "Ạn", "An Bình", "Ăn", "Ân", "Bùi", "Dao", "Dào", "Dảo", "Dão"]
    ordered += ["Dáo", "Dạo", "Đào", "Ê", "Gi", "Ô", "Ơ", "U", "Ư", "Y"]

    assert sorted(set(ordered), key=sort_key) == ordered


def test_a_sort_key_is_plain_enough_for_any_database_order():
    assert set(sort_key("Đặng Thị Ánh, 3 ©")) <= set("0123456789abcdef")


def test_different_names_have_different_sort_keys():
    names = place_names()

    assert len(set(map(sort_key, names))) == len(names)


@pytest.mark.parametrize(
    ("typed", "encoding", "meant"),
    [
        ("NguyÔn V¨n A", "TCVN3", "Nguyễn Văn A"),
        ("NGUYÔN V¡N H¦NG", "TCVN3", "NGUYỄN VĂN HƯNG"),
        ("§Æng Thïy D\u00ad¬ng", "TCVN3", "Đặng Thùy Dương"),
        ("Nguyeãn Vaên Huøng", "VNI", "Nguyễn Văn Hùng"),
        ("PHAÏM ÑÖÙC THÒNH", "VNI", "PHẠM ĐỨC THỊNH"),
        ("Traàn Thò Hoa", "VNI", "Trần Thị Hoa"),
    ],
)
def test_text_in_an_old_encoding_is_recognised_and_read(typed, encoding, meant):
    assert legacy_encoding(typed) == encoding
    assert from_legacy(typed) == meant
    assert meant in check_name(typed)


@pytest.mark.parametrize(
    "name",
    ["Khà Thị Dung", "Sùng A Chống", "Y Blơk Êban", "H'Mai Niê", "André", "José", "Zoë", "Müller"],
)
def test_other_peoples_names_are_left_alone(name):
    assert legacy_encoding(name) is None
    assert from_legacy(name) == name
    assert check_name(name) is None


def test_no_commune_is_taken_for_legacy_text():
    assert [name for name in place_names() if legacy_encoding(name)] == []


def test_nearly_every_name_survives_tcvn3_and_what_does_not_is_left_as_it_was():
    encode = {letter: code for code, letter in _TCVN3.items()}
    for name in map(str.lower, place_names()):
        typed = "".join(encode.get(letter, letter) for letter in name)
        if legacy_encoding(typed):
            assert from_legacy(typed) == name
        else:
            assert from_legacy(typed) == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("  ", "Đề nghị nhập họ, chữ đệm và tên"),
        ("--", "Đề nghị nhập họ, chữ đệm và tên"),
        ("Bùi Văn 2", "Họ, chữ đệm và tên không có ký tự “2”. Đề nghị sửa lại"),
        ("Nguy?n", "Họ, chữ đệm và tên không có ký tự “?”. Đề nghị sửa lại"),
        ("a" * 129, "Họ, chữ đệm và tên dài quá 128 ký tự. Đề nghị kiểm tra lại"),
    ],
)
def test_what_is_wrong_with_a_name_is_said_in_one_sentence(typed, said):
    assert check_name(typed) == said
