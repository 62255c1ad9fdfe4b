"""From posted fields to answers and back; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.form_model import Page, Question
from motcua.catalogue.kinds import KINDS, Unreadable
from motcua.catalogue.words import Text

Posted = Mapping[str, list[str]]
MISSING = Text("Đề nghị trả lời câu này", "Please answer this question")


@dataclass(frozen=True)
class Parsed:
    """``answers`` of the page's questions that are asked; ``raw`` is the typed text by field."""

    page: Page
    answers: dict[str, Any]
    errors: dict[str, str]
    raw: dict[str, str]

    def merged(self, answers: Answers) -> dict[str, Any]:
        """Return all answers with this page's in place of what it held before."""
        here = {question.id for question in self.page.questions}
        others = {key: value for key, value in answers.items() if key not in here}
        return {**others, **self.answers}


def fields(question: Question) -> tuple[str, ...]:
    """Return the names of a question's form fields: ``id``, or ``id.day``, ``id.month`` …"""
    return tuple(_field(question, part) for part in KINDS[question.type].parts)


def field_values(question: Question, answer: Any) -> dict[str, str]:
    """Return what the form fields hold for an answer; ``parse`` reads it back to the same."""
    if answer is None:
        return {}
    written = KINDS[question.type].write(answer)
    return {_field(question, part): text for part, text in written.items()}


def shown(question: Question, answer: Any, language: str = "vi") -> str:
    """Return an answer as a person reads it."""
    return KINDS[question.type].show(question, answer, language)


def parse(
    page: Page,
    posted: Posted,
    answers: Answers | None = None,
    locked: Collection[str] = (),
    language: str = "vi",
) -> Parsed:
    """Read one posted page; ``answers`` are those so far.

    Questions in ``locked`` keep their answer whatever was posted: the register is right.
    """
    so_far = {key: value for key, value in (answers or {}).items() if key in locked}
    here = {question.id for question in page.questions}
    so_far |= {key: value for key, value in (answers or {}).items() if key not in here}
    raw = {
        name: _joined(question, posted[name])
        for question in page.questions
        for name in fields(question)
        if posted.get(name)
    }
    errors: dict[str, str] = {}
    for question in page.questions:
        if not holds(question.when, so_far):
            so_far.pop(question.id, None)
        elif so_far.get(question.id) is None and (wrong := _answer(question, raw, so_far)):
            errors[question.id] = wrong.said(language)
    return Parsed(page, {key: so_far[key] for key in so_far if key in here}, errors, raw)


def _answer(question: Question, raw: Mapping[str, str], so_far: dict[str, Any]) -> Text | None:
    """Put the answer that was typed into ``so_far``; return what is wrong with it."""
    try:
        answer = _read(question, raw)
    except Unreadable as fault:
        return question.errors.get("invalid", fault.sentence)
    if answer is not None:
        so_far[question.id] = answer
    return unacceptable(question, answer)


def unacceptable(question: Question, answer: Any) -> Text | None:
    """Return what to say when a required answer is missing or not the one that must be given."""
    missing = question.required and answer is None
    if missing or (question.must_be is not None and answer != question.must_be):
        return question.errors.get("required", MISSING)
    return None


def _read(question: Question, raw: Mapping[str, str]) -> Any:
    kind = KINDS[question.type]
    typed = {part: raw.get(_field(question, part), "").strip() for part in kind.parts}
    filled = {part: text for part, text in typed.items() if text}
    return kind.read(question, filled) if filled else None


def _field(question: Question, part: str) -> str:
    return f"{question.id}.{part}" if part else question.id


def _joined(question: Question, values: list[str]) -> str:
    return "\n".join(values) if KINDS[question.type].many else values[-1]
