"""What stands on an action's form: its inputs as drawn, proposals, and what to look at beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from motcua.catalogue.package import Reason
from motcua.desk import counter_payment, declaration
from motcua.desk.action_forms import ActionForm, Input, Kind
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Dossier, TimelineEntry
from motcua.kernel.clock import HANOI, local_day

WAYS = {"centre": "paper", "electronic": "electronic", "post": "post"}  # delivery as declared
LOOKED_AT = frozenset({Action.SEND_DRAFT, Action.REQUEST_REGISTRATION, Action.SIGN})


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    note: str
    checked: bool


@dataclass(frozen=True)
class Drawn:
    """One input as the template draws it."""

    asked: Input
    value: str
    fault: str
    options: Sequence[Option] = ()

    @property
    def described_by(self) -> str:
        parts = {"hint": self.asked.hint, "error": self.fault}
        return " ".join(f"{self.asked.name}-{part}" for part, said in parts.items() if said)


def drawn(
    inputs: Iterable[Input],
    typed: QueryDict,
    faults: Mapping[str, str],
    templates: Sequence[Reason],
) -> list[Drawn]:
    """Return the inputs as drawn; without templates no typical reasons are offered."""
    return [
        Drawn(asked, typed.get(asked.name, ""), faults.get(asked.name, ""), options)
        for asked in inputs
        if (options := _options(asked, typed, templates)) or asked.kind != Kind.REASONS
    ]


def proposed(form: ActionForm, dossier: Dossier, now: datetime) -> QueryDict:
    """Return what stands in the form before anybody typed.

    An apology proposes the earliest appointment the law has; a hand-over the way asked for.
    """
    typed = QueryDict(mutable=True)
    if form.action == Action.APOLOGISE:
        until = next_closing(dossier, now)
        typed["day"], typed["hour"] = f"{until:%d/%m/%Y}", f"{until:%H:%M}"
    if form.action == Action.HAND_OVER:
        asked_for = dossiers.declaration_of(dossier).answers.get("delivery")
        typed["way"] = WAYS.get(str(asked_for), "")
    return typed


def next_closing(dossier: Dossier, now: datetime) -> datetime:
    """Return the closing time of the working day after both today and the day now promised."""
    law = dossiers.law_of(dossier, now)
    last = max(now, dossier.due_at or now)
    day = law.calendar.next_working_day(local_day(last))
    return law.hours.closing(day, law.calendar).astimezone(HANOI)


def news(dossier: Dossier, seen: int) -> list[TimelineEntry]:
    """Return what happened after the event numbered ``seen``, newest first."""
    return list(reversed(dossiers.timeline(dossier.code, inner=True)[seen:]))


def beside(form: ActionForm, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Return what the official looks at while deciding."""
    shown: dict[str, Any] = {}
    if form.action == Action.RECEIVE:
        shown["would_be_due"] = dossiers.law_of(dossier, now).due(now)
    if form.action == Action.RECORD_PAYMENT:
        shown["owed"] = counter_payment.unpaid(dossier.code)
    if form.action in LOOKED_AT:
        shown["pages"] = declaration.recorded(dossier)
        shown["registration"] = declaration.registration(dossier.code)
    return shown


def _options(asked: Input, typed: QueryDict, templates: Sequence[Reason]) -> list[Option]:
    picked = typed.getlist(asked.name)
    if asked.kind == Kind.REASONS:
        return [
            Option(r.id, r.text.vi, "; ".join(s.document for s in r.basis), r.id in picked)
            for r in templates
        ]
    return [Option(value, label, "", value in picked) for value, label in asked.options]
