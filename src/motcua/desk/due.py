"""How a dossier stands to its due time, in the words and shapes of the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.service import Dossier, Phase
from motcua.kernel.calendar import WorkCalendar
from motcua.kernel.limits import DueState, DueWord, Outcome, due_word, outcome

_NEVER_DUE = frozenset({Phase.DECLINED, Phase.WITHDRAWN, Phase.STOPPED})


@dataclass(frozen=True)
class Standing:
    """Either a state still running, or an outcome; neither for what ended without a result."""

    state: DueState | None = None
    outcome: Outcome | None = None

    @property
    def needs_apology(self) -> bool:
        """Whether an apology is due today: the dossier is late, or will be tomorrow."""
        return self.state is not None and self.state.word in {DueWord.LATE, DueWord.SOON}

    @property
    def late(self) -> bool:
        return self.state is not None and self.state.word == DueWord.LATE


def standing(dossier: Dossier, now: datetime, calendar: WorkCalendar) -> Standing:
    if dossier.phase in _NEVER_DUE:
        return Standing()
    if dossier.finished_at and dossier.due_at:
        return Standing(outcome=outcome(dossier.finished_at, dossier.due_at))
    if dossier.paused:
        return Standing(state=DueState(DueWord.PAUSED))
    return Standing(state=due_word(now, dossier.due_at, calendar))
