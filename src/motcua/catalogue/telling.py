"""What a filled form says: to its reader, to the dossier and to another system."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from motcua.catalogue.asking import relevant, walk
from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.filled import Filled
from motcua.catalogue.form_model import Form, Page, Question
from motcua.catalogue.parsing import shown
from motcua.catalogue.words import Text

NOT_ANSWERED = Text("Không khai", "Not answered")
Row = tuple[str, str]


def summary(form: Form, answers: Answers, language: str = "vi") -> list[tuple[Page, list[Row]]]:
    """Return each page with ``(label, value)`` of its questions that were asked."""
    kept, questions = walk(form, answers)
    asked = {question.id for question in questions}
    pages = [
        (page, [_row(form, q, kept, language) for q in page.questions if q.id in asked])
        for page in form.pages
    ]
    return [(page, rows) for page, rows in pages if rows]


def declared(form: Form, answers: Answers) -> str:
    """Return the declaration as canonical JSON: sorted, NFC, nothing that was not asked."""
    text = json.dumps(
        relevant(form, answers), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return unicodedata.normalize("NFC", text)


def wire_values(filled: Filled) -> dict[str, Any]:
    """Return the answers under the names of the outside message that the form gives them.

    An option gives its own wire code, or the answer that it stands for. Dates and places keep the
    form of an answer: writing them as the outside system wants is its client's work.
    """
    kept, broken = filled.answers, {rule.id for rule in filled.broken}
    values: dict[str, Any] = {}
    for constant in filled.form.wire_constants:
        applies = constant.if_broken in broken or not constant.if_broken
        value = kept.get(constant.value_of) if constant.value_of else constant.value
        if applies and holds(constant.when, kept) and value is not None:
            values[constant.name] = value
    for question in filled.asked:
        value = _wire_value(question, kept)
        if value is not None:
            values.update(dict.fromkeys(question.wire, value))
    return values


def _row(form: Form, question: Question, answers: Answers, language: str) -> Row:
    answer = answers.get(question.id)
    value = NOT_ANSWERED.said(language) if answer is None else shown(question, answer, language)
    choice = question.choice(answer)
    if choice and (meant := answers.get(choice.value_of)) is not None:
        value = f"{value}: {shown(form.question(choice.value_of), meant, language)}"
    return question.label.said(language), value


def _wire_value(question: Question, answers: Answers) -> Any:
    answer = answers.get(question.id)
    choice = question.choice(answer) if question.choices else None
    if choice is None:
        return answer
    return answers.get(choice.value_of) if choice.value_of else choice.wire or choice.id
