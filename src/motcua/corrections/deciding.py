"""Accept or reject a proposal, take that back, or open it again on an objection."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction

from motcua.accounts.service import Actor
from motcua.corrections.access import is_lead, proposal_for
from motcua.corrections.models import Proposal, StepTaken
from motcua.corrections.settling import (
    FINAL,
    VERDICTS,
    WAITS_FOR,
    Desk,
    Said,
    State,
    Step,
    effective,
    may_decide,
    state_after,
)
from motcua.kernel.bad_input import BadInput


class Reason(StrEnum):
    """Why a proposal is rejected."""

    ANOTHER_PERSON = "another_person"
    CANNOT_TELL = "cannot_tell"
    SECTOR_RIGHT = "sector_right"
    PERSON_WRONG = "person_wrong"


REASON_WORDS = {
    Reason.ANOTHER_PERSON: "Không phải cùng một người",
    Reason.CANNOT_TELL: "Chưa đủ căn cứ để kết luận",
    Reason.SECTOR_RIGHT: "Dữ liệu của ngành đúng",
    Reason.PERSON_WRONG: "Dữ liệu dân cư cần xác minh lại",
}


class NotOpen(BadInput):
    """Somebody settled it, or it does not wait for this official; ``last`` is the latest step."""

    def __init__(self, sentence: str, last: StepTaken | None = None) -> None:
        super().__init__(sentence)
        self.last = last


def decide(
    actor: Actor, number: int, said: Said, *, reason: str = "", command: UUID, now: datetime
) -> StepTaken:
    """Take one verdict; the same command a second time returns the step it took.

    Raises ``ProposalNotFound``, ``PermissionDenied``, ``NotOpen``, and ``BadInput`` for a
    rejection without a reason of the list.
    """
    if said not in VERDICTS:
        raise BadInput("Chỉ chấp nhận hoặc từ chối được đề xuất")
    if said == Said.REJECTED and reason not in REASON_WORDS:
        raise BadInput("Chọn một lý do từ chối")
    kept = reason if said == Said.REJECTED else ""
    with transaction.atomic():
        proposal = proposal_for(actor, number, lock=True)
        known = StepTaken.objects.filter(by=actor.account_id, command=command).first()
        if known:
            return _repeated(known, proposal, said)
        first_by, lead = proposal.first_by, is_lead(actor)
        if not may_decide(State(proposal.state), first_by, actor.account_id, lead=lead):
            raise NotOpen(_why(proposal, lead), proposal.steps.order_by("seq").last())
        return take(proposal, actor, said, now, reason=kept, command=command)


def undo(actor: Actor, number: int, seq: int, now: datetime) -> Proposal:
    """Take back one's own last verdict while nothing followed from it; raises ``NotOpen``."""
    with transaction.atomic():
        proposal = proposal_for(actor, number, lock=True)
        steps = list(proposal.steps.order_by("seq"))
        last = steps[-1] if steps else None
        if proposal.given_out or proposal.run.replaced_at:
            raise NotOpen("Không hoàn tác được nữa: đã giao cho ngành hoặc đã có lần đối soát mới")
        if (
            last is None
            or last.seq != seq
            or last.by != actor.account_id
            or last.said not in VERDICTS
        ):
            raise NotOpen("Không hoàn tác được nữa: đã có bước tiếp theo trên đề xuất này", last)
        take(proposal, actor, Said.UNDONE, now)
        return proposal


def take(
    proposal: Proposal,
    actor: Actor,
    said: Said,
    now: datetime,
    *,
    reason: str = "",
    command: UUID | None = None,
) -> StepTaken:
    """Write one step and bring the row to the fold of all; the row must be locked."""
    step = StepTaken.objects.create(
        proposal=proposal,
        seq=proposal.version + 1,
        said=said,
        reason=reason,
        by=actor.account_id,
        by_name=actor.name,
        role=actor.role,
        agency=actor.agency,
        terminal=actor.terminal,
        command=command or uuid4(),
        at=now,
    )
    rows = StepTaken.objects.filter(proposal=proposal).order_by("seq")
    steps = [Step(Said(one.said), one.by) for one in rows]
    _stand(proposal, steps, now)
    return step


def _stand(proposal: Proposal, steps: list[Step], now: datetime) -> None:
    state = state_after(steps, twice=proposal.twice)
    kept = effective(steps)
    proposal.version = len(steps)
    proposal.state = state
    proposal.waits_for = WAITS_FOR.get(state, Desk.NOBODY)
    proposal.first_by = kept[0].by if state == State.READ_ONCE else None
    proposal.readings = "".join(one.said[0] for one in kept[:2]) if proposal.twice else ""
    proposal.settled_at = now if state in FINAL else None
    proposal.save()


def _repeated(known: StepTaken, proposal: Proposal, said: Said) -> StepTaken:
    if known.proposal_id == proposal.pk and known.said == said:
        return known
    raise NotOpen("Lệnh này đã được thực hiện với nội dung khác; mở lại đề xuất để xem", known)


def _why(proposal: Proposal, lead: bool) -> str:
    if proposal.state == State.REPLACED:
        return "Đã có lần đối soát mới của ngành này; đề xuất cũ không còn hiệu lực"
    if proposal.waits_for == Desk.LEAD:
        return "Đề xuất đang chờ lãnh đạo quyết định"
    if proposal.waits_for == Desk.OFFICIAL:
        return "Đề xuất đang chờ công chức chuyên môn khác quyết định"
    return "Đề xuất đã được quyết định"
