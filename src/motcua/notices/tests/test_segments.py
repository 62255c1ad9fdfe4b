"""Messages of one and two segments, by the rules of the GSM standards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.clock import HANOI, datetime
from motcua.notices.rules import templates
from motcua.notices.segments import is_gsm, segments, without_marks
from motcua.notices.wording import MOMENTS, short_message, spoken

LONGEST = {
    "procedure": "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài",
    "dossier": "H44.28.05-261123-0007",
    "complaint": "PA-H44.28.05-261123-0007",
    "body": "Ủy ban nhân dân xã Mai Châu, tỉnh Phú Thọ",
    "body_short": "Trung tâm Phục vụ hành chính công phường Tân Hòa",
    "who": "UBND xã Mai Châu – Hà Thị Xuyến, công chức tư pháp - hộ tịch",
    "register": "Cơ sở dữ liệu quốc gia về dân cư",
    "code": "4827 1936",
}


def a_fact(name: str) -> str:
    return "2026-12-02T17:00:00+07:00" if name in MOMENTS else LONGEST.get(name, "hai lần")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1),
        ("€" * 81, 2), ("ạ" * 70, 1), ("ạ" * 71, 2), ("ạ" * 134, 2), ("ạ" * 135, 3),
    ],
)  # fmt: skip
def test_segments_are_counted_as_networks_count_them(text, count):
    assert segments(text) == count


def test_a_sign_of_two_places_is_not_divided_between_segments():
    assert segments("a" * 152 + "€" + "a" * 152) == 3


def test_marks_go_and_capitals_stay():
    assert (
        without_marks("Đã tiếp nhận – hẹn trả: “Ủy ban…”") == 'Da tiep nhan - hen tra: "Uy ban..."'
    )


def test_marks_stay_where_they_fit():
    said = short_message("Hồ sơ {dossier} đã có kết quả.", LONGEST, 2)
    assert said.endswith("Hồ sơ H44.28.05-261123-0007 đã có kết quả.")


@pytest.mark.parametrize(
    "name", sorted(n for n in templates() if templates()[n].spans[0].value.sms)
)
def test_every_message_fits_two_segments_with_the_longest_facts(name):
    template = templates()[name].spans[-1].value
    words = spoken({fact: a_fact(fact) for fact in template.names()})
    said = short_message(template.sms, words, 2)
    assert segments(said) <= 2
    for kept in ("dossier", "complaint", "due", "until", "code"):
        if f"{{{kept}}}" in template.sms:
            assert without_marks(words[kept]) in without_marks(said)


@settings(max_examples=60, deadline=None)
@given(procedure=st.text(st.sampled_from("đăng ký khai sinh "), max_size=400))
def test_a_long_name_loses_words_and_never_the_code(procedure):
    said = short_message("{procedure}: {dossier}", {**LONGEST, "procedure": procedure.strip()}, 2)
    assert segments(said) <= 2
    assert said.endswith("H44.28.05-261123-0007")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_text_of_the_small_alphabet_never_takes_more(text):
    assert not is_gsm(text) or segments(text) <= segments(text + "ạ")


def test_moments_are_spoken_in_the_language_of_the_page():
    facts = {"until": datetime(2026, 12, 2, 17, tzinfo=HANOI).isoformat()}
    assert spoken(facts)["until"] == "trước 17:00 ngày 02/12/2026"
