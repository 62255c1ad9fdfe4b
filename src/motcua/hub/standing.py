"""How a dossier stands to its due time, from business times only.

A dossier is never called late because a message is: when the last word about it is older than
its due time, what became of it is unknown, and said to be.
"""

from __future__ import annotations

from datetime import datetime

from motcua.hub.codes import ENDED, WAITING_FOR_APPLICANT
from motcua.hub.models import HubDossier
from motcua.hub.reading import ended_at
from motcua.kernel.calendar import CalendarNotPublished, WorkCalendar
from motcua.kernel.clock import local_day
from motcua.kernel.limits import DueWord, Outcome, due_word, outcome

FINISHED_WORDS = {
    Outcome.EARLY: "Trước hạn",
    Outcome.ON_TIME: "Đúng hạn",
    Outcome.LATE: "Quá hạn",
}


def due_words(dossier: HubDossier, calendar: WorkCalendar, now: datetime) -> tuple[str, str]:
    """Return look and words: late, today, soon, in_time, done, not_started or unknown."""
    if dossier.status in ENDED:
        return _finished(dossier)
    if dossier.status in WAITING_FOR_APPLICANT:
        return "not_started", "Tạm dừng tính thời hạn"
    if dossier.due_at is None:
        return "not_started", "Chưa tính thời hạn"
    if local_day(now) > local_day(dossier.due_at) and not _told_past_due(dossier):
        return "unknown", "Đã qua ngày hẹn trả, chưa có tin mới"
    try:
        state = due_word(now, dossier.due_at, calendar)
    except CalendarNotPublished:
        late = local_day(now) > local_day(dossier.due_at)
        return ("late", "Quá hạn") if late else ("in_time", "Còn hạn")
    look = {DueWord.NOT_STARTED: "not_started", DueWord.PAUSED: "not_started"}
    return look.get(state.word, state.word.value), state.vi()


def _told_past_due(dossier: HubDossier) -> bool:
    """The same as the column of that name, for a row that is not stored."""
    news, due = dossier.news_at, dossier.due_at
    return news is not None and due is not None and local_day(news) > local_day(due)


def _finished(dossier: HubDossier) -> tuple[str, str]:
    finished = ended_at(dossier.finished_at, dossier.handed_over_at, dossier.declined_at)
    if finished is None or dossier.due_at is None:
        return "unknown", "Không rõ ngày xong hoặc ngày hẹn trả"
    found = outcome(finished, dossier.due_at)
    return ("late" if found == Outcome.LATE else "done"), FINISHED_WORDS[found]
