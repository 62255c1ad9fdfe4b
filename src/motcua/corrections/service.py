"""Public door of register matching (đối soát dữ liệu): settle and count.

``runs`` is the door for loading and giving out, which needs the engine's libraries.
"""

from motcua.corrections.access import (
    OBJECTION_TAKERS,
    ProposalNotFound,
    check_role,
    is_lead,
    proposal_for,
    steps_shown,
)
from motcua.corrections.agreeing import Share
from motcua.corrections.deciding import REASON_WORDS, NotOpen, decide, undo
from motcua.corrections.differing import Mark, Piece, differences
from motcua.corrections.evidence import FAULT_WORDS, Fault, signs
from motcua.corrections.figures import Figures, as_json, figures
from motcua.corrections.models import Proposal, StepTaken
from motcua.corrections.objecting import UnknownCode, record_objection
from motcua.corrections.queue import PAGE, Place, counts, following, has_run, page
from motcua.corrections.settling import Said, State, may_decide
from motcua.corrections.telling import FIELD_WORDS
from motcua.corrections.weighing import PARTS, Weight, chance_word

__all__ = [
    "FAULT_WORDS",
    "FIELD_WORDS",
    "OBJECTION_TAKERS",
    "PAGE",
    "PARTS",
    "REASON_WORDS",
    "Fault",
    "Figures",
    "Mark",
    "NotOpen",
    "Piece",
    "Place",
    "Proposal",
    "ProposalNotFound",
    "Said",
    "Share",
    "State",
    "StepTaken",
    "UnknownCode",
    "Weight",
    "as_json",
    "chance_word",
    "check_role",
    "counts",
    "decide",
    "differences",
    "figures",
    "following",
    "has_run",
    "is_lead",
    "may_decide",
    "page",
    "proposal_for",
    "record_objection",
    "signs",
    "steps_shown",
    "undo",
]
