from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from motcua.kernel.limits import DueState, DueWord, Outcome
from motcua.pages import looks
from motcua.pages.templatetags import words

AFTERNOON = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        (words.dong(8000), "8.000\u00a0đồng"),
        (words.moment(AFTERNOON), "lúc 14:05 ngày 23/11/2026"),
        (words.until(AFTERNOON), "14:05 ngày 23/11/2026"),
        (words.day(datetime(2026, 11, 22, 17, 30, tzinfo=UTC)), "23/11/2026"),
        (words.partial_date("1955"), "1955"),
        (words.partial_date("1999-03-27"), "27/03/1999"),
        (words.code("H44.28.05-261123-0007"), "H44.28.05\u2011261123\u20110007"),
    ],
)
def test_values_are_spelled_as_the_house_writes_them(spelled, expected):
    assert spelled == expected


@pytest.mark.parametrize("word", DueWord)
def test_each_due_word_has_a_word_and_a_shape_of_its_own(word):
    html = words.due_tag(DueState(word, 2))

    assert "<svg" in html
    assert DueState(word, 2).vi() in html


def test_a_finished_dossier_on_its_day_is_on_time():
    assert "Đúng hạn" in words.outcome_tag(Outcome.ON_TIME)


def test_what_waits_for_the_applicant_stands_out():
    assert looks.of("processing", "confirmation") == "asking"
    assert looks.of("waiting_supplement") == "asking"
    assert looks.of("decided", outcome="refused") == "ended"


def test_a_table_says_the_column_in_each_cell_for_phones():
    template = Template('{% table columns rows "Hồ sơ" %}')
    html = template.render(Context({"columns": ["Mã", "Hẹn trả"], "rows": [("A", "23/11/2026")]}))

    assert 'data-label="Hẹn trả">23/11/2026' in html
