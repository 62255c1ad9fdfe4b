"""How a dossier stands to its due time, in the words and shapes of the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.service import Dossier, Phase, law_of
from motcua.kernel.limits import DueState, DueWord, Outcome, due_word, outcome

_NEVER_DUE = frozenset({Phase.DECLINED, Phase.WITHDRAWN, Phase.STOPPED})


@dataclass(frozen=True)
class Standing:
    """Either a state still running, or an outcome; neither for what ended without a result.

    ``overdue`` counts by the minute, as the rule that stops further work does; words go by day.
    ``unanswered``: who was asked let the limit for the answer pass.
    """

    state: DueState | None = None
    outcome: Outcome | None = None
    overdue: bool = False
    asks_apology: bool = False
    unanswered: bool = False


def standing(dossier: Dossier, now: datetime) -> Standing:
    if dossier.phase in _NEVER_DUE:
        return Standing()
    if dossier.finished_at and dossier.due_at:
        return Standing(outcome=outcome(dossier.finished_at, dossier.due_at))
    unanswered = dossier.answer_by is not None and now > dossier.answer_by
    if dossier.paused:
        return Standing(state=DueState(DueWord.PAUSED), unanswered=unanswered)
    overdue = dossier.due_at is not None and now > dossier.due_at
    law = law_of(dossier, now)
    return Standing(
        state=due_word(now, dossier.due_at, law.calendar),
        overdue=overdue,
        asks_apology=dossier.due_at is not None and law.asks_apology(dossier.due_at, now),
        unanswered=unanswered,
    )
