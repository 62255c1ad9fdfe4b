from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.reconcile.places import place, place_number
from motcua.reconcile.values import birth_number, code, sex_number


@given(st.dates(min_value=date(1900, 1, 1)).filter(lambda d: d.year < 2100))
def test_every_shape_of_a_date_is_read_as_that_date(day):
    number = day.year * 10_000 + day.month * 100 + day.day
    for shape in (
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%Y%m%d",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%Y/%m/%d",
        "%Y-%m-%d 00:00:00",
    ):
        assert birth_number(day.strftime(shape)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("1955", 19550000), ("03/1990", 19900300), ("00/00/1955", 19550000), ("27/3/1999", 19990327),
     ("12/25/1990", 19901225), ("27031999", 19990327), ("31/02/1980", 19800000), ("Nam", None),
     ("", None), ("1/1/1700", None), ("27/3/99", None)],
)  # fmt: skip
def test_partial_and_broken_births(text, number):
    assert birth_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("Nam", 1), ("NỮ", 2), ("nu", 2), ("1", 1), ("0", 2), ("2", 2), ("?", None)],
)
def test_sexes_are_read_in_words_and_codes(text, number):
    assert sex_number(text) == number


def test_codes_lose_the_zeros_that_spreadsheets_lose():
    assert code("00265") == code("265") == code(" 265.0") == "265"


def test_an_old_commune_is_taken_over_to_what_it_became():
    became = {"855": (("285", "13"),), "9": (("1", "2"), ("3", "2"))}
    assert place("36", "165", "00855", None, became)[:4] == ("13", None, "285", None)
    assert place("01", "004", "00009", None, became)[:4] == ("2", None, "1", "3")
    assert place("01", "004", "77777", None, became).known is False


def test_an_address_in_words_gives_commune_and_province():
    here = place(None, None, None, "Số 5, xã Phú Xuân, TP. Huế", None)
    assert (here.province, here.commune) == ("hue", "phuxuan")


@given(st.text(min_size=1))
def test_place_numbers_are_positive_and_fit_64_bits(name):
    assert 0 < place_number(name) < 2**63
