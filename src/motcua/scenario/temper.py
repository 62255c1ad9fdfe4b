"""What somebody does next with a dossier, and how long it takes them. Pure but for the draws."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from motcua.accounts.service import Role
from motcua.dossiers.service import Action, Dossier, NewContent, Phase, Step
from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.working_time import add_working_minutes

Chance = random.Random
SLOW = 0.07  # of the dossiers meet an official who lets them lie
LET_LIE = (600, 1_800)  # working minutes
MINUTES = {  # working minutes an act usually takes to be done
    Action.RECEIVE: (5, 120), Action.GUIDE: (10, 200), Action.DECLINE: (10, 200),
    Action.HAND_OVER: (5, 60),
}  # fmt: skip
USUAL = (3, 40)
TOO_LATE = timedelta(days=2)
BASIS = "Điều 16 Luật Hộ tịch 60/2014/QH13"


@dataclass(frozen=True)
class Temper:
    """What will go other than straight in one dossier; at most one thing does."""

    guided: bool = False
    declined: bool = False
    supplemented: bool = False
    refused: bool = False
    withdrawn: bool = False
    silent: bool = False  # lets the draft be agreed by silence
    lies_at: str = ""  # the act before which it lies


@dataclass(frozen=True)
class Act:
    """One command to be: who does what, after how many working minutes."""

    action: Action
    role: Role
    facts: Mapping[str, Any] = field(default_factory=dict)
    contents: tuple[NewContent, ...] = ()
    until: datetime | None = None


def drawn(chance: Chance) -> Temper:
    """Draw how one dossier will go."""
    turn = chance.random()
    lies = chance.choice((Action.RECEIVE, Action.SUBMIT_FOR_SIGNATURE, Action.SIGN, Action.ISSUE))
    return Temper(
        guided=turn < 0.03,
        declined=0.03 <= turn < 0.04,
        supplemented=0.04 <= turn < 0.08,
        refused=0.08 <= turn < 0.085,
        withdrawn=0.085 <= turn < 0.09,
        silent=chance.random() < 0.4,
        lies_at=lies if chance.random() < SLOW else "",
    )


def next_act(d: Dossier, temper: Temper, now: datetime) -> Act | None:
    """Return what comes next, or None when it has ended or waits for the register."""
    if is_late(d, now) and d.phase == Phase.PROCESSING and d.step not in _MACHINE:
        new_day = (now + TOO_LATE).replace(hour=17, minute=0)
        who = Role.CENTRE_HEAD if d.apologies else Role.SPECIALIST  # a second one is the head's
        return Act(Action.APOLOGISE, who, contents=(_note(),), until=new_day)
    match d.phase:
        case Phase.SUBMITTED:
            return _before_receipt(d, temper)
        case Phase.WAITING_PAYMENT:
            return Act(Action.RECORD_PAYMENT, Role.RECEIVER)
        case Phase.WAITING_SUPPLEMENT:
            return Act(Action.ANSWER_SUPPLEMENT, Role.APPLICANT)
        case Phase.PROCESSING:
            return _processing(d, temper, now)
        case Phase.DECIDED:
            return Act(Action.HAND_OVER, Role.RECEIVER, facts={"to": "filer", "way": "paper"})
    return None


def moment_of(
    act: Act, temper: Temper, now: datetime, hours: tuple[WorkCalendar, OfficeHours], chance: Chance
) -> datetime:
    """Return when an act is done: officials work in office hours, people whenever they like."""
    if act.role == Role.APPLICANT:
        return now + timedelta(minutes=chance.randint(5, 900))
    if act.role == Role.SYSTEM:
        return now + timedelta(minutes=chance.randint(0, 3))
    minutes = chance.randint(*MINUTES.get(act.action, USUAL))
    if act.action == temper.lies_at:
        minutes += chance.randint(*LET_LIE)
    return add_working_minutes(now, max(minutes, 1), *hours)


def is_late(d: Dossier, now: datetime) -> bool:
    return d.due_at is not None and not d.paused and now > d.due_at


_MACHINE = frozenset({Step.SIGNING, Step.SEALING, Step.REGISTRATION, Step.CONFIRMATION})


def _before_receipt(d: Dossier, temper: Temper) -> Act:
    if temper.declined:
        return Act(
            Action.DECLINE, Role.CENTRE_HEAD, facts={"legal_basis": BASIS}, contents=(_note(),)
        )
    if temper.guided and d.seq == 1:
        return Act(Action.GUIDE, Role.RECEIVER, facts={"items": 1}, contents=(_list(),))
    return Act(Action.RECEIVE, Role.RECEIVER)


def _processing(d: Dossier, temper: Temper, now: datetime) -> Act | None:
    match d.step:
        case Step.EXAMINATION:
            return _examined(d, temper)
        case Step.CONFIRMATION:
            role = Role.SYSTEM if temper.silent else Role.APPLICANT
            return Act(Action.CONFIRM_DRAFT, role, facts={"by": "silence"} if temper.silent else {})
        case Step.REGISTRATION:
            return Act(Action.RECORD_REGISTRATION, Role.SYSTEM, contents=(_entry(d, now),))
        case Step.COMPLETION:
            return Act(Action.SUBMIT_FOR_SIGNATURE, Role.SPECIALIST)
        case Step.SIGNATURE:
            return Act(Action.SIGN, Role.SIGNER)
        case Step.SIGNING:
            return Act(Action.RECORD_SIGNATURE, Role.SYSTEM)
        case Step.ISSUING:
            return Act(Action.ISSUE, Role.CLERK)
        case Step.SEALING:
            return Act(Action.RECORD_SEAL, Role.SYSTEM)
    return None


def _examined(d: Dossier, temper: Temper) -> Act | None:
    if temper.supplemented and not d.supplements:
        return Act(
            Action.REQUEST_SUPPLEMENT, Role.SPECIALIST, facts={"items": 1}, contents=(_list(),)
        )
    if temper.withdrawn:
        return Act(Action.WITHDRAW, Role.APPLICANT)
    if temper.refused:
        return Act(Action.REFUSE, Role.SIGNER, facts={"legal_basis": BASIS}, contents=(_note(),))
    if d.verification == "pending":
        return None
    if d.needs_confirmation and not d.draft_confirmed:
        return Act(Action.SEND_DRAFT, Role.SPECIALIST, contents=(_note(),))
    if d.needs_registration and not d.registered:
        return Act(Action.REQUEST_REGISTRATION, Role.SPECIALIST, contents=(_note(),))
    return Act(Action.SUBMIT_FOR_SIGNATURE, Role.SPECIALIST)


def _note() -> NewContent:
    return NewContent(kind="note", body={"text": "Nội dung ghi trong bản phát lại"})


def _list() -> NewContent:
    return NewContent(kind="supplement_list", body={"items": ["Giấy tờ còn thiếu"]})


def _entry(d: Dossier, now: datetime) -> NewContent:
    """Return what the civil-status register would have answered; it is not part of the replay."""
    number = d.code.rpartition("-")[2]
    body = {
        "personal_id": f"025326{int(number) % 1_000_000:06}",
        "number": number, "book": "01/2026", "page": "1",
        "registered_on": now.date().isoformat(),
    }  # fmt: skip
    return NewContent(kind="registration", body=body)
