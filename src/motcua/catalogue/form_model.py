"""A form (tờ khai điện tử) as data: pages of one group of questions each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from motcua.catalogue.conditions import Condition
from motcua.catalogue.words import Text


@dataclass(frozen=True)
class Choice:
    """One option; ``value_of`` names the question whose answer this option stands for."""

    id: str
    label: Text
    hint: Text | None = None
    wire: str = ""
    value_of: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Prefill:
    """``path`` is ``source.field``; ``locked`` when the register, not the person, is right.

    The source ``answers`` stands for the answers given so far: nothing is asked twice.
    """

    path: str
    locked: bool = False
    when: Condition | None = None

    @property
    def source(self) -> str:
        return self.path.partition(".")[0]


@dataclass(frozen=True)
class Question:
    id: str
    type: str
    label: Text
    hint: Text | None = None
    required: bool = True
    choices: tuple[Choice, ...] = ()
    when: Condition | None = None
    prefill: tuple[Prefill, ...] = ()
    wrong: Text | None = None  # who corrects the register when the filled value is wrong
    errors: Mapping[str, Text] = field(default_factory=dict)
    autocomplete: str = ""
    inputmode: str = ""
    width: str = ""
    minimum: int | None = None
    maximum: int | None = None
    longest: int = 200
    pattern: str = ""
    default: Any = None
    must_be: Any = None
    paper: str = ""  # the paper of the procedure that an upload is
    wire: tuple[str, ...] = ()

    def choice(self, identity: object) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == identity), None)


@dataclass(frozen=True)
class Page:
    """``confirm``: when registers filled all of it, show a summary to confirm, not fields."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text | None = None
    when: Condition | None = None
    confirm: bool = False


@dataclass(frozen=True)
class Rule:
    """A check across questions; ``kind`` is a name of ``rules.KINDS``.

    A broken rule is an error; a broken ``soft`` one only something to point out.
    """

    id: str
    kind: str
    question: str
    sentence: Text
    other: str = ""
    days: int = 0
    soft: bool = False
    when: Condition | None = None


@dataclass(frozen=True)
class Notice:
    """Something to say beside a question; ``stops``: the form cannot go on this way."""

    question: str
    text: Text
    when: Condition | None
    procedure: str = ""  # the procedure pointed to
    stops: bool = False


@dataclass(frozen=True)
class WireConstant:
    """A value of the outside message that follows from the case, not from one question."""

    name: str
    value: str = ""
    value_of: str = ""  # the question whose answer it repeats
    when: Condition | None = None
    if_broken: str = ""  # only when the rule of this id is broken


@dataclass(frozen=True)
class Alias:
    """``name`` in a prefill path stands for ``source`` when the condition holds."""

    name: str
    source: str
    when: Condition | None = None


@dataclass(frozen=True)
class Form:
    title: Text
    pages: tuple[Page, ...]
    rules: tuple[Rule, ...] = ()
    notices: tuple[Notice, ...] = ()
    aliases: tuple[Alias, ...] = ()
    wire_constants: tuple[WireConstant, ...] = ()

    def questions(self) -> tuple[Question, ...]:
        return self._questions

    def question(self, identity: str) -> Question:
        """Return a question by its id; raises ``KeyError``."""
        return self._by_id[identity]

    def page(self, identity: str) -> Page:
        """Return a page by its id; raises ``KeyError``."""
        return {page.id: page for page in self.pages}[identity]

    def page_of(self, question: str) -> Page:
        return next(page for page in self.pages if any(q.id == question for q in page.questions))

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions()}
