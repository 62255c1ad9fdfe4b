"""Public door of dossiers: faces import from here and from nowhere else in this room."""

from motcua.dossiers.certify import Copy, certify_copy, copies_at_work, procedure_on
from motcua.dossiers.commands import Command
from motcua.dossiers.consequences import Consequences, consequences
from motcua.dossiers.contents import NewContent
from motcua.dossiers.decide import is_theirs, possible, why_not
from motcua.dossiers.declared import (
    Declared,
    Person,
    declaration_of,
    parties_of,
    supplement_list,
    written,
)
from motcua.dossiers.drafts import (
    draft_of,
    running_drafts,
    save_answers,
    start_draft,
    throw_away,
)
from motcua.dossiers.errors import (
    ActionRefused,
    CommandReused,
    DossierNotFound,
    DraftMoved,
    IncompleteDeclaration,
    SameSubject,
    StaleDossier,
)
from motcua.dossiers.history import ChainReport, check
from motcua.dossiers.labels import ACTION_LABELS, citizen_label, official_label
from motcua.dossiers.officials import (
    OfficialsDossier,
    dossier_for_official,
    hold_for_official,
)
from motcua.dossiers.paying import record_payment
from motcua.dossiers.people import PersonsDossier, dossier_for_person, my_dossiers, tracked
from motcua.dossiers.perform import Held, perform, perform_on
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.proposals import Proposal, proposal_of
from motcua.dossiers.reading_law import law_of
from motcua.dossiers.results import Result, results_of
from motcua.dossiers.state import Dossier
from motcua.dossiers.submit_draft import submit_draft
from motcua.dossiers.table import Action
from motcua.dossiers.timeline import TimelineEntry, timeline
from motcua.dossiers.worklists import MINE, PAGE, TABS, counts, queue
from motcua.dossiers.workload import (
    Colleague,
    colleague,
    colleagues,
    lightest,
    names_of,
)

__all__ = [
    "ACTION_LABELS",
    "MINE",
    "PAGE",
    "TABS",
    "Action",
    "ActionRefused",
    "ChainReport",
    "Colleague",
    "Command",
    "CommandReused",
    "Consequences",
    "Copy",
    "Declared",
    "Dossier",
    "DossierNotFound",
    "DraftMoved",
    "Held",
    "IncompleteDeclaration",
    "NewContent",
    "OfficialsDossier",
    "Person",
    "PersonsDossier",
    "Phase",
    "Proposal",
    "Result",
    "SameSubject",
    "StaleDossier",
    "Step",
    "TimelineEntry",
    "certify_copy",
    "check",
    "citizen_label",
    "colleague",
    "colleagues",
    "consequences",
    "copies_at_work",
    "counts",
    "declaration_of",
    "dossier_for_official",
    "dossier_for_person",
    "draft_of",
    "hold_for_official",
    "is_theirs",
    "law_of",
    "lightest",
    "my_dossiers",
    "names_of",
    "official_label",
    "parties_of",
    "perform",
    "perform_on",
    "possible",
    "procedure_on",
    "proposal_of",
    "queue",
    "record_payment",
    "results_of",
    "running_drafts",
    "save_answers",
    "start_draft",
    "submit_draft",
    "supplement_list",
    "throw_away",
    "timeline",
    "tracked",
    "why_not",
    "written",
]
