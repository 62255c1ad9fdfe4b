from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.partial_dates import BadDate, PartialDate

days = st.dates(date(1800, 1, 1), date(2199, 12, 31))
partial_dates = days.flatmap(
    lambda day: st.sampled_from(
        [
            PartialDate.of(day),
            PartialDate(day.year, day.month),
            PartialDate(day.year),
        ]
    )
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1955", PartialDate(1955)),
        ("00/00/1955", PartialDate(1955)),
        ("19550000", PartialDate(1955)),
        ("03/1990", PartialDate(1990, 3)),
        ("1990-03", PartialDate(1990, 3)),
        ("27/03/1999", PartialDate(1999, 3, 27)),
        (" 27 / 3 / 1999 ", PartialDate(1999, 3, 27)),
        ("27.03.1999", PartialDate(1999, 3, 27)),
        ("27-03-1999", PartialDate(1999, 3, 27)),
        ("19990327", PartialDate(1999, 3, 27)),
        ("1999-03-27", PartialDate(1999, 3, 27)),
        ("２７/０３/１９９９", PartialDate(1999, 3, 27)),
    ],
)
def test_dates_are_read_as_people_and_registers_write_them(typed, expected):
    assert PartialDate.parse(typed) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30/02/2024", "Ngày 30/02/2024 không có trên lịch"),
        ("29/02/2023", "Ngày 29/02/2023 không có trên lịch"),
        ("31/04/2023", "Ngày 31/04/2023 không có trên lịch"),
        ("13/2024", "Tháng 13/2024 không có trên lịch"),
        ("0955", "Năm 955 không có trên lịch"),
        ("27/00/1999", "Đã ghi ngày thì phải ghi cả tháng"),
    ],
)
def test_a_day_that_does_not_exist_is_named(typed, said):
    with pytest.raises(BadDate) as raised:
        PartialDate.parse(typed)
    assert str(raised.value) == said


@pytest.mark.parametrize("typed", ["", "hôm qua", "27/3/99", "1/2/3/1999"])
def test_what_is_no_date_is_answered_with_how_to_write_one(typed):
    with pytest.raises(BadDate, match="27/03/1999"):
        PartialDate.parse(typed)


def test_the_29th_of_february_exists_in_leap_years():
    assert PartialDate.parse("29/02/2024").exact == date(2024, 2, 29)


def test_the_boxes_of_a_form_may_be_left_empty():
    assert PartialDate.from_fields("", "", " 1955 ") == PartialDate(1955)
    assert PartialDate.from_fields("", "3", "1955") == PartialDate(1955, 3)
    with pytest.raises(BadDate, match="4 chữ số"):
        PartialDate.from_fields("1", "1", "55")
    with pytest.raises(BadDate, match="chỉ gồm chữ số"):
        PartialDate.from_fields("mồng 1", "1", "1955")


def test_dates_are_written_for_people_papers_and_wires():
    full, month, year = PartialDate(1999, 3, 27), PartialDate(1990, 3), PartialDate(1955)

    assert [each.vi() for each in (full, month, year)] == ["27/03/1999", "03/1990", "1955"]
    assert [each.iso() for each in (full, month, year)] == ["1999-03-27", "1990-03", "1955"]
    assert [each.wire() for each in (full, month, year)] == ["19990327", "1990", "1955"]
    assert full.in_words() == ("ngày hai mươi bảy tháng ba năm một nghìn chín trăm chín mươi chín")
    assert PartialDate(2024, 4, 5).in_words() == (
        "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi tư"
    )
    assert year.in_words() == "năm một nghìn chín trăm năm mươi lăm"


@given(partial_dates)
def test_what_is_written_is_read_back(day):
    assert PartialDate.parse(day.vi()) == day
    assert PartialDate.parse(day.iso()) == day
    assert day.earliest() <= day.latest()


@given(partial_dates, partial_dates)
def test_dates_agree_when_they_may_be_the_same_day(one, other):
    overlap = one.earliest() <= other.latest() and other.earliest() <= one.latest()

    assert one.agrees(other) == other.agrees(one) == overlap


@given(partial_dates, partial_dates)
def test_order_follows_the_calendar_and_the_unknown_comes_first(one, other):
    if one.latest() < other.earliest():
        assert one < other
    assert PartialDate(one.year) <= one
