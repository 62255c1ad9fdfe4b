"""A declaration in words, under the wire names that its form gives the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.catalogue import forms
from motcua.catalogue.form_model import Form, Question


def said(form: Form, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return wire name → what people read, e.g. ``meDanToc`` → ``Thái``.

    A choice that stands for another answer ('theo mẹ') reads as that answer.
    """
    words: dict[str, str] = {}
    for question in forms.visible_questions(form, answers):
        answer = answers.get(question.id)
        if answer is not None:
            words.update(dict.fromkeys(question.wire, _text(form, question, answers)))
    return words


def _text(form: Form, question: Question, answers: Mapping[str, Any]) -> str:
    choice = question.choice(answers[question.id]) if question.choices else None
    if choice is not None and choice.value_of and choice.value_of in answers:
        other = form.question(choice.value_of)
        return forms.shown(other, answers[choice.value_of])
    return forms.shown(question, answers[question.id])
