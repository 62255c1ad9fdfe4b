"""Tell who complained what became of it, in the transaction of the step."""

from __future__ import annotations

from datetime import datetime

from motcua.agencies.service import agency
from motcua.complaints.models import Complaint, StepTaken
from motcua.notices import service as notices

TEMPLATES = {
    StepTaken.Kind.SENT: "complaint-received",
    StepTaken.Kind.TRANSFERRED: "complaint-transferred",
    StepTaken.Kind.ASKED: "complaint-clarify",
    StepTaken.Kind.ANSWERED: "complaint-answered",
    StepTaken.Kind.REFUSED: "complaint-refused",
    StepTaken.Kind.PUBLISHED: "complaint-published",
}


def tell(complaint: Complaint, step: StepTaken, now: datetime) -> None:
    template = TEMPLATES.get(StepTaken.Kind(step.kind))
    if template is None:
        return
    body = agency(step.agency or complaint.agency)
    facts: dict[str, notices.Fact] = {
        "complaint": complaint.code,
        "body": body.name,
        "body_short": body.short_name,
        "body_new": agency(step.to_agency).name if step.to_agency else "",
        "who": f"{body.name} – {step.person}" if step.person else body.name,
        "at": step.at,
        "due": complaint.answer_by,
    }
    to = notices.Recipient(account=complaint.account)
    notices.notify(to, template, facts, cause=f"complaint {step.pk}", now=now, about=complaint.code)
