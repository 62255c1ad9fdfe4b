"""When a question, page, paper or rule applies, written as data.

A condition is one of ``{question: id, is: value}``, ``{question: id, in: [values]}``,
``{question: id, answered: true}``, ``{known: source}``, ``{all: […]}``, ``{any: […]}`` and
``{not: …}``. Answers are a plain mapping; ``answers[KNOWN]`` lists the sources that answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
KNOWN = "_known"


@dataclass(frozen=True)
class Is:
    question: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Answered:
    question: str


@dataclass(frozen=True)
class Known:
    source: str


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Condition = Is | Answered | Known | All | AnyOf | Not


class BadCondition(ValueError):
    """The condition is not of one of the forms that this module reads."""


def read(raw: Mapping[str, Any]) -> Condition:
    """Build a condition from its data; raises ``BadCondition``."""
    match raw:
        case {"question": str(question), "is": value, **rest} if not rest:
            return Is(question, (value,))
        case {"question": str(question), "in": list(values), **rest} if values and not rest:
            return Is(question, tuple(values))
        case {"question": str(question), "answered": True, **rest} if not rest:
            return Answered(question)
        case {"known": str(source), **rest} if not rest:
            return Known(source)
        case {"all": list(parts), **rest} if parts and not rest:
            return All(tuple(read(part) for part in parts))
        case {"any": list(parts), **rest} if parts and not rest:
            return AnyOf(tuple(read(part) for part in parts))
        case {"not": dict(part), **rest} if not rest:
            return Not(read(part))
    raise BadCondition(f"{raw!r} is not a condition")


def holds(
    condition: Condition | None, answers: Answers, undecided: Collection[str] = ()
) -> bool | None:
    """Return whether the condition holds, or None when it hangs on an ``undecided`` question."""
    match condition:
        case None:
            return True
        case Is(question) | Answered(question) if question in undecided:
            return None
        case Is(question, values):
            return answers.get(question) in values
        case Answered(question):
            return answers.get(question) is not None
        case Known(source):
            return source in answers.get(KNOWN, ())
        case Not(part):
            truth = holds(part, answers, undecided)
            return None if truth is None else not truth
        case All(parts):
            return _decide([holds(part, answers, undecided) for part in parts], stop=False)
        case AnyOf(parts):
            return _decide([holds(part, answers, undecided) for part in parts], stop=True)


def _decide(truths: list[bool | None], *, stop: bool) -> bool | None:
    if stop in truths:
        return stop
    return None if None in truths else not stop


def atoms(condition: Condition | None) -> Iterator[Is | Answered | Known]:
    """Yield the simple conditions that a condition is made of."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Is() | Answered() | Known():
            yield condition


def questions_in(condition: Condition | None) -> set[str]:
    return {atom.question for atom in atoms(condition) if not isinstance(atom, Known)}
