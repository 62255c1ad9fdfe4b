"""Tells the browser when a question applies that hangs on another one of the same page.

Everything else is settled here, so the browser only looks at what is being filled in. Without
JavaScript such questions are shown from the start; the server decides in any case.
"""

from __future__ import annotations

import json
from typing import Any

from motcua.catalogue.conditions import All, Answered, AnyOf, Condition, Is, Not, holds
from motcua.catalogue.form_model import Page, Question
from motcua.pages.declaring import Declaration, open_questions


def told(question: Question, page: Page, declaration: Declaration) -> str:
    """Return the condition as JSON, empty when the question applies whatever is picked here."""
    here = open_questions(page, declaration)
    if holds(question.when, declaration.answers, here) is not None:
        return ""
    return json.dumps(_rest(question.when, declaration, here), ensure_ascii=False)


def _rest(condition: Condition | None, declaration: Declaration, here: frozenset[str]) -> Any:
    """Return what is left of a condition once the settled parts are truths."""
    truth = holds(condition, declaration.answers, here)
    if truth is not None:
        return truth
    match condition:
        case Is(question, values):
            return {"question": question, "in": [_posted(value) for value in values]}
        case Answered(question):
            return {"question": question}
        case Not(part):
            return {"not": _rest(part, declaration, here)}
        case All(parts):
            return {"all": [_rest(part, declaration, here) for part in parts]}
        case AnyOf(parts):
            return {"any": [_rest(part, declaration, here) for part in parts]}
    raise TypeError(f"{condition!r} cannot hang on a question of its page")


def _posted(value: Any) -> str:
    """Return an answer as the form field holds it."""
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )
