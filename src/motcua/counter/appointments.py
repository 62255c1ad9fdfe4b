"""Appointments at the counter (lịch hẹn): a day and an hour that somebody was promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction

from motcua.counter.models import Appointment
from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.clock import HANOI, local_day

A_STEP = timedelta(minutes=15)


class SlotTaken(Exception):
    """Somebody else has just been promised this hour."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    name: str
    phone: str
    procedure: str = ""


def make_appointment(agency: str, at: datetime, guest: Guest, now: datetime) -> Appointment:
    """Promise an hour, once for each agency and hour; raises ``SlotTaken``."""
    try:
        with transaction.atomic():
            return Appointment.objects.create(
                agency=agency,
                at=at,
                name=guest.name,
                phone=guest.phone,
                procedure=guest.procedure,
                made_at=now,
            )
    except IntegrityError:
        raise SlotTaken from None


def cancel_appointment(agency: str, number: int) -> None:
    Appointment.objects.filter(agency=agency, id=number).delete()


def appointments_on(agency: str, day: date) -> list[Appointment]:
    start = datetime.combine(day, time(), HANOI)
    found = Appointment.objects.filter(
        agency=agency, at__gte=start, at__lt=start + timedelta(days=1)
    )
    return list(found.order_by("at"))


def free_slots(
    day: date, calendar: WorkCalendar, hours: OfficeHours, taken: set[datetime], now: datetime
) -> list[datetime]:
    """Return the hours of a day that nobody has been promised and that are still to come."""
    return [at for at in slots(day, calendar, hours) if at not in taken and at > now]


def slots(day: date, calendar: WorkCalendar, hours: OfficeHours) -> Iterator[datetime]:
    """Yield every quarter of an hour that lies whole within a session; none on a day off."""
    for at, end in hours.on(day, calendar):
        while at + A_STEP <= end:
            yield at
            at += A_STEP


def drop_old_appointments(now: datetime) -> int:
    """Erase names and telephones once the day is over."""
    start = datetime.combine(local_day(now), time(), HANOI)
    return Appointment.objects.filter(at__lt=start).delete()[0]
