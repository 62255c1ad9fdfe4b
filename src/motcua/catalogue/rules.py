"""Checks across questions. Each kind is told apart by the name that ``form.yaml`` uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.form_model import Form, Rule
from motcua.kernel.names import fold
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.personal_ids import PersonalId

Test = Callable[[Rule, Any, Any, date], bool]


def broken(form: Form, answers: Answers, on: date) -> tuple[Rule, ...]:
    """Return the rules that the answers break on a day; a rule without its answers is kept."""
    return tuple(rule for rule in form.rules if is_broken(rule, answers, on))


def is_broken(rule: Rule, answers: Answers, on: date) -> bool:
    answer, other = answers.get(rule.question), answers.get(rule.other, rule.other)
    if answer is None or (rule.other and other == rule.other and rule.kind != "sex_of_id"):
        return False
    return bool(holds(rule.when, answers)) and not KINDS[rule.kind](rule, answer, other, on)


def _not_in_future(_rule: Rule, answer: str, _other: Any, on: date) -> bool:
    return PartialDate.parse(answer).earliest() <= on


def _after(_rule: Rule, answer: str, other: str, _on: date) -> bool:
    """Only what is certainly not later is refused: a year alone may still be before."""
    return PartialDate.parse(answer).latest() > PartialDate.parse(other).earliest()


def _differs(_rule: Rule, answer: Any, other: Any, _on: date) -> bool:
    return bool(answer != other)


def _within_days(rule: Rule, answer: str, _other: Any, on: date) -> bool:
    return on <= PartialDate.parse(answer).latest() + timedelta(days=rule.days)


def _shares_word(_rule: Rule, answer: str, other: str, _on: date) -> bool:
    """Surnames stand first in most names and last in some: any common word will do."""
    return not set(fold(answer).split()).isdisjoint(fold(other).split())


def _sex_of_id(_rule: Rule, answer: str, other: str, _on: date) -> bool:
    return PersonalId.parse(answer).sex == other


def _year_of_id(_rule: Rule, answer: str, other: str, _on: date) -> bool:
    return PersonalId.parse(answer).year_of_birth == PartialDate.parse(other).year


KINDS: dict[str, Test] = {
    "not_in_future": _not_in_future,
    "after": _after,
    "differs": _differs,
    "within_days": _within_days,
    "shares_word": _shares_word,
    "sex_of_id": _sex_of_id,
    "year_of_id": _year_of_id,
}
