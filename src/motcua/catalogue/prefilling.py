"""Fills a form from what registers and the signed-in account already know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.conditions import KNOWN, Answers, holds
from motcua.catalogue.form_model import Form, Prefill, Question

FILLED = "_filled"  # what was filled, to tell it from what the person typed
_ANSWERS = "answers"
_NOT = object()
Sources = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Prefilled:
    """``answers`` with what could be filled; ``fills`` says from which path each came."""

    answers: dict[str, Any]
    fills: dict[str, Prefill]

    @property
    def locked(self) -> frozenset[str]:
        return frozenset(question for question, fill in self.fills.items() if fill.locked)


def prefill(form: Form, sources: Sources, answers: Answers) -> Prefilled:
    """Fill what is unanswered, and what a register is right about, from ``sources``.

    ``sources`` are e.g. ``{"person": {"full_name": …, "birth_date": "1999-05"}, "spouse": …}``;
    each value is in the form of an answer to a question of that type. Call it again after every
    page: who the mother is hangs on what was answered, and an untouched value that was filled on
    another road is taken back. Which sources answered is noted under ``KNOWN`` for conditions.
    """
    before = answers.get(FILLED, {})
    filled = {key: value for key, value in answers.items() if before.get(key, _NOT) != value}
    fills: dict[str, Prefill] = {}
    for question in form.questions():
        filled[KNOWN] = _known(form, sources, filled)
        found = _first(question, form, sources, filled)
        if found is None:
            if question.default is not None:
                filled.setdefault(question.id, question.default)
            continue
        fill, value = found
        if fill.locked or filled.get(question.id) is None:
            filled[question.id], fills[question.id] = value, fill
    filled[FILLED] = {question: filled[question] for question in fills}
    return Prefilled(filled, fills)


def _known(form: Form, sources: Sources, answers: Answers) -> list[str]:
    given = {name for name, values in sources.items() if values}
    aliased = {
        alias.name for alias in form.aliases if alias.source in given and holds(alias.when, answers)
    }
    return sorted(given | aliased)


def _first(
    question: Question, form: Form, sources: Sources, answers: Answers
) -> tuple[Prefill, Any] | None:
    for fill in question.prefill:
        if holds(fill.when, answers):
            source, _, field = fill.path.partition(".")
            if source == _ANSWERS:
                value = answers.get(field)
            else:
                value = sources.get(_behind(source, form, answers), {}).get(field)
            if value is not None:
                return fill, value
    return None


def _behind(name: str, form: Form, answers: Answers) -> str:
    for alias in form.aliases:
        if alias.name == name and holds(alias.when, answers):
            return alias.source
    return name
