"""Finds answers under which a question is shown, to prove that none is a dead end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from motcua.catalogue.conditions import (
    KNOWN,
    All,
    Answers,
    Condition,
    Known,
    atoms,
    holds,
    questions_in,
)
from motcua.catalogue.form_model import Form, Question

_SOME_ANSWER = "…"


def unreachable(form: Form) -> list[str]:
    """Return the ids of questions that no answers can bring to the screen."""
    return [question.id for question in form.questions() if way_to(form, question.id) is None]


def way_to(form: Form, question: str) -> Answers | None:
    """Return answers (the fewest kinds of them) that show a question, or None."""
    needed = _needed(form, question)
    condition = All(tuple(needed.values()))
    for answers in _combinations(form, condition):
        shown = {asked for asked, when in needed.items() if holds(when, answers)}
        if question in shown and questions_in(condition) & answers.keys() <= shown:
            return answers
    return None


def _needed(form: Form, question: str) -> dict[str, Condition]:
    """Return the conditions of a question and of all the questions that these look at."""
    needed: dict[str, Condition] = {}
    waiting = [question]
    while waiting:
        identity = waiting.pop()
        if identity in needed:
            continue
        parts = (form.page_of(identity).when, form.question(identity).when)
        needed[identity] = All(tuple(part for part in parts if part is not None))
        waiting += questions_in(needed[identity])
    return needed


def _combinations(form: Form, condition: Condition) -> Iterator[dict[str, Any]]:
    """Yield every combination of answers and known sources that the condition can tell apart."""
    asked = sorted(questions_in(condition))
    sources = sorted({atom.source for atom in atoms(condition) if isinstance(atom, Known)})
    for picked in product(*(_possible(form.question(question)) for question in asked)):
        answers = {q: a for q, a in zip(asked, picked, strict=True) if a is not None}
        for flags in product((False, True), repeat=len(sources)):
            known = [name for name, flag in zip(sources, flags, strict=True) if flag]
            yield {**answers, KNOWN: known} if known else dict(answers)


def _possible(question: Question) -> list[Any]:
    if question.choices:
        return [None, *(choice.id for choice in question.choices)]
    return [None, True, False] if question.type == "yes_no" else [None, _SOME_ANSWER]
