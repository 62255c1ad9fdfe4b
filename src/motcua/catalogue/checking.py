"""What is wrong with a filled form, and what to point out about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.filled import Filled
from motcua.catalogue.form_model import Question
from motcua.catalogue.parsing import MISSING, unacceptable
from motcua.catalogue.words import Text


@dataclass(frozen=True)
class PointedOut:
    """Something to say beside a question; ``procedure`` is another one that may fit better."""

    question: str
    text: Text
    procedure: str = ""
    stops: bool = False


def check(filled: Filled, language: str = "vi") -> dict[str, str]:
    """Return question id → sentence for everything that keeps the form from being filed."""
    wrong: dict[str, Text] = {}
    for question in filled.asked:
        answer = filled.answers.get(question.id)
        if refusal := unacceptable(question, answer):
            wrong[question.id] = refusal
        elif answer is not None and question.choices and not _is_offered(question, filled.answers):
            wrong[question.id] = MISSING
    for rule in filled.broken:
        if not rule.soft:
            wrong.setdefault(rule.question, rule.sentence)
    for said in _notices(filled):
        if said.stops:
            wrong.setdefault(said.question, said.text)
    return {question: text.said(language) for question, text in wrong.items()}


def pointed_out(filled: Filled) -> tuple[PointedOut, ...]:
    """Return the notices whose condition holds and the soft rules that are broken."""
    soft = (PointedOut(rule.question, rule.sentence) for rule in filled.broken if rule.soft)
    return (*_notices(filled), *soft)


def _notices(filled: Filled) -> Iterator[PointedOut]:
    ids = {question.id for question in filled.asked}
    for notice in filled.form.notices:
        if notice.question in ids and holds(notice.when, filled.answers):
            yield PointedOut(notice.question, notice.text, notice.procedure, notice.stops)


def _is_offered(question: Question, answers: Answers) -> bool:
    choice = question.choice(answers[question.id])
    return choice is not None and bool(holds(choice.when, answers))
