"""Public door of dossiers: faces import from here and from nowhere else in this room."""

from motcua.dossiers.at_counter import received_for_others, with_papers
from motcua.dossiers.batches import ACTIONS, Progress, do_batch, progress_of
from motcua.dossiers.certify import (
    Copy,
    certified_before,
    certify_copy,
    copies_at_work,
    procedure_on,
)
from motcua.dossiers.charging import fixed_fees
from motcua.dossiers.charging import lines as charge_lines
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
from motcua.dossiers.diagram import svg as phase_diagram
from motcua.dossiers.drafts import (
    draft_of,
    filed_drafts,
    note_help,
    running_drafts,
    save_answers,
    settle,
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
from motcua.dossiers.events import Event
from motcua.dossiers.history import ChainReport, check, events_of
from motcua.dossiers.inner_papers import (
    book,
    book_of,
    order_book,
    order_control_sheet,
    order_preview,
)
from motcua.dossiers.labels import (
    ACTION_LABELS,
    CITIZEN_LABELS,
    EVENT_LABELS,
    citizen_label,
    official_label,
)
from motcua.dossiers.models import Absence, Draft
from motcua.dossiers.national_rows import NATIONAL_PORTAL
from motcua.dossiers.notes import keep_note, notes_of
from motcua.dossiers.numbering import next_code
from motcua.dossiers.officials import (
    OfficialsDossier,
    dossier_for_official,
    hold_for_official,
    home_agency,
)
from motcua.dossiers.paying import record_payment
from motcua.dossiers.people import PersonsDossier, dossier_for_person, my_dossiers, tracked
from motcua.dossiers.perform import Held, perform, perform_on, recall
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.reading_law import law_of
from motcua.dossiers.reasons import (
    Reason,
    ending_of,
    proposal_of,
    question_of,
    returned_by_register,
)
from motcua.dossiers.results import Result, results_of
from motcua.dossiers.saved_filters import drop_filter, filters_of, save_filter
from motcua.dossiers.signers import certificate_warning
from motcua.dossiers.state import Dossier
from motcua.dossiers.submit import PartyName, Submission, submit
from motcua.dossiers.submit_draft import Helper, checked, submit_draft
from motcua.dossiers.table import Action
from motcua.dossiers.timeline import TimelineEntry, timeline, told
from motcua.dossiers.worklists import MINE, PAGE, TABS, counts, next_in, queue
from motcua.dossiers.workload import (
    Colleague,
    absences,
    away_during,
    colleague,
    colleagues,
    end_absence,
    lightest,
    names_of,
    nobody_signs,
    officials_at,
    record_absence,
)

__all__ = [
    "ACTIONS",
    "ACTION_LABELS",
    "CITIZEN_LABELS",
    "EVENT_LABELS",
    "MINE",
    "NATIONAL_PORTAL",
    "PAGE",
    "TABS",
    "Absence",
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
    "Draft",
    "DraftMoved",
    "Event",
    "Held",
    "Helper",
    "IncompleteDeclaration",
    "NewContent",
    "OfficialsDossier",
    "PartyName",
    "Person",
    "PersonsDossier",
    "Phase",
    "Progress",
    "Reason",
    "Result",
    "SameSubject",
    "StaleDossier",
    "Step",
    "Submission",
    "TimelineEntry",
    "absences",
    "away_during",
    "book",
    "book_of",
    "certificate_warning",
    "certified_before",
    "certify_copy",
    "charge_lines",
    "check",
    "checked",
    "citizen_label",
    "colleague",
    "colleagues",
    "consequences",
    "copies_at_work",
    "counts",
    "declaration_of",
    "do_batch",
    "dossier_for_official",
    "dossier_for_person",
    "draft_of",
    "drop_filter",
    "end_absence",
    "ending_of",
    "events_of",
    "filed_drafts",
    "filters_of",
    "fixed_fees",
    "hold_for_official",
    "home_agency",
    "is_theirs",
    "keep_note",
    "law_of",
    "lightest",
    "my_dossiers",
    "names_of",
    "next_code",
    "next_in",
    "nobody_signs",
    "note_help",
    "notes_of",
    "official_label",
    "officials_at",
    "order_book",
    "order_control_sheet",
    "order_preview",
    "parties_of",
    "perform",
    "perform_on",
    "phase_diagram",
    "possible",
    "procedure_on",
    "progress_of",
    "proposal_of",
    "question_of",
    "queue",
    "recall",
    "received_for_others",
    "record_absence",
    "record_payment",
    "results_of",
    "returned_by_register",
    "running_drafts",
    "save_answers",
    "save_filter",
    "settle",
    "start_draft",
    "submit",
    "submit_draft",
    "supplement_list",
    "throw_away",
    "timeline",
    "told",
    "tracked",
    "why_not",
    "with_papers",
    "written",
]
