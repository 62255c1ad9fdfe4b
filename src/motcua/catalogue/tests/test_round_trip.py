from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalogue import forms
from motcua.catalogue.form_model import Page, Question
from motcua.catalogue.tests.family import birth
from motcua.catalogue.words import Text
from motcua.kernel.parameters import parameters
from motcua.kernel.partial_dates import PartialDate

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạĐÀ"
WORD = st.text(LETTERS, min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
COMMUNES = st.sampled_from(sorted(parameters().places.communes))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DIGITS = "0123456789"


def whole_numbers(question: Question):
    return st.integers(question.minimum or 0, question.maximum or 99)


def answers_to(question: Question):
    """Return a strategy of answers of a question's type."""
    if question.choices:
        return st.sampled_from([choice.id for choice in question.choices])
    return {
        "text": WORDS,
        "person_name": st.sampled_from(["Khà Thị Dung", "Bùi Văn Tuyển", "Y Hen Niê", "Sùng A Chống"]),
        "personal_id": st.text(DIGITS, min_size=9, max_size=9).map("017".__add__),
        "phone": st.text(DIGITS, min_size=9, max_size=10).map("0".__add__),
        "email": st.just("dung@vidu.vn"),
        "number": whole_numbers(question),
        "yes_no": st.booleans(),
        "date": DAYS.map(date.isoformat),
        "partial_date": DAYS.flatmap(
            lambda day: st.sampled_from(
                [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate.of(day)]
            )
        ).map(PartialDate.iso),
        "place": st.fixed_dictionaries({"commune": COMMUNES}),
        "address": st.fixed_dictionaries({"commune": COMMUNES, "detail": WORDS}),
        "file": st.lists(st.uuids().map(str), min_size=1, max_size=3, unique=True),
    }[question.type]  # fmt: skip


QUESTIONS = [question for question in birth().form.questions() if not question.pattern]
ALONE = st.sampled_from(QUESTIONS).map(
    lambda q: Question(
        q.id, q.type, q.label, choices=q.choices, minimum=q.minimum, maximum=q.maximum
    )
)


@settings(deadline=None)
@given(st.data())
def test_what_a_page_renders_it_reads_back_to_the_same_answer(data):
    question = data.draw(ALONE)
    answer = data.draw(answers_to(question))
    rendered = forms.field_values(question, answer)

    parsed = forms.parse(
        Page("page", Text("Trang"), (question,)),
        {name: text.splitlines() for name, text in rendered.items()},
    )

    assert parsed.errors == {}
    assert parsed.answers == {question.id: answer}
    assert set(rendered) <= set(forms.fields(question))
    assert forms.shown(question, answer)


@settings(deadline=None)
@given(st.data())
def test_nothing_that_is_typed_can_break_a_page(data):
    page = data.draw(st.sampled_from(birth().form.pages))
    names = [name for question in page.questions for name in forms.fields(question)]
    typed = data.draw(
        st.fixed_dictionaries({}, optional={name: st.text(max_size=40) for name in names})
    )

    parsed = forms.parse(page, {name: [text] for name, text in typed.items()})

    assert parsed.raw == typed
    assert parsed.answers.keys() <= {question.id for question in page.questions}
