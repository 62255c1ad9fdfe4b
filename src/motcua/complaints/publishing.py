"""Publish the answer to a complaint (công khai), without personal data; take it down again.

The index counts publishing within two working days of the answer (interfaces 1.9, 5.1-5.3). What
is published is a text of its own, written by the official who leads; the case stays closed to all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.accounts.service import Actor
from motcua.agencies.service import names
from motcua.complaints.errors import ComplaintNotFound, StepRefused
from motcua.complaints.handling import HANDLERS
from motcua.complaints.models import Complaint, PublishedAnswer, StepTaken
from motcua.complaints.reading import published_by, visible
from motcua.complaints.redacting import personal_data_in, redacted
from motcua.complaints.telling import tell
from motcua.kernel.names import fold

PAGE = 20


@dataclass(frozen=True)
class Proposal:
    """What the official is to read before publishing; ``by`` is the limit of the index."""

    question: str
    answer: str
    publish_by: datetime | None
    published: PublishedAnswer | None


@dataclass(frozen=True)
class Answered:
    """A published answer as everybody reads it."""

    kind: str
    agency_name: str
    question: str
    answer: str
    at: datetime


def proposal_for(actor: Actor, code: str) -> Proposal:
    """Raises ``ComplaintNotFound``, ``StepRefused`` for a case without an answer."""
    case = _answered(actor, code, visible(actor).filter(code=code).first())
    answer = case.steps.filter(kind=StepTaken.Kind.ANSWERED).order_by("-id")[0].text
    return Proposal(
        redacted(case.text, case.name),
        redacted(answer, case.name),
        published_by(case),
        PublishedAnswer.objects.filter(complaint=case, down_at=None).first(),
    )


@transaction.atomic
def publish(actor: Actor, code: str, question: str, answer: str, now: datetime) -> None:
    """Publish what the official wrote; raises ``StepRefused`` while it holds personal data."""
    case = _answered(actor, code, _held(actor, code))
    if not question or not answer:
        raise StepRefused("Ghi nội dung phản ánh và câu trả lời để công khai")
    found = dict.fromkeys(
        what for text in (question, answer) for what in personal_data_in(text, case.name)
    )
    if found:
        raise StepRefused(f"Còn thông tin cá nhân: {', '.join(found)}. Bỏ đi rồi công khai")
    body = names([case.agency]).get(case.agency, case.agency)
    PublishedAnswer.objects.update_or_create(
        complaint=case,
        defaults={
            "kind": case.kind,
            "agency": case.agency,
            "question": question,
            "answer": answer,
            "words": fold(f"{question} {answer} {body} {Complaint.Kind(case.kind).label}"),
            "published_at": now,
            "down_at": None,
        },
    )
    tell(case, _step(case, StepTaken.Kind.PUBLISHED, actor, now), now)


@transaction.atomic
def take_down(actor: Actor, code: str, now: datetime) -> None:
    """Take a published answer down; once it is down, nothing happens again."""
    case = _answered(actor, code, _held(actor, code))
    if PublishedAnswer.objects.filter(complaint=case, down_at=None).update(down_at=now):
        _step(case, StepTaken.Kind.TAKEN_DOWN, actor, now)


def published(words: str, page: int) -> list[Answered]:
    """Return one page of published answers, newest first, that hold all the words."""
    found = PublishedAnswer.objects.filter(down_at=None).order_by("-published_at")
    for word in fold(words).split():
        found = found.filter(words__contains=word)
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    bodies = names(one.agency for one in rows)
    return [
        Answered(
            Complaint.Kind(one.kind).label,
            bodies.get(one.agency, one.agency),
            one.question,
            one.answer,
            one.published_at,
        )
        for one in rows
    ]


def _held(actor: Actor, code: str) -> Complaint | None:
    return visible(actor).select_for_update().filter(code=code).first()


def _answered(actor: Actor, code: str, case: Complaint | None) -> Complaint:
    if case is None:
        raise ComplaintNotFound
    if actor.role not in HANDLERS:
        raise StepRefused("Vai trò hiện tại chỉ được xem")
    if case.state != Complaint.State.ANSWERED:
        raise StepRefused("Chỉ công khai phản ánh, kiến nghị đã trả lời")
    return case


def _step(case: Complaint, kind: StepTaken.Kind, actor: Actor, now: datetime) -> StepTaken:
    return StepTaken.objects.create(
        complaint=case,
        kind=kind,
        at=now,
        account=actor.account_id,
        person=", ".join(filter(None, (actor.name, actor.title))),
        agency=case.agency,
    )
