"""Worked examples (given, when, then) that officials can read, and what they show to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.catalogue import checking, competence, telling
from motcua.catalogue.asking import relevant, visible_questions
from motcua.catalogue.conditions import KNOWN
from motcua.catalogue.fees import charges
from motcua.catalogue.filled import Filled, filled
from motcua.catalogue.package import Channel, Procedure
from motcua.catalogue.paper_list import demands
from motcua.kernel.clock import HANOI
from motcua.kernel.limits import due
from motcua.kernel.parameters import parameters

Example = Mapping[str, Any]


@dataclass(frozen=True)
class _Case:
    procedure: Procedure
    answers: dict[str, Any]
    channel: Channel
    received_at: datetime

    @property
    def day(self) -> date:
        return self.received_at.date()


def received_on(example: Example) -> date:
    """Return the day of receipt, which decides on the revision to use."""
    return _moment(example).date()


def differences(procedure: Procedure, example: Example) -> list[str]:
    """Return, for each thing the example expects and does not get, what it gets instead."""
    given = example.get("given", {})
    answers = {**given.get("answers", {}), KNOWN: given.get("known", [])}
    case = _Case(procedure, answers, Channel(example["when"]["channel"]), _moment(example))
    found = {key: _SHOWS[key](case, wanted) for key, wanted in example["then"].items()}
    return [
        f"{key}: {found[key]!r}, expected {wanted!r}"
        for key, wanted in example["then"].items()
        if found[key] != wanted
    ]


def _moment(example: Example) -> datetime:
    return datetime.fromisoformat(example["when"]["received_at"]).replace(tzinfo=HANOI)


def _filled(case: _Case) -> Filled:
    return filled(case.procedure.form, case.answers, case.day)


def _due(case: _Case, _wanted: str) -> str:
    law = parameters()
    limit = case.procedure.limit(case.channel, case.day).value
    hours = law.default_hours.on(case.day)
    return f"{due(case.received_at, limit, law.calendar, hours):%Y-%m-%d %H:%M}"


def _fees(case: _Case, _wanted: Mapping[str, int]) -> dict[str, int]:
    kept = relevant(case.procedure.form, case.answers)
    return {charge.fee.id: charge.amount for charge in charges(case.procedure, kept, case.day)}


def _competent(case: _Case, _wanted: str) -> str:
    commune = competence.competent(case.procedure.form, case.answers, parameters().places)
    return commune.code if commune else ""


def _asks(case: _Case, wanted: list[str]) -> list[str]:
    asked = {question.id for question in visible_questions(case.procedure.form, case.answers)}
    return [question for question in wanted if question in asked]


def _does_not_ask(case: _Case, wanted: list[str]) -> list[str]:
    asked = _asks(case, wanted)
    return [question for question in wanted if question not in asked]


def _papers(case: _Case, wanted: Mapping[str, str]) -> dict[str, str]:
    kept = relevant(case.procedure.form, case.answers)
    states = {
        demand.paper.id: "replaced" if demand.replaced else "needed"
        for demand in demands(case.procedure, case.channel, kept)
    }
    return {paper: states.get(paper, "not_asked") for paper in wanted}


def _errors(case: _Case, wanted: list[str]) -> list[str]:
    """Of the questions that are answered: what is missing from an example is no error of it."""
    wrong = checking.check(_filled(case))
    return sorted(wrong.keys() & ({*case.answers} | {*wanted}))


def _points_out(case: _Case, _wanted: list[str]) -> list[str]:
    said = checking.pointed_out(_filled(case))
    return sorted({point.question for point in said})


def _points_to(case: _Case, _wanted: str) -> str:
    said = checking.pointed_out(_filled(case))
    return ", ".join(point.procedure for point in said if point.procedure)


def _wire(case: _Case, wanted: Mapping[str, Any]) -> dict[str, Any]:
    values = telling.wire_values(_filled(case))
    return {name: values.get(name) for name in wanted}


_SHOWS: dict[str, Callable[[_Case, Any], Any]] = {
    "due": _due,
    "fees": _fees,
    "competent": _competent,
    "asks": _asks,
    "does_not_ask": _does_not_ask,
    "papers": _papers,
    "errors": _errors,
    "points_out": _points_out,
    "points_to": _points_to,
    "wire": _wire,
}
