"""Public door of register matching (đối soát dữ liệu): load, settle, count, give out."""

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
from motcua.corrections.exporting import export_of, give_out, write_export
from motcua.corrections.figures import Figures, as_json, figures
from motcua.corrections.loading import Loaded, has_run, load_run
from motcua.corrections.models import Export, Proposal, StepTaken
from motcua.corrections.objecting import UnknownCode, record_objection
from motcua.corrections.queue import PAGE, Place, counts, following, page
from motcua.corrections.run_files import BadRun, Sources
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
    "BadRun",
    "Export",
    "Fault",
    "Figures",
    "Loaded",
    "Mark",
    "NotOpen",
    "Piece",
    "Place",
    "Proposal",
    "ProposalNotFound",
    "Said",
    "Share",
    "Sources",
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
    "export_of",
    "figures",
    "following",
    "give_out",
    "has_run",
    "is_lead",
    "load_run",
    "may_decide",
    "page",
    "proposal_for",
    "record_objection",
    "signs",
    "steps_shown",
    "undo",
    "write_export",
]
