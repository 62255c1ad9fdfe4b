"""Which pages, questions and options are asked, given the answers so far.

A condition looks only at questions asked before it (the loader sees to that), so one walk in
order settles everything, and what was answered on a road no longer taken does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from motcua.catalogue.conditions import KNOWN, Answers, holds
from motcua.catalogue.form_model import Choice, Form, Page, Question


def walk(form: Form, answers: Answers) -> tuple[dict[str, Any], list[Question]]:
    """Return what ``relevant`` and ``visible_questions`` return, for who needs both."""
    kept: dict[str, Any] = {KNOWN: list(answers[KNOWN])} if answers.get(KNOWN) else {}
    asked = []
    for question in _possible(form, kept):
        asked.append(question)
        if answers.get(question.id) is not None:
            kept[question.id] = answers[question.id]
    return kept, asked


def relevant(form: Form, answers: Answers) -> dict[str, Any]:
    """Return the answers to questions that are asked, without those left behind."""
    return walk(form, answers)[0]


def visible_questions(form: Form, answers: Answers) -> tuple[Question, ...]:
    return tuple(walk(form, answers)[1])


def visible_pages(form: Form, answers: Answers) -> tuple[Page, ...]:
    """Return the pages that have something to ask."""
    asked = {question.id for question in visible_questions(form, answers)}
    return tuple(page for page in form.pages if any(q.id in asked for q in page.questions))


def questions_to_show(
    page: Page, answers: Answers, locked: Collection[str] = ()
) -> tuple[Question, ...]:
    """Return the questions of a page to put on the screen, also those that hang on it itself.

    Without JavaScript nothing appears while a person fills the page, so a question that looks at
    one the person can still change here is shown from the start.
    """
    so_far = dict(answers)
    shown: dict[str, Question] = {}
    for question in page.questions:
        if holds(question.when, so_far, shown.keys() - set(locked)) is not False:
            shown[question.id] = question
        else:
            so_far.pop(question.id, None)
    return tuple(shown.values())


def offered(question: Question, answers: Answers) -> tuple[Choice, ...]:
    """Return the options of a question that the answers so far allow."""
    return tuple(choice for choice in question.choices if holds(choice.when, answers))


def unanswered(page: Page, answers: Answers) -> tuple[Question, ...]:
    """Return what is still to be asked; a ``confirm`` page without any is only confirmed."""
    shown = (question for question in page.questions if holds(question.when, answers))
    return tuple(question for question in shown if answers.get(question.id) is None)


def _possible(form: Form, kept: Answers) -> Iterator[Question]:
    """Yield each question that is asked; ``kept`` grows between one and the next."""
    for page in form.pages:
        if holds(page.when, kept):
            yield from (question for question in page.questions if holds(question.when, kept))
