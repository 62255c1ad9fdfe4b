"""What is wrong with a filled form, and what to point out about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from motcua.catalogue import rules
from motcua.catalogue.asking import offered, walk
from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.form_model import Form, Question
from motcua.catalogue.parsing import MISSING, unacceptable
from motcua.catalogue.words import Text


@dataclass(frozen=True)
class PointedOut:
    """Something to say beside a question; ``procedure`` is another one that may fit better."""

    question: str
    text: Text
    procedure: str = ""
    stops: bool = False


def check(form: Form, answers: Answers, on: date, language: str = "vi") -> dict[str, str]:
    """Return question id → sentence for everything that keeps the form from being filed."""
    kept, asked = walk(form, answers)
    broken = rules.broken(form, kept, on)
    wrong: dict[str, Text] = {}
    for question in asked:
        answer = kept.get(question.id)
        if refusal := unacceptable(question, answer):
            wrong[question.id] = refusal
        elif answer is not None and question.choices and not _is_offered(question, kept):
            wrong[question.id] = MISSING
    for rule in broken:
        if not rule.soft:
            wrong.setdefault(rule.question, rule.sentence)
    for said in _notices(form, kept, asked):
        if said.stops:
            wrong.setdefault(said.question, said.text)
    return {question: text.said(language) for question, text in wrong.items()}


def pointed_out(form: Form, answers: Answers, on: date) -> tuple[PointedOut, ...]:
    """Return the notices whose condition holds and the soft rules that are broken."""
    kept, asked = walk(form, answers)
    soft = [
        PointedOut(rule.question, rule.sentence)
        for rule in rules.broken(form, kept, on)
        if rule.soft
    ]
    return (*_notices(form, kept, asked), *soft)


def _notices(form: Form, kept: Answers, asked: Iterable[Question]) -> Iterator[PointedOut]:
    ids = {question.id for question in asked}
    for notice in form.notices:
        if notice.question in ids and holds(notice.when, kept):
            yield PointedOut(notice.question, notice.text, notice.procedure, notice.stops)


def _is_offered(question: Question, answers: Answers) -> bool:
    return any(choice.id == answers[question.id] for choice in offered(question, answers))
