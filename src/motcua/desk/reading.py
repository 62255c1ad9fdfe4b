"""Read what an official typed into an action's form: a command with its content, or what to fix."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict

from motcua.agencies import service as agencies
from motcua.catalogue.package import Reason
from motcua.desk.inputs import Input, Kind
from motcua.desk.offers import Offers
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command, NewContent
from motcua.kernel.clock import HANOI

LONGEST_TEXT = 4000
LONGEST_LINE = 300
MOST_UNITS = 999
MOST_ITEMS = 40
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # but the end of a line
_DAYS = ("%d/%m/%Y", "%Y-%m-%d")
_HOURS = ("%H:%M", "%Hh%M", "%H giờ %M")


@dataclass(frozen=True, kw_only=True)
class Written:
    """``faults`` maps names of inputs to sentences; with any, the command is not to be sent."""

    command: Command
    contents: tuple[NewContent, ...]
    faults: dict[str, str]


@dataclass
class _Reader:
    action: Action
    inputs: Sequence[Input]
    posted: QueryDict
    offers: Offers
    facts: dict[str, Any] = field(default_factory=dict)
    contents: list[NewContent] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def typed(self, name: str, longest: int = LONGEST_TEXT) -> str:
        text = unicodedata.normalize("NFC", self.posted.get(name, "").replace("\r\n", "\n"))
        return _CONTROL.sub("", text).strip()[:longest]

    def chosen(self) -> list[Reason]:
        picked = self.posted.getlist("reason")
        return [reason for reason in self.offers.templates if reason.id in picked] if picked else []

    def reasons(self, asked: Input) -> object:
        self.facts["reasons"] = [reason.id for reason in self.chosen()]
        self.facts["legal_basis"] = self._documents()
        return self.facts["reasons"]

    def lines(self, asked: Input) -> object:
        typed = (line.strip()[:LONGEST_LINE] for line in self.typed(asked.name).split("\n"))
        items = [*(reason.text.vi for reason in self.chosen()), *filter(None, typed)][:MOST_ITEMS]
        self.facts["items"] = len(items)
        self._keep("supplement_list", {"items": items}, items)
        return items

    def text(self, asked: Input) -> object:
        """The reasons chosen, where they are no items of a list, and what was typed."""
        listed = any(other.kind == Kind.LINES for other in self.inputs)
        chosen = [] if listed else [reason.text.vi for reason in self.chosen()]
        note = "\n".join(filter(None, [*chosen, self.typed(asked.name)]))
        self._keep(asked.content, {"text": note}, note)
        return note

    def short(self, asked: Input) -> object:
        self.facts[asked.name] = self.typed(asked.name, LONGEST_LINE) or self._documents()
        return self.facts[asked.name]

    def choice(self, asked: Input) -> object:
        value = self.typed(asked.name)
        self.facts[asked.name] = value if value in dict(asked.options) else ""
        return self.facts[asked.name]

    def check(self, asked: Input) -> object:
        self.facts[asked.name] = asked.name in self.posted
        return self.facts[asked.name]

    def colleague(self, asked: Input) -> object:
        """A colleague who went on leave meanwhile is named with who stands in."""
        typed = self.typed(asked.name, 36)
        found = dossiers.colleague(_uuid(typed), self.offers.now) if typed else None
        if found is None:
            return None
        one, agency = found
        if one.away_until:
            self.faults[asked.name] = f"{one.name} {one.absence}. Chọn người khác"
        self.facts |= {"assignee": str(one.account_id), "assignee_agency": agency}
        return one

    def agency(self, asked: Input) -> object:
        typed = self.typed(asked.name, 32)
        self.facts[asked.name] = typed if agencies.names([typed]) else ""
        return self.facts[asked.name]

    def results(self, asked: Input) -> object:
        """What was offered when the form was drawn travels with it; a form without it hands over all."""
        offered = self.posted.getlist(f"{asked.name}-offered")
        if not offered:
            return True
        picked = [one for one in offered if one in self.posted.getlist(asked.name)]
        self.facts[asked.name] = picked
        if picked and picked != offered:
            self.action = Action.HAND_OVER_PART
        return picked

    def fee(self, asked: Input) -> object:
        typed = self.typed(asked.name)
        self.facts[asked.name] = typed if typed in self.offers.fees else ""
        return self.facts[asked.name]

    def count(self, asked: Input) -> object:
        typed = self.typed(asked.name, 4)
        number = int(typed) if typed.isascii() and typed.isdecimal() else 0
        number = number if number <= MOST_UNITS else 0
        self.facts[asked.name] = number
        line = self.offers.fees.get(self.facts.get("fee", ""))
        self.facts["amount"] = line.unit_amount * number if line else 0
        return number

    def day(self, asked: Input) -> object:
        return self._moment(asked, _DAYS, "không có trên lịch")

    def hour(self, asked: Input) -> object:
        return self._moment(asked, _HOURS, "không phải là giờ trong ngày")

    def until(self) -> datetime | None:
        day, hour = _first(self.typed("day"), _DAYS), _first(self.typed("hour"), _HOURS)
        return datetime.combine(day.date(), hour.time(), HANOI) if day and hour else None

    def _moment(self, asked: Input, formats: Sequence[str], wrong: str) -> object:
        typed = self.typed(asked.name, 20)
        if typed and _first(typed, formats) is None:
            self.faults[asked.name] = f"'{typed}' {wrong}"
        return typed

    def _documents(self) -> str:
        documents = (source.document for reason in self.chosen() for source in reason.basis)
        return "; ".join(dict.fromkeys(documents))

    def _keep(self, kind: str, body: dict[str, Any], given: object) -> None:
        if given:
            self.contents.append(NewContent(kind=kind, body=body))


_READ: dict[Kind, Callable[[_Reader, Input], object]] = {
    Kind.REASONS: _Reader.reasons,
    Kind.LINES: _Reader.lines,
    Kind.TEXT: _Reader.text,
    Kind.SHORT: _Reader.short,
    Kind.CHOICE: _Reader.choice,
    Kind.CHECK: _Reader.check,
    Kind.DAY: _Reader.day,
    Kind.HOUR: _Reader.hour,
    Kind.COUNT: _Reader.count,
    Kind.COLLEAGUE: _Reader.colleague,
    Kind.AGENCY: _Reader.agency,
    Kind.RESULTS: _Reader.results,
    Kind.FEE: _Reader.fee,
}


def read(action: Action, inputs: Sequence[Input], posted: QueryDict, offers: Offers) -> Written:
    """Return the command of a filled form; handing over less than all is a command of its own."""
    reader = _Reader(action, inputs, posted, offers)
    for asked in inputs:
        given = _READ[asked.kind](reader, asked)
        if asked.missing and not given:
            reader.faults.setdefault(asked.name, asked.missing)
    command = Command(action=reader.action, facts=reader.facts, until=reader.until())
    return Written(command=command, contents=tuple(reader.contents), faults=reader.faults)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # nobody's


def _first(text: str, formats: Iterable[str]) -> datetime | None:
    for one in formats:
        try:
            return datetime.strptime(text, one).replace(tzinfo=HANOI)
        except ValueError:
            continue
    return None
