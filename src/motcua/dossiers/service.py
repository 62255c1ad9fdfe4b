"""Public door of dossiers: faces import from here and from nowhere else in this room."""

from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent
from motcua.dossiers.decide import possible, why_not
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
    MINE,
    PAGE,
    TABS,
    OfficialsDossier,
    counts,
    dossier_for_official,
    hold_for_official,
    queue,
)
from motcua.dossiers.paying import record_payment
from motcua.dossiers.people import PersonsDossier, dossier_for_person, my_dossiers, tracked
from motcua.dossiers.perform import Held, perform, perform_on
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.reading_law import law_of
from motcua.dossiers.state import Dossier
from motcua.dossiers.submit_draft import submit_draft
from motcua.dossiers.table import Action
from motcua.dossiers.timeline import TimelineEntry, timeline

__all__ = [
    "ACTION_LABELS",
    "MINE",
    "PAGE",
    "TABS",
    "Action",
    "ActionRefused",
    "ChainReport",
    "Command",
    "CommandReused",
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
    "SameSubject",
    "StaleDossier",
    "Step",
    "TimelineEntry",
    "check",
    "citizen_label",
    "counts",
    "declaration_of",
    "dossier_for_official",
    "dossier_for_person",
    "draft_of",
    "hold_for_official",
    "law_of",
    "my_dossiers",
    "official_label",
    "parties_of",
    "perform",
    "perform_on",
    "possible",
    "queue",
    "record_payment",
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
