"""One page of a declaration as it is drawn, whoever fills it in: its fields, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.catalogue import forms
from motcua.catalogue.competence import options
from motcua.catalogue.form_model import Choice, Page, Question
from motcua.catalogue.parsing import MISSING
from motcua.catalogue.words import Text
from motcua.kernel.parameters import parameters
from motcua.pages import ask_when, declaring
from motcua.pages.declaring import Declaration
from motcua.pages.fields import Field, Group, grouped
from motcua.pages.sentences import in_language
from motcua.pages.templatetags.words import moment


def drawn(
    asked: Page,
    declaration: Declaration,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> tuple[list[Group], list[tuple[str, str]]]:
    """Return the groups of fields, and the faults for the summary: question id and sentence."""
    shown = declaring.questions(asked, declaration)
    told = {question: in_language(sentence) for question, sentence in errors.items()}
    fields = [_field(question, asked, declaration, typed, told) for question in shown]
    summary = [(one.id, _named(one, told[one.id])) for one in shown if one.id in told]
    return grouped(fields), summary


def written(asked: Page, declaration: Declaration) -> dict[str, str]:
    """Return the saved answers of a page as its form fields hold them."""
    typed: dict[str, str] = {}
    for question in asked.questions:
        typed |= forms.field_values(question, declaration.answers.get(question.id))
    return typed


def rule_faults(declaration: Declaration, asked: Page, day: date, language: str) -> dict[str, str]:
    """Return what rules say about questions of this page that are answered."""
    faults = declaring.faults(declaration, day, language)
    here = {question.id for question in asked.questions}
    if any(question.type == declaring.AGENCY for question in asked.questions):
        faults |= declaring.unserved(declaration, day)
    return {q: s for q, s in faults.items() if q in here and declaration.answers.get(q) is not None}


def typed_wrong(wrong: Mapping[str, str], raw: Mapping[str, str]) -> bool:
    """Tell whether something was typed that cannot be kept; what is only missing can wait."""
    return any(text.strip() and name.partition(".")[0] in wrong for name, text in raw.items())


def _field(
    question: Question,
    asked: Page,
    declaration: Declaration,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> Field:
    language = get_language() or "vi"
    answer = declaration.answers.get(question.id)
    fill = declaration.fills.get(question.id)
    return Field(
        question,
        typed=typed,
        error=errors.get(question.id, ""),
        source=_source(fill) if fill else "",
        locked=bool(fill and fill["locked"]),
        shown=forms.shown(question, answer, language) if answer is not None else "",
        when=ask_when.told(question, asked, declaration),
        choices=_choices(question, declaration),
    )


def _choices(question: Question, declaration: Declaration) -> tuple[Choice, ...] | None:
    """Return the options that apply; an agency is named under the residence that leads to it."""
    if question.type != declaring.AGENCY:
        return forms.offered(question, declaration.answers) if question.choices else None
    places = parameters().places
    named = {o.choice.id: o for o in options(declaration.form, declaration.answers, places)}
    return tuple(
        replace(choice, hint=Text(named[choice.id].agency_name)) if choice.id in named else choice
        for choice in forms.offered(question, declaration.answers)
    )


def _named(question: Question, sentence: str) -> str:
    """Name the question where the sentence alone does not tell which one is meant."""
    language = get_language() or "vi"
    if sentence == MISSING.said(language):
        return f"{question.label.said(language)}: {sentence}"
    return sentence


def _source(fill: Mapping[str, Any]) -> str:
    """Return 'Nguồn: Cơ sở dữ liệu quốc gia về dân cư, tra cứu lúc 20:14 ngày 22/11/2026'."""
    at = moment(datetime.fromisoformat(fill["at"])) if fill["at"] else ""
    return _("Nguồn: %(register)s, tra cứu %(at)s") % {"register": _(fill["register"]), "at": at}
