"""Helpers whom a commune appoints (người hỗ trợ được cử): digital team, post-office clerks.

They sign in as themselves. What they may open is what people let them help with; the appointment
says under which name and where they help, and ends what they help with when it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.accounts.account_events import note
from motcua.accounts.actors import Actor
from motcua.accounts.administering import within
from motcua.accounts.models import Account, AppointedHelper
from motcua.accounts.naming import check_period, person_named
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc


class HelperNotFound(Exception):
    """There is no such helper within the administrator's agency."""


@dataclass(frozen=True, kw_only=True)
class NewHelper:
    """``place`` is where they help: a hamlet, a post office."""

    agency: str
    sort: str
    place: str
    personal_id: str
    full_name: str
    first_day: date
    last_day: date


@transaction.atomic
def appoint(wanted: NewHelper, by: Actor, now: datetime) -> AppointedHelper:
    """Appoint a helper within the administrator's agency; raises ``BadInput``."""
    if not within(by, wanted.agency):
        raise BadInput("Chọn cơ quan, đơn vị thuộc phạm vi quản trị")
    if wanted.sort not in AppointedHelper.Sort.values:
        raise BadInput("Chọn người hỗ trợ thuộc tổ nào")
    place = " ".join(nfc(wanted.place).split())
    if not place or len(place) > 120:
        raise BadInput("Nhập địa bàn hoặc điểm phục vụ, không quá 120 ký tự")
    personal_id, name = person_named(wanted.personal_id, wanted.full_name)
    check_period(wanted.first_day, wanted.last_day)
    running = AppointedHelper.objects.filter(
        personal_id=personal_id, ended_at=None, last_day__gte=wanted.first_day
    )
    if running.filter(first_day__lte=wanted.last_day).exists():
        raise BadInput("Người này đang được cử hỗ trợ trong thời gian đó")
    made = AppointedHelper.objects.create(
        agency=wanted.agency, sort=wanted.sort, place=place, personal_id=personal_id,
        full_name=name, first_day=wanted.first_day, last_day=wanted.last_day, appointed_at=now,
    )  # fmt: skip
    note(by.account_id, "helper_appointed", by, now, f"{name}, {place}")
    return made


@transaction.atomic
def end_appointment(helper_id: UUID, by: Actor, now: datetime) -> AppointedHelper:
    """End an appointment at once; raises ``HelperNotFound`` for those of another agency."""
    found = _managed(by).select_for_update().filter(id=helper_id).first()
    if found is None:
        raise HelperNotFound
    if found.ended_at is None:
        found.ended_at, found.told = now, False
        found.save(update_fields=["ended_at", "told"])
        note(by.account_id, "helper_ended", by, now, f"{found.full_name}, {found.place}")
    return found


def helpers_within(by: Actor) -> list[AppointedHelper]:
    """Return who helps or helped within the administrator's agency, newest first."""
    return list(_managed(by).order_by("-appointed_at"))


def appointed_helper(person: Account, on: date) -> AppointedHelper | None:
    """Return as what somebody is appointed to help on a day."""
    if person.kind != Account.Kind.PERSON or not person.personal_id:
        return None
    return AppointedHelper.objects.filter(
        personal_id=person.personal_id, first_day__lte=on, last_day__gte=on, ended_at=None
    ).first()


def _managed(by: Actor) -> QuerySet[AppointedHelper]:
    own = Q(agency=by.agency) | Q(agency__startswith=f"{by.agency}.")
    return AppointedHelper.objects.filter(own)
