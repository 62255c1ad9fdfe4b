"""One dossier's way, act by act, through the use cases; the ledger notes what they return."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from motcua.accounts.service import Account, Actor, Role
from motcua.catalogue import forms
from motcua.catalogue.package import Procedure
from motcua.dossiers import service as dossiers
from motcua.dossiers.following import follow_one
from motcua.dossiers.service import Action, Dossier, Phase
from motcua.dossiers.submit import submit
from motcua.dossiers.submit_draft import submission_of
from motcua.dossiers.verification import verify_dossier
from motcua.kernel import clock
from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.scenario import levels, people, temper
from motcua.scenario.declaring import Answers
from motcua.scenario.ledger import STATUS, Book
from motcua.scenario.levels import Level
from motcua.scenario.plan import Arrival
from motcua.scenario.temper import Act

log = logging.getLogger(__name__)
COMMANDS = UUID("b7a0c5de-2f0e-4f0f-9f4c-60a1b1c4f1de")
ASK_AGAIN = timedelta(hours=1)
PENDING = "pending"
BY_THE_WORKER = frozenset({Action.SIGN, Action.ISSUE})  # what it renders, signs and seals after
Hours = tuple[WorkCalendar, OfficeHours]


@dataclass
class Story:
    """A dossier on its way; ``dossier`` is what the last use case returned."""

    arrival: Arrival
    account: Account
    dossier: Dossier
    chance: random.Random
    temper: temper.Temper
    commands: int = 1

    @property
    def code(self) -> str:
        return self.dossier.code


def filed(
    arrival: Arrival,
    procedure: Procedure,
    answers: Answers,
    account: Account,
    book: Book,
    seed: int,
) -> Story:
    """File a dossier (nộp hồ sơ)."""
    actor = people.applicant(account, online=arrival.online)
    filled = forms.filled(procedure.form, answers, arrival.at.date())
    submission = submission_of(procedure, filled, {}, account, actor)
    if arrival.level == Level.PROVINCE:  # the forms of the catalogue offer communes alone
        submission = replace(
            submission, receiving_agency=levels.CENTRE, competent_agency=levels.DEPARTMENT
        )
    command_id = uuid5(COMMANDS, f"{seed} {arrival.number}")
    code = submit(submission, actor, command_id=command_id, now=arrival.at)
    owes = any(line.amount for line in submission.charges)
    book.filed(code, arrival.at, level=arrival.level, online=arrival.online, owes=owes)
    chance = random.Random(f"{seed} {arrival.number}")  # noqa: S311 - a repeatable story
    dossier = Dossier(
        code=code, procedure=procedure.code, revision=procedure.revision, channel=actor.channel,
        receiving_agency=submission.receiving_agency,
        competent_agency=submission.competent_agency,
        needs_confirmation=submission.needs_confirmation,
        needs_registration=submission.needs_registration,
        phase=Phase.WAITING_PAYMENT if owes else Phase.SUBMITTED,
        submitted_at=arrival.at, seq=1 + owes,
    )  # fmt: skip
    return Story(arrival, account, dossier, chance, temper.drawn(chance))


def verify(story: Story, book: Book, now: datetime) -> str:
    """Ask the registers about everybody on the dossier; returns what they say, or ``pending``."""
    outcome = verify_dossier(story.code, now)
    book.verified(story.code, outcome)
    if outcome != PENDING:
        story.dossier = replace(story.dossier, verification=outcome)
    return outcome


def act(story: Story, what: Act, book: Book, now: datetime) -> str:
    """Do one command, and note what it returned; raises ``ActionRefused``.

    Of a sampled dossier the result is rendered, signed and sealed as well: returns ``rendered``
    for each, ``not rendered`` when that failed, else ''.
    """
    story.dossier = dossiers.perform(
        story.code,
        dossiers.Command(action=what.action, facts=what.facts, until=what.until),
        _actor(story, what),
        command_id=uuid5(COMMANDS, f"{story.code} {story.commands}"),
        now=now,
        contents=what.contents,
    )
    story.commands += 1
    passed = [(now, STATUS[Phase.RECEIVED])] if what.action == Action.RECEIVE else []
    book.acted(story.dossier, *passed, (now, STATUS[story.dossier.phase]))
    if story.arrival.sampled and what.action in BY_THE_WORKER:
        return _as_the_worker_does(story, book)
    return ""


def _as_the_worker_does(story: Story, book: Book) -> str:
    """Render, sign or seal the result for real: the very function that the worker's job calls."""
    try:
        follow_one(story.code, story.dossier.seq)
    except Exception:  # the story goes on with the recording command alone
        log.exception("not rendered", extra={"dossier": story.code})
        return "not rendered"
    official = people.official(story.dossier.competent_agency, Role.SPECIALIST)
    story.dossier = dossiers.dossier_for_official(official, story.code).dossier
    book.acted(story.dossier, (None, STATUS[story.dossier.phase]))
    return "rendered"


def next_due(story: Story, now: datetime, hours: Hours) -> tuple[datetime, Act] | None:
    """Return the next act and its moment, not before the clock's for what the worker did."""
    what = temper.next_act(story.dossier, story.temper, now)
    if what is None:
        return None
    at = temper.moment_of(what, story.temper, now, hours, story.chance)
    if what.facts.get("by") == "silence" and story.dossier.answer_by:
        at = max(at, story.dossier.answer_by)
    return (max(at, clock.now()) if story.arrival.sampled else at), what


def _actor(story: Story, what: Act) -> Actor:
    dossier = story.dossier
    if what.role == Role.APPLICANT:
        return people.applicant(story.account, online=story.arrival.online)
    if what.role == Role.SYSTEM:
        return people.system()
    at_centre = what.role == Role.RECEIVER or what.action == Action.DECLINE
    agency = dossier.receiving_agency if at_centre else dossier.competent_agency
    return people.official(agency, what.role)
