"""What the agency does about a complaint: transfer, ask, answer, or refuse in time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.accounts.service import Actor, Role
from motcua.complaints.errors import ComplaintNotFound, StepRefused
from motcua.complaints.models import Complaint, StepTaken
from motcua.complaints.reading import clocks_of, visible
from motcua.complaints.telling import tell

HANDLERS = frozenset({Role.CENTRE_HEAD, Role.SIGNER})
STEPS = ("transferred", "asked", "answered", "refused")
_STATES = {
    "transferred": Complaint.State.OPEN,
    "asked": Complaint.State.CLARIFYING,
    "answered": Complaint.State.ANSWERED,
    "refused": Complaint.State.REFUSED,
}


def take_step(
    actor: Actor, code: str, step: str, text: str, now: datetime, *, to_agency: str = ""
) -> None:
    """Do one of ``STEPS`` with its reason or answer; raises ``StepRefused`` or not found."""
    with transaction.atomic():
        case = visible(actor).select_for_update().filter(code=code).first()
        if case is None:
            raise ComplaintNotFound
        fault = why_not(actor, case, step, text, to_agency, now)
        if fault:
            raise StepRefused(fault)
        taken = StepTaken.objects.create(
            complaint=case,
            kind=StepTaken.Kind(step),
            at=now,
            account=actor.account_id,
            person=", ".join(filter(None, (actor.name, actor.title))),
            agency=case.agency,
            to_agency=to_agency,
            text=text,
        )
        case.state = _STATES[step]
        case.agency = to_agency or case.agency
        case.asked_at = now if step == "asked" else None
        case.closed_at = now if step in {"answered", "refused"} else None
        case.save(update_fields=["state", "agency", "asked_at", "closed_at"])
        tell(case, taken, now)


def why_not(
    actor: Actor, case: Complaint, step: str, text: str, to_agency: str, now: datetime
) -> str:
    """Return the sentence that refuses a step, empty when it may be taken."""
    if actor.role not in HANDLERS:
        return "Vai trò hiện tại chỉ được xem"
    if case.closed_at:
        return "Phản ánh, kiến nghị này đã kết thúc"
    if not text:
        return "Ghi nội dung trả lời hoặc lý do"
    if step == "transferred" and to_agency in {"", case.agency}:
        return "Chọn cơ quan khác có thẩm quyền trả lời"
    if step == "asked" and case.state == Complaint.State.CLARIFYING:
        return "Đang chờ người gửi làm rõ"
    if step == "refused" and now > clocks_of(case).refuse_by:
        return "Đã quá thời hạn từ chối; phải trả lời hoặc chuyển cơ quan có thẩm quyền"
    return ""
