"""Turns the data of ``form.yaml``, already checked, into a ``Form``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.catalogue.building import Data, condition, optional_text
from motcua.catalogue.form_model import (
    Alias,
    Choice,
    Form,
    Notice,
    Page,
    Prefill,
    Question,
    Rule,
    WireConstant,
)
from motcua.catalogue.words import Text
from motcua.kernel.parameters import Parameters

Lists = Mapping[str, tuple[Choice, ...]]
_INPUTMODE = {"personal_id": "numeric", "number": "numeric", "phone": "tel", "email": "email"}


def lists(law: Parameters) -> Lists:
    """Return the options of ethnicity and nationality questions."""
    codes = {"ethnicity": law.ethnic_groups, "nationality": law.countries}
    return {
        kind: tuple(Choice(code, Text(name)) for code, name in names.items())
        for kind, names in codes.items()
    }


def form(data: Data, lists: Lists) -> Form:
    """Build a form; ``lists`` are the options of the types that share a code list."""
    return Form(
        title=Text.of(data["title"]),
        pages=tuple(_page(page, lists) for page in data["pages"]),
        rules=tuple(map(_rule, data.get("rules", ()))),
        notices=tuple(map(_notice, data.get("notices", ()))),
        aliases=tuple(
            Alias(row["name"], row["source"], condition(row.get("when")))
            for row in data.get("aliases", ())
        ),
        wire_constants=tuple(map(_wire_constant, data.get("wire_constants", ()))),
    )


def _choice(data: Data) -> Choice:
    return Choice(
        id=data["id"],
        label=Text.of(data["label"]),
        hint=optional_text(data.get("hint")),
        wire=data.get("wire", ""),
        value_of=data.get("value_of", ""),
        when=condition(data.get("when")),
    )


def _page(data: Data, lists: Lists) -> Page:
    return Page(
        id=data["id"],
        title=Text.of(data["title"]),
        questions=tuple(_question(question, lists) for question in data["questions"]),
        intro=optional_text(data.get("intro")),
        when=condition(data.get("when")),
        confirm=data.get("confirm", False),
    )


def _question(data: Data, lists: Lists) -> Question:
    kind = data["type"]
    wire = data.get("wire", ())
    return Question(
        id=data["id"],
        type=kind,
        label=Text.of(data["label"]),
        hint=optional_text(data.get("hint")),
        required=data.get("required", True),
        choices=tuple(map(_choice, data["choices"])) if "choices" in data else lists.get(kind, ()),
        when=condition(data.get("when")),
        prefill=_prefill(data),
        wrong=optional_text(data.get("wrong")),
        errors={key: Text.of(text) for key, text in data.get("errors", {}).items()},
        autocomplete=data.get("autocomplete", ""),
        inputmode=data.get("inputmode", _INPUTMODE.get(kind, "")),
        width=data.get("width", ""),
        minimum=data.get("minimum"),
        maximum=data.get("maximum"),
        longest=data.get("longest", 200),
        pattern=data.get("pattern", ""),
        default=data.get("default"),
        must_be=data.get("must_be"),
        paper=data.get("paper", ""),
        wire=(wire,) if isinstance(wire, str) else tuple(wire),
    )


def _prefill(data: Data) -> tuple[Prefill, ...]:
    rows: Any = data.get("prefill", ())
    if isinstance(rows, str):
        rows = [{"from": rows}]
    locked = data.get("locked", False)
    return tuple(
        Prefill(row["from"], row.get("locked", locked), condition(row.get("when"))) for row in rows
    )


def _rule(data: Data) -> Rule:
    return Rule(
        id=data["id"],
        kind=data["kind"],
        question=data["question"],
        sentence=Text.of(data["sentence"]),
        other=data.get("other", ""),
        days=data.get("days", 0),
        soft=data.get("soft", False),
        when=condition(data.get("when")),
    )


def _notice(data: Data) -> Notice:
    return Notice(
        question=data["question"],
        text=Text.of(data["text"]),
        when=condition(data.get("when")),
        procedure=data.get("procedure", ""),
        stops=data.get("stops", False),
    )


def _wire_constant(data: Data) -> WireConstant:
    return WireConstant(
        name=data["name"],
        value=data.get("value", ""),
        value_of=data.get("value_of", ""),
        when=condition(data.get("when")),
        if_broken=data.get("if_broken", ""),
    )
