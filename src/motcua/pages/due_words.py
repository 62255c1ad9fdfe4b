"""One word, one colour and one shape for how a dossier stands to its due time (thời hạn)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class DueWord:
    """``look`` is in_time, soon, today, late, done or not_started."""

    look: str
    text: str


def open_dossier(days_left: int | None) -> DueWord:
    """Return the word for a dossier in work.

    ``days_left`` counts working days from today to the due day, negative once it has passed,
    None while the limit has not begun to run.
    """
    if days_left is None:
        return DueWord("not_started", _("Chưa tính thời hạn"))
    if days_left < 0:
        return DueWord(
            "late",
            ngettext("Quá hạn %(n)d ngày", "Quá hạn %(n)d ngày", -days_left) % {"n": -days_left},
        )
    if days_left == 0:
        return DueWord("today", _("Đến hạn hôm nay"))
    if days_left == 1:
        return DueWord("soon", _("Sắp đến hạn (còn 1 ngày)"))
    return DueWord("in_time", _("Còn hạn"))


def finished_dossier(finished: date, due: date) -> DueWord:
    """Return the word for a dossier that has its result; law compares days, not minutes."""
    if finished > due:
        return DueWord("late", _("Quá hạn"))
    return DueWord("done", _("Trước hạn") if finished < due else _("Đúng hạn"))
