"""Public door of complaints."""

from motcua.complaints.clocks import Clocks
from motcua.complaints.complaining import clarify, complain
from motcua.complaints.errors import ComplaintNotFound, StepRefused
from motcua.complaints.handling import HANDLERS, STEPS, take_step
from motcua.complaints.models import Complaint
from motcua.complaints.publishing import (
    PAGE,
    Answered,
    Proposal,
    proposal_for,
    publish,
    published,
    take_down,
)
from motcua.complaints.reading import (
    ComplaintView,
    StepView,
    complaint_for,
    complaints_for,
    my_complaint,
    my_complaints,
)
from motcua.complaints.reminding import reminder

KINDS = Complaint.Kind.choices

__all__ = [
    "HANDLERS",
    "KINDS",
    "PAGE",
    "STEPS",
    "Answered",
    "Clocks",
    "ComplaintNotFound",
    "ComplaintView",
    "Proposal",
    "StepRefused",
    "StepView",
    "clarify",
    "complain",
    "complaint_for",
    "complaints_for",
    "my_complaint",
    "my_complaints",
    "proposal_for",
    "publish",
    "published",
    "reminder",
    "take_down",
    "take_step",
]
