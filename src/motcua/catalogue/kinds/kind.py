"""What a type of question must be able to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.form_model import Question
from motcua.catalogue.words import Text


class Unreadable(Exception):
    """What was typed cannot be an answer; ``sentence`` says what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.vi)
        self.sentence = sentence


@dataclass(frozen=True)
class Kind:
    """``parts`` are the suffixes of the form fields of a question, ``""`` for a single field.

    ``read`` gets the non-empty typed text by part and returns the answer in its JSON form, or
    raises ``Unreadable``; ``write`` is its inverse; ``show`` is the text for a summary.
    """

    read: Callable[[Question, Mapping[str, str]], Any]
    write: Callable[[Any], Mapping[str, str]]
    show: Callable[[Question, Any, str], str]
    parts: tuple[str, ...] = ("",)
    many: bool = False  # the field may be posted several times; texts are joined by new lines
