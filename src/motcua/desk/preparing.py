"""What stands on an action's form: its inputs as drawn, proposals, and what to look at beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from motcua.desk import counter_payment, declaration
from motcua.desk.at_post import Me
from motcua.desk.inputs import ActionForm, Input, Kind
from motcua.desk.offers import Offers
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Dossier, TimelineEntry
from motcua.kernel.clock import HANOI, local_day
from motcua.papers import service as papers

WAYS = {"centre": "paper", "electronic": "electronic", "post": "post"}  # delivery as declared
LOOKED_AT = frozenset({Action.SEND_DRAFT, Action.REQUEST_REGISTRATION, Action.SIGN})
SIGNED = frozenset({Action.SIGN, Action.DECLINE, Action.REFUSE, Action.APOLOGISE, Action.STOP})
DECIDED = frozenset({Action.DECLINE, Action.REFUSE})
CHOSEN = frozenset({Kind.REASONS, Kind.COLLEAGUE, Kind.RESULTS})


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
    def empty(self) -> bool:
        return not self.value and not any(one.checked for one in self.options)

    @property
    def described_by(self) -> str:
        parts = {"hint": self.asked.hint, "error": self.fault}
        return " ".join(f"{self.asked.name}-{part}" for part, said in parts.items() if said)


def drawn(
    inputs: Iterable[Input], typed: QueryDict, faults: Mapping[str, str], offers: Offers
) -> list[Drawn]:
    """Return the inputs as drawn; what has nothing to offer is not asked."""
    return [
        Drawn(asked, typed.get(asked.name, ""), faults.get(asked.name, ""), options)
        for asked in inputs
        if (options := _options(asked, typed, offers)) or asked.kind not in CHOSEN
    ]


def begin_at(inputs: Sequence[Drawn]) -> str:
    """Return the input to begin at; none where all that must be there stands there already."""
    empty = [one for one in inputs if one.empty]
    asks = any(one.asked.missing for one in empty)
    return empty[0].asked.name if asks else ""


def proposed(offers: Offers) -> QueryDict:
    """Return what stands in the form before anybody typed.

    An apology proposes the earliest appointment the law has; a hand-over the way asked for and
    all that is left; a decision what was put before the leader; work goes to who has least.
    """
    typed, dossier, action = QueryDict(mutable=True), offers.dossier, offers.form.action
    if action == Action.APOLOGISE:
        until = next_closing(dossier, offers.now)
        typed["day"], typed["hour"] = f"{until:%d/%m/%Y}", f"{until:%H:%M}"
    if action == Action.HAND_OVER:
        asked_for = dossiers.declaration_of(dossier).answers.get("delivery")
        typed["way"] = WAYS.get(str(asked_for), "")
        typed.setlist("results", [one.value for one in offers.results()])
    if action in {Action.RECEIVE, Action.FORWARD}:
        least = dossiers.lightest(offers.colleagues)
        typed["assignee"] = str(least.account_id) if least else ""
    if action in DECIDED and dossier.proposed and (waiting := dossiers.proposal_of(dossier)):
        typed["text"], typed["legal_basis"] = waiting.text, waiting.legal_basis
    if action == Action.REQUEST_PAYMENT:
        typed["count"] = "1"
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


def beside(me: Me, form: ActionForm, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Return what the official looks at while deciding."""
    shown: dict[str, Any] = {}
    if form.action == Action.RECEIVE:
        shown["would_be_due"] = dossiers.law_of(dossier, now).due(now)
    if form.action == Action.ANSWER_INQUIRY:
        shown["question"] = dossiers.question_of(dossier)
    if form.action == Action.RECORD_PAYMENT:
        shown["owed"] = counter_payment.unpaid(dossier.code)
    if form.action == Action.REVOKE:
        shown["consequences"] = dossiers.consequences(dossier)
    if form.action == Action.APOLOGISE:
        allowed = dossiers.law_of(dossier, now).apologies_allowed
        shown["beyond_allowed"] = dossier.apologies >= allowed
    if form.action in SIGNED:
        ref = str(me.actor.account_id)
        held = papers.held_by([ref], local_day(now))[ref]
        shown["cannot_sign"] = held.certificate is None
        shown["certificate_ends"] = dossiers.certificate_warning(me.actor, now)
    if form.action == Action.SUBMIT_FOR_SIGNATURE:
        shown["nobody_signs"] = dossiers.nobody_signs(dossier.competent_agency, now)
    if form.action in LOOKED_AT:
        shown["pages"] = declaration.recorded(dossier)
        shown["registration"] = declaration.registration(dossier.code)
    return shown


def _options(asked: Input, typed: QueryDict, offers: Offers) -> list[Option]:
    picked = typed.getlist(asked.name)
    return [Option(one.value, one.label, one.note, one.value in picked) for one in offers.of(asked)]
