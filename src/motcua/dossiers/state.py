"""A dossier as the fold of its events: a value without database, clock or settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers.phases import Phase, Step
from motcua.kernel.limits import Pause


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything that later decisions need to know.

    Times are aware. ``due_at`` is None until receipt. While ``pauses`` ends with an open pause
    the limit stands still; ``due_at`` then still shows the value from before the pause.
    """

    code: str
    procedure: str
    revision: int
    channel: str
    receiving_agency: str
    competent_agency: str
    needs_confirmation: bool
    needs_registration: bool
    phase: Phase
    submitted_at: datetime
    step: Step = Step.NONE
    outcome: str = ""  # granted, refused
    received_at: datetime | None = None
    due_at: datetime | None = None
    first_due_at: datetime | None = None
    finished_at: datetime | None = None
    handed_over_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    apologies: int = 0
    apologised_until: datetime | None = None
    supplements: int = 0
    answer_by: datetime | None = None
    draft_confirmed: bool = False
    verification: str = "pending"  # pending, agrees, differs, not_found
    registered: bool = False
    revoked: bool = False
    rating: int = 0
    assignee: UUID | None = None
    proposed: str = ""  # decline or refuse, prepared and waiting for who decides
    asked_agency: str = ""  # was last asked to verify or to give its opinion
    handed: tuple[str, ...] = ()  # results handed over so far
    reminded_at: datetime | None = None
    declaration: UUID | None = None
    seq: int = 0

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end is None

    @property
    def before_receipt(self) -> bool:
        return self.received_at is None

    @property
    def returns_to(self) -> Phase:
        """The phase that a dossier goes back to when a wait ends."""
        return Phase.SUBMITTED if self.before_receipt else Phase.PROCESSING
