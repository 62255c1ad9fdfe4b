"""A form as somebody filled it in, walked once for all that is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalogue import rules
from motcua.catalogue.asking import walk
from motcua.catalogue.conditions import Answers
from motcua.catalogue.form_model import Form, Question, Rule


@dataclass(frozen=True)
class Filled:
    """``answers`` are those to questions that are ``asked``; ``broken`` are the rules they break."""

    form: Form
    answers: Mapping[str, Any]
    asked: tuple[Question, ...]
    broken: tuple[Rule, ...]
    on: date


def filled(form: Form, answers: Answers, on: date) -> Filled:
    """Return a form with its answers on a day, without those that were left behind."""
    kept, asked = walk(form, answers)
    return Filled(form, kept, tuple(asked), rules.broken(form, kept, on), on)
