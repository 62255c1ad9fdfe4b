"""A question of a form as the page draws it: what was typed, what is wrong, where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.form_model import Choice, Question
from motcua.catalogue.place_names import resolve
from motcua.kernel.parameters import parameters
from motcua.kernel.places import Match, Places

MOST_RADIOS = 7
_WIDGETS = {
    "date": "date",
    "partial_date": "date",
    "yes_no": "radios",
    "file": "file",
    "place": "place",
    "address": "place",
}
_PICKED = frozenset({"choice", "agency_choice", "ethnicity", "nationality"})
_INPUTMODES = {"personal_id": "numeric", "number": "numeric", "phone": "tel", "email": "email"}
_WIDTHS = {"personal_id": "20", "tax_code": "20", "number": "4", "phone": "20"}
_BOXES = (
    ("day", _("Ngày"), "2", "bday-day"),
    ("month", _("Tháng"), "2", "bday-month"),
    ("year", _("Năm"), "4", "bday-year"),
)


@dataclass(frozen=True)
class Box:
    name: str
    label: object
    width: str
    value: str
    autocomplete: str


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    hint: str
    checked: bool


@dataclass(frozen=True)
class Field:
    """``typed`` is the text by name of the form field, as typed or as an answer is written.

    ``shown`` is the answer in words; ``source`` the sentence that says which register gave it
    and when; a ``locked`` answer is that register's and cannot be typed over here.
    """

    question: Question
    typed: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    source: str = ""
    locked: bool = False
    shown: str = ""
    choices: tuple[Choice, ...] | None = None
    when: str = ""  # JSON for the browser: when a question that hangs on its own page applies

    @property
    def widget(self) -> str:
        if self.question.type == "yes_no" and self.question.must_be is True:
            return "agree"
        if self.question.type in _PICKED:
            return "radios" if len(self._choices) <= MOST_RADIOS else "select"
        return _WIDGETS.get(self.question.type, "text")

    @property
    def label(self) -> str:
        return self.question.label.said(_language())

    @property
    def hint(self) -> str:
        return self.question.hint.said(_language()) if self.question.hint else ""

    @property
    def wrong(self) -> str:
        return self.question.wrong.said(_language()) if self.question.wrong else ""

    @property
    def value(self) -> str:
        return self.typed.get(self.question.id, "")

    def part(self, name: str) -> str:
        """Return what the box of a question with several boxes holds."""
        return self.typed.get(f"{self.question.id}.{name}", "")

    @property
    def inputmode(self) -> str:
        return self.question.inputmode or _INPUTMODES.get(self.question.type, "")

    @property
    def width(self) -> str:
        return self.question.width or _WIDTHS.get(self.question.type, "")

    @property
    def optional(self) -> bool:
        """Whether the label leaves it to the mark to say so."""
        return not self.question.required and "(nếu" not in self.question.label.vi

    @property
    def described_by(self) -> str:
        """Ids of hint, source and error that belong to this question."""
        told = {"hint": self.hint, "source": self.source, "error": self.error}
        return " ".join(f"{self.question.id}-{part}" for part, text in told.items() if text)

    @property
    def boxes(self) -> list[Box]:
        """The three boxes of a date."""
        asks_birth = self.question.autocomplete == "bday"
        return [
            Box(f"{self.question.id}.{part}", label, width, self.part(part),
                autocomplete if asks_birth else "")
            for part, label, width, autocomplete in _BOXES
        ]  # fmt: skip

    @property
    def options(self) -> list[Option]:
        if self.question.type == "yes_no":
            pairs = [("yes", str(_("Có")), ""), ("no", str(_("Không")), "")]
        else:
            pairs = [
                (choice.id, choice.label.said(_language()),
                 choice.hint.said(_language()) if choice.hint else "")
                for choice in self._choices
            ]  # fmt: skip
        return [Option(value, text, hint, value == self.value) for value, text, hint in pairs]

    @property
    def detailed(self) -> bool:
        """Whether house number, street or hamlet is asked besides the commune."""
        return self.question.type == "address"

    @property
    def detail(self) -> str:
        return self.part("detail")

    @property
    def provinces(self) -> list[Option]:
        chosen = self.part("province")
        return [
            Option(province.code, province.name, "", province.code == chosen)
            for province in parameters().places.provinces.values()
        ]

    @property
    def among(self) -> list[Option]:
        """The communes that the refused name may mean; a person picks one of them."""
        if not (self.error and self.part("commune")):
            return []
        places, picked = parameters().places, self.part("among")
        found = resolve(self.part("commune"), places, self.part("province"), self.detail)
        if found.commune:
            return []
        return [
            Option(m.commune.code, places.address(m.commune.code), _covered(m, places),
                   m.commune.code == picked)
            for m in found.candidates
        ]  # fmt: skip

    @property
    def picked(self) -> str:
        """The code of the commune that the name in the box stands for, once that is settled."""
        typed = self.part("commune")
        return typed if typed in parameters().places.communes else self.part("among")

    @property
    def commune(self) -> str:
        """The commune as typed, or the name of the one answered."""
        typed = self.part("commune")
        known = parameters().places.communes.get(typed)
        return known.name if known else typed

    @property
    def _choices(self) -> tuple[Choice, ...]:
        return self.question.choices if self.choices is None else self.choices


@dataclass(frozen=True)
class Group:
    """Questions that follow each other: answered by one register, or one to be asked."""

    fields: tuple[Field, ...]
    locked: bool

    @property
    def source(self) -> str:
        return self.fields[0].source

    @property
    def wrongs(self) -> tuple[str, ...]:
        """Who corrects what is wrong, each sentence once."""
        return tuple(dict.fromkeys(field.wrong for field in self.fields if field.wrong))


def grouped(fields: Sequence[Field]) -> list[Group]:
    """Put neighbours that the same register answered into one group, so that it is said once."""
    groups: list[Group] = []
    for (locked, _said), same in groupby(fields, key=lambda f: (f.locked, f.source)):
        if locked:
            groups.append(Group(tuple(same), locked=True))
        else:
            groups += [Group((field,), locked=False) for field in same]
    return groups


def _covered(match: Match, places: Places) -> str:
    """Say which part of a former unit a commune took, by its hamlets where they are known."""
    if match.former is None:
        return str(_("Tên hiện nay"))
    hamlets = places.hamlets_of(match.former.code)
    here = [one.name for one in hamlets if one.commune_code == match.commune.code]
    said = _("Có phần đất của %(former)s cũ") % {"former": match.former.vi()}
    return f"{said}: {', '.join(here)}" if here else str(said)


def _language() -> str:
    return get_language() or "vi"
