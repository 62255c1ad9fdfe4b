"""Differences inside words: accents apart from letters, nothing lost, nothing invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.corrections.differing import LONGEST, Mark, differences
from motcua.kernel.names import fold, nfc

SYLLABLES = ["Nguyễn", "NGUYEN", "Thị", "Thi", "Hòa", "Hoà", "Đặng", "Dang", "Ánh", "ánh", "Văn", "Bảo"]  # fmt: skip
texts = st.one_of(
    st.text(max_size=20), st.lists(st.sampled_from(SYLLABLES), max_size=4).map(" ".join)
)


def marked(text, pieces, mark):
    return [piece.text for piece in pieces if piece.mark == mark]


def shown(left, right):
    return ["".join(f"[{p.text}]" if p.mark == Mark.ACCENT else f"<{p.text}>" if p.mark == Mark.LETTER else p.text for p in side) for side in differences(left, right)]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Bùi Thị Hoa", "Bùi Thị Hòa", ["Bùi Thị H[o]a", "Bùi Thị H[ò]a"]),
        ("Dang Van An", "Đặng Văn An", ["[Da]ng V[a]n An", "[Đặ]ng V[ă]n An"]),
        ("LƯỜNG VĂN HẬU", "Lường Văn Hậu", ["LƯỜNG VĂN HẬU", "Lường Văn Hậu"]),
        ("Hà Xuyến", "Hà Thị Xuyến", ["Hà Xuyến", "Hà< Thị> Xuyến"]),
        ("017199001234", "017199001284", ["0171990012<3>4", "0171990012<8>4"]),
        ("", "Nữ", ["", "<Nữ>"]),
    ],
)
def test_the_letter_that_differs_is_marked(left, right, expected):
    assert shown(left, right) == expected


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_the_pieces_are_the_texts(left, right):
    for text, pieces in zip((left, right), differences(left, right), strict=True):
        assert "".join(piece.text for piece in pieces) == nfc(text)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_swapping_the_texts_swaps_the_answer(left, right):
    assert differences(left, right) == differences(right, left)[::-1]


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_text_does_not_differ_from_itself_however_it_is_composed(text):
    for pieces in differences(text, nfc(text)):
        assert {piece.mark for piece in pieces} <= {Mark.SAME}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SYLLABLES), max_size=5).map(" ".join))
def test_a_name_without_its_marks_differs_in_accents_alone(name):
    for pieces in differences(name, fold(name)):
        assert Mark.LETTER not in {piece.mark for piece in pieces}


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_as_many_letters_differ_in_accent_on_both_sides(left, right):
    sides = differences(left, right)
    for mark in (Mark.SAME, Mark.ACCENT):
        a, b = (sum(len(p.text) for p in side if p.mark == mark) for side in sides)
        assert a == b


def test_a_very_long_text_is_marked_as_a_whole():
    left, right = differences("a" * (LONGEST + 1), "b")
    assert [piece.mark for piece in left + right] == [Mark.LETTER, Mark.LETTER]
