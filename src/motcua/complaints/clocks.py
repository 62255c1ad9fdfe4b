"""Until when a complaint is refused, made clear and answered; counted in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.clock import local_day
from motcua.kernel.dated import Dated
from motcua.kernel.dated_documents import read_dated
from motcua.kernel.documents import BadData, Fault, Node, read_document
from motcua.paths import PARAMETERS


@dataclass(frozen=True)
class Limits:
    """Working days from the day after a complaint was sent."""

    refuse: Dated[int]
    ask: Dated[int]
    answer: Dated[int]
    publish: Dated[int]  # after the answer


@dataclass(frozen=True)
class Clocks:
    refuse_by: datetime
    ask_by: datetime
    answer_by: datetime


@cache
def limits() -> Limits:
    return read_limits(PARAMETERS)


def read_limits(folder: Path) -> Limits:
    """Raises ``BadData`` with every fault of the file."""
    faults: list[Fault] = []
    names = "refuse-working-days ask-working-days answer-working-days publish-working-days"
    nodes = read_document(folder / "complaints.yaml", folder, faults).fields(names).values()
    refuse, ask, answer, publish = (read_dated(node, Node.integer) for node in nodes)
    if faults:
        raise BadData(faults)
    return Limits(refuse, ask, answer, publish)


def clocks(sent_at: datetime, found: Limits, calendar: WorkCalendar, hours: OfficeHours) -> Clocks:
    """Return the three limits of a complaint that was sent at a moment."""
    day = local_day(sent_at)

    def end(days: int) -> datetime:
        return hours.closing(calendar.nth_working_day_after(day, days), calendar)

    return Clocks(end(found.refuse.on(day)), end(found.ask.on(day)), end(found.answer.on(day)))


def publish_by(
    answered_at: datetime, found: Limits, calendar: WorkCalendar, hours: OfficeHours
) -> datetime:
    """Return until when an answer is to be published."""
    day = local_day(answered_at)
    return hours.closing(calendar.nth_working_day_after(day, found.publish.on(day)), calendar)


def moved(
    answer_by: datetime, asked: date, clear: date, calendar: WorkCalendar, hours: OfficeHours
) -> datetime:
    """Return a limit later by the working days from the question to the clear answer."""
    waited = calendar.working_days_between(asked, clear)
    day = calendar.nth_working_day_after(local_day(answer_by), waited)
    return hours.closing(day, calendar)
