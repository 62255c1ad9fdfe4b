import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import allocate, format_dong, in_words
from motcua.kernel.number_words import in_words as number_in_words


def test_money_is_shown_in_whole_dong():
    assert format_dong(0) == "0 đồng"
    assert format_dong(8000) == "8.000 đồng"
    assert format_dong(25_300_000) == "25.300.000 đồng"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (8000, "Tám nghìn đồng"),
        (10_500, "Mười nghìn năm trăm đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (25_300_000, "Hai mươi lăm triệu ba trăm nghìn đồng"),
        (1_000_000_015, "Một tỷ không trăm mười lăm đồng"),
    ],
)
def test_receipts_write_money_in_words(amount, words):
    assert in_words(amount) == words


@given(st.integers(0, 10**13))
def test_no_two_amounts_share_their_words(amount):
    words = number_in_words(amount)

    assert words == " ".join(words.split())
    assert words != number_in_words(amount + 1)


@given(st.integers(0, 10**10), st.lists(st.integers(0, 100), min_size=1).filter(any))
def test_shares_add_up_and_stay_within_one_dong_of_their_due(total, weights):
    shares = allocate(total, weights)

    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1.001


@pytest.mark.parametrize(
    ("total", "weights"), [(100, []), (100, [0, 0]), (100, [1, -1]), (-1, [1])]
)
def test_what_cannot_be_split_is_refused(total, weights):
    with pytest.raises(ValueError, match="cannot be split"):
        allocate(total, weights)


def test_a_negative_number_has_no_words():
    with pytest.raises(ValueError, match="0 and above"):
        number_in_words(-1)
