"""Complaints as their people and the agency see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from motcua.accounts.service import Actor, Role
from motcua.agencies.service import names
from motcua.complaints.clocks import Clocks, clocks, limits, publish_by
from motcua.complaints.errors import ComplaintNotFound
from motcua.complaints.models import Complaint, StepTaken
from motcua.kernel.clock import local_day
from motcua.kernel.parameters import parameters

LISTED = 100
OPEN_STATES = (Complaint.State.OPEN, Complaint.State.CLARIFYING)
_UNPUBLISHED = Q(state=Complaint.State.ANSWERED, published=None)


@dataclass(frozen=True, kw_only=True)
class StepView:
    """``body`` and ``person`` are empty for who complained."""

    kind: str
    label: str
    at: datetime
    body: str
    person: str
    to_body: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ComplaintView:
    """``late``: not answered although the limit has passed.

    ``publish_by``: until when the answer is to be published, None once it was.
    """

    code: str
    kind: str
    state: str
    state_label: str
    about: str
    agency: str
    agency_name: str
    name: str
    text: str
    sent_at: datetime
    answer_by: datetime
    closed_at: datetime | None
    late: bool
    publish_by: datetime | None = None
    publishes_late: bool = False
    clocks: Clocks | None = None
    steps: tuple[StepView, ...] = ()


def my_complaints(account_id: UUID, now: datetime) -> list[ComplaintView]:
    """Return a person's complaints, newest first."""
    mine = Complaint.objects.filter(account=account_id).select_related("published")
    return _listed(mine.order_by("-sent_at"), now)


def my_complaint(account_id: UUID, code: str, now: datetime) -> ComplaintView:
    """Raises ``ComplaintNotFound`` for somebody else's."""
    return _one(Complaint.objects.filter(account=account_id, code=code).first(), now)


def complaints_for(actor: Actor, now: datetime) -> list[ComplaintView]:
    """Return what waits at the official's agency, the nearest limit first, then what is closed.

    Answers that nobody published yet come first among the closed ones.
    """
    waiting = visible(actor).filter(state__in=OPEN_STATES).order_by("answer_by")
    closed = visible(actor).exclude(state__in=OPEN_STATES)
    closed = closed.order_by(ExpressionWrapper(_UNPUBLISHED, BooleanField()).desc(), "-closed_at")
    return _listed([*waiting[:LISTED], *closed.select_related("published")[:LISTED]], now)


def to_publish(actor: Actor) -> QuerySet[Complaint]:
    """Return answered complaints whose answer was never published, the oldest answer first.

    What was taken down is not asked for again.
    """
    return visible(actor).filter(_UNPUBLISHED).order_by("closed_at", "code")


def complaint_for(actor: Actor, code: str, now: datetime) -> ComplaintView:
    """Raises ``ComplaintNotFound`` for another agency's."""
    return _one(visible(actor).filter(code=code).first(), now)


def visible(actor: Actor) -> QuerySet[Complaint]:
    """Return what the official's agency answers; oversight also sees the agencies below."""
    own = Q(agency=actor.agency)
    if actor.role == Role.OVERSIGHT:
        own |= Q(agency__startswith=f"{actor.agency}.")
    return Complaint.objects.filter(own)


def clocks_of(case: Complaint) -> Clocks:
    law = parameters()
    return clocks(
        case.sent_at, limits(), law.calendar, law.hours_of(case.agency, local_day(case.sent_at))
    )


def published_by(case: Complaint) -> datetime | None:
    """Return until when the answer is to be published, None while there is none."""
    if case.closed_at is None or case.state != Complaint.State.ANSWERED:
        return None
    law = parameters()
    hours = law.hours_of(case.agency, local_day(case.closed_at))
    return publish_by(case.closed_at, limits(), law.calendar, hours)


def _listed(cases: Iterable[Complaint], now: datetime) -> list[ComplaintView]:
    cases = list(cases)
    bodies = names(case.agency for case in cases)
    return [_asked_to_publish(_view(case, bodies, (), now), case, now) for case in cases]


def _asked_to_publish(view: ComplaintView, case: Complaint, now: datetime) -> ComplaintView:
    limit = published_by(case)
    if limit is None or hasattr(case, "published"):
        return view
    return replace(view, publish_by=limit, publishes_late=now > limit)


def _one(case: Complaint | None, now: datetime) -> ComplaintView:
    if case is None:
        raise ComplaintNotFound
    steps = list(case.steps.order_by("-id"))
    codes = {case.agency, *(s.agency for s in steps), *(s.to_agency for s in steps)} - {""}
    return replace(_view(case, names(codes), steps, now), clocks=clocks_of(case))


def _view(
    case: Complaint, bodies: Mapping[str, str], steps: Iterable[StepTaken], now: datetime
) -> ComplaintView:
    return ComplaintView(
        code=case.code,
        kind=Complaint.Kind(case.kind).label,
        state=case.state,
        state_label=Complaint.State(case.state).label,
        about=case.about,
        agency=case.agency,
        agency_name=bodies.get(case.agency, case.agency),
        name=case.name,
        text=case.text,
        sent_at=case.sent_at,
        answer_by=case.answer_by,
        closed_at=case.closed_at,
        late=(case.closed_at or now) > case.answer_by and case.state != Complaint.State.CLARIFYING,
        steps=tuple(_step(step, bodies) for step in steps),
    )


def _step(step: StepTaken, bodies: Mapping[str, str]) -> StepView:
    return StepView(
        kind=step.kind,
        label=StepTaken.Kind(step.kind).label,
        at=step.at,
        body=bodies.get(step.agency, ""),
        person=step.person,
        to_body=bodies.get(step.to_agency, ""),
        note=step.text,
    )
