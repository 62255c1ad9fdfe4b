"""What law says for one dossier, read for its day of receipt and passed in as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.clock import local_day
from motcua.kernel.limits import Limit, due, moved


@dataclass(frozen=True, kw_only=True)
class Law:
    """Limits and calendar in force; whether waits pause the clock is unverified, see parameters/."""

    limit: Limit
    supplement_limit: Limit
    verification_limit: Limit
    opinion_limit: Limit
    calendar: WorkCalendar
    hours: OfficeHours
    confirmation_hours: int
    confirmation_pauses: bool
    inquiry_pauses: bool
    apology_days_before: int
    apologies_allowed: int

    def due(self, received_at: datetime) -> datetime:
        return due(received_at, self.limit, self.calendar, self.hours)

    def supplement_by(self, now: datetime) -> datetime:
        return due(now, self.supplement_limit, self.calendar, self.hours)

    def verification_by(self, now: datetime) -> datetime:
        return due(now, self.verification_limit, self.calendar, self.hours)

    def opinion_by(self, now: datetime) -> datetime:
        return due(now, self.opinion_limit, self.calendar, self.hours)

    def confirm_by(self, now: datetime) -> datetime:
        return now + timedelta(hours=self.confirmation_hours)

    def due_after_pause(self, due_at: datetime, start: datetime, end: datetime) -> datetime:
        """Move a due time by exactly the working minutes that stood still."""
        return moved(due_at, start, end, self.calendar, self.hours)

    def asks_apology(self, due_at: datetime, now: datetime) -> bool:
        """Whether an apology is due by ``now``: late, or that many working days before.

        What is due today was promised today at the earliest; it is asked for once late.
        """
        days = self.calendar.working_days_between(local_day(now), local_day(due_at))
        return now > due_at or 0 < days <= self.apology_days_before
