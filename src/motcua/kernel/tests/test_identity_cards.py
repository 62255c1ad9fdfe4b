"""Reading what a scanner types from a card: the old one, the new one, and what is no card."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.bad_input import BadInput
from motcua.kernel.identity_cards import BadCard, IdentityCard

OLD = "017199001234|113456789|Khà Thị Dung|02051999|Nữ|Xóm Vãng, Mai Châu, Phú Thọ|10082021"
NEW = "017199001234||KHÀ THỊ DUNG|02051999|Nữ|Xóm Vãng, Mai Châu, Phú Thọ|15072025||Khà Văn A|Hà B"
DAYS = st.dates(date(1920, 1, 1), date(2026, 11, 22))
NAMES = st.text(alphabet="ÂĐƠƯabcdeghiklmnopqrstuvxyàáảãạêếệôốộ ", min_size=2, max_size=40).filter(
    lambda name: bool(name.strip())
)
PLACES = st.text(alphabet="ABCĐXóm Vãng,0123456789/- ", max_size=60)


def test_the_chip_card_of_2021_is_read_whole():
    card = IdentityCard.parse(OLD)
    assert (str(card.personal_id), card.old_number, card.name) == (
        "017199001234",
        "113456789",
        "Khà Thị Dung",
    )
    assert (card.birth.iso(), card.sex) == ("1999-05-02", "female")
    assert card.address == "Xóm Vãng, Mai Châu, Phú Thọ"
    assert card.issued_on == date(2021, 8, 10)
    assert not card.doubts


def test_the_card_of_2024_may_say_more_and_no_old_number():
    card = IdentityCard.parse(NEW + "\r\n")
    assert (card.name, card.old_number, card.issued_on) == ("KHÀ THỊ DUNG", "", date(2025, 7, 15))


def test_a_scanner_that_types_bytes_instead_of_letters_is_understood():
    assert IdentityCard.parse(OLD.encode().decode("latin-1")) == IdentityCard.parse(OLD)


def test_an_unknown_day_and_month_of_birth_stay_unknown():
    card = IdentityCard.parse(OLD.replace("02051999", "00001999"))
    assert card.birth.iso() == "1999"


def test_a_missing_day_of_issue_is_no_fault():
    assert IdentityCard.parse(OLD.removesuffix("10082021")).issued_on is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Chưa có nội dung quét"),
        ("https://dichvucong.gov.vn/x", "dẫn đến một trang thông tin"),
        ("00020101021238570010A000000727", "mã QR chuyển tiền"),
        ("IDVNM1990012342017199001234<<8", "dòng chữ máy đọc"),
        ("P<VNMKHA<<THI<DUNG<<<<<<<<<<<<", "dòng chữ máy đọc"),
        ("HS4010120878811|4e6775|01012015|1|abc", "thẻ bảo hiểm y tế"),
        ("113456789", "không còn được sử dụng"),
        ("0100109106", "mã số thuế"),
        ("017199001234||Khà Thị Dung", "3 trong 7 mục"),
        ("xin chào", "Không phải mã QR của thẻ căn cước"),
        (OLD.replace("Khà Thị", "Kh? Th?"), "sai dấu tiếng Việt"),
        (OLD.replace("Nữ", "X"), "Giới tính 'X'"),
        (OLD.replace("113456789", "11345"), "Số giấy tờ cũ"),
        (OLD.replace("02051999", "2/5/1999"), "Ngày sinh '2/5/1999'"),
        (OLD.replace("02051999", "31021999"), "không có trên lịch"),
        (OLD.replace("10082021", "32132021"), "Ngày cấp '32132021'"),
        (OLD.replace("017199001234", "01719900123"), "gồm 12 chữ số"),
        ("x" * 2000, "quá dài"),
    ],
)
def test_what_is_no_card_is_told_in_words(text, said):
    with pytest.raises(BadInput, match=said):
        IdentityCard.parse(text)


def test_a_number_of_another_year_or_sex_is_a_doubt_and_no_refusal():
    card = IdentityCard.parse(OLD.replace("02051999", "02051998").replace("Nữ", "Nam"))
    assert len(card.doubts) == 2


@given(NAMES, DAYS, st.sampled_from(["Nam", "Nữ"]), PLACES, st.lists(PLACES, max_size=5))
def test_every_card_is_read_as_it_was_written(name, born, sex, place, more):
    century = (born.year // 100 - 19) * 2 + (sex == "Nữ")
    number = f"017{century}{born.year % 100:02}000001"
    text = "|".join([number, "", name, f"{born:%d%m%Y}", sex, place, "10082024", *more])
    card = IdentityCard.parse(text)
    assert (card.birth.iso(), card.name, card.address) == (
        born.isoformat(),
        " ".join(name.split()),
        place.strip(),
    )
    assert not card.doubts


@given(st.text(max_size=200))
def test_anything_else_is_refused_with_a_sentence_and_nothing_worse(text):
    try:
        IdentityCard.parse(text)
    except BadInput as refusal:
        assert str(refusal)


@given(st.sampled_from([OLD, NEW]), st.integers(0, 5))
def test_a_card_cut_short_is_never_read(text, kept):
    with pytest.raises(BadCard):
        IdentityCard.parse("|".join(text.split("|")[: kept + 1]))
