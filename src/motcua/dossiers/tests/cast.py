"""The same few people and one short calendar for every test of dossiers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID, uuid4

from motcua.accounts.actors import Actor, system_actor
from motcua.accounts.roles import Role
from motcua.dossiers.commands import Command, ContentRef
from motcua.dossiers.decide import decide, submitted
from motcua.dossiers.evolve import evolve, opened
from motcua.dossiers.law import Law
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import Action
from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.clock import HANOI
from motcua.kernel.limits import Limit

MAI_CHAU = "H44.28.05"
BAO_LA = "H44.28.06"


def official(role: Role, agency: str = MAI_CHAU) -> Actor:
    return Actor(
        account_id=uuid4(), role=role, name=f"Cán bộ {role}", title=str(role), agency=agency,
        channel="counter",
    )  # fmt: skip


MOTHER = Actor(account_id=UUID(int=7), role=Role.APPLICANT, name="Khà Thị Dung")
RECEIVER = official(Role.RECEIVER)
SPECIALIST = official(Role.SPECIALIST)
SIGNER = official(Role.SIGNER)
CLERK = official(Role.CLERK)
HEAD = official(Role.CENTRE_HEAD)
SYSTEM = system_actor("Tự động")
ACTORS = {
    Role.APPLICANT: MOTHER, Role.RECEIVER: RECEIVER, Role.SPECIALIST: SPECIALIST,
    Role.SIGNER: SIGNER, Role.CLERK: CLERK, Role.CENTRE_HEAD: HEAD, Role.SYSTEM: SYSTEM,
}  # fmt: skip

LAW = Law(
    limit=Limit.same_day(time(15)),
    supplement_limit=Limit(7, "working_days"),
    verification_limit=Limit(3, "working_days"),
    opinion_limit=Limit(3, "working_days"),
    calendar=WorkCalendar(
        first_day=date(2026, 1, 1),
        last_day=date(2027, 12, 31),
        days_off={date(2026, 11, 24): "Ngày Văn hóa Việt Nam"},
    ),
    hours=OfficeHours(((time(7), time(11, 30)), (time(13, 30), time(17)))),
    confirmation_hours=24,
    confirmation_pauses=True,
    inquiry_pauses=True,
    apology_days_before=1,
    apologies_allowed=1,
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026; Monday is the 23rd, the 24th is a day off."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def ref(kind: str) -> ContentRef:
    return ContentRef(id=uuid4(), kind=kind, digest="0" * 64)


FULL = {
    Action.GUIDE: Command(
        action=Action.GUIDE, facts={"items": 2}, content=(ref("supplement_list"),)
    ),
    Action.REQUEST_SUPPLEMENT: Command(
        action=Action.REQUEST_SUPPLEMENT,
        facts={"items": 1},
        content=(ref("supplement_list"), ref("note")),
    ),
    Action.REQUEST_PAYMENT: Command(action=Action.REQUEST_PAYMENT, facts={"amount": 8000}),
    Action.RECORD_VERIFICATION: Command(
        action=Action.RECORD_VERIFICATION, facts={"outcome": "agrees"}
    ),
    Action.HAND_OVER: Command(action=Action.HAND_OVER, facts={"to": "owner", "way": "paper"}),
    Action.HAND_OVER_PART: Command(
        action=Action.HAND_OVER_PART,
        facts={"to": "owner", "way": "paper", "results": ["certificate"]},
    ),
    Action.ASSIGN: Command(action=Action.ASSIGN, facts={"assignee": str(UUID(int=9))}),
    Action.ASK_VERIFICATION: Command(
        action=Action.ASK_VERIFICATION, facts={"agency": BAO_LA}, content=(ref("note"),)
    ),
    Action.ASK_OPINION: Command(
        action=Action.ASK_OPINION, facts={"agency": BAO_LA}, content=(ref("note"),)
    ),
    Action.RATE: Command(action=Action.RATE, facts={"rating": 5}),
}


def full(action: Action) -> Command:
    """A command of ``action`` with everything that its guards ask for."""
    basis = {"legal_basis": "Luật Hộ tịch 60/2014/QH13"}
    return FULL.get(action) or Command(action=action, facts=basis, content=(ref("note"),))


def a_dossier(*, when: datetime = at(23, 8), channel: str = "online") -> Dossier:
    """A birth declared online at Mai Châu, not yet received."""
    opening = {
        "code": "H44.28.05-261123-0001", "procedure": "1.001193", "revision": 1,
        "receiving_agency": MAI_CHAU, "competent_agency": MAI_CHAU,
        "needs_confirmation": True, "needs_registration": True,
    }  # fmt: skip
    declared = Command(action=Action.SUBMIT, content=(ref("declaration"),))
    return opened(submitted(declared, replace(MOTHER, channel=channel), when, opening))


def after(dossier: Dossier, *acts: tuple[Action, Actor, datetime]) -> Dossier:
    for action, actor, now in acts:
        for event in decide(dossier, full(action), actor, now, LAW):
            dossier = evolve(dossier, event)
    return dossier


def received(now: datetime = at(23, 9)) -> Dossier:
    """Received and verified, on the justice official's desk."""
    return after(
        a_dossier(),
        (Action.RECORD_VERIFICATION, SYSTEM, at(23, 8, 30)),
        (Action.RECEIVE, RECEIVER, now),
    )
