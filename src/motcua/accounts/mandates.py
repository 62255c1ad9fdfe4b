"""An organisation names who acts for it (người được tổ chức ủy quyền), and ends that again.

The organisation's own account belongs to its legal representative (NĐ 69/2024, unverified): whoever
is signed in with it may do everything. Everybody else signs in as themselves and acts under a
mandate, which is looked up again at every request: ended, it opens nothing any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.accounts.account_events import note
from motcua.accounts.actors import Actor
from motcua.accounts.models import Account, Mandate
from motcua.accounts.naming import check_period, person_named
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import local_day


class MandateNotFound(Exception):
    """There is no such mandate, or it is another organisation's."""


@dataclass(frozen=True, kw_only=True)
class NewMandate:
    """What the representative writes; no ``procedures`` means all that organisations may file."""

    personal_id: str
    full_name: str
    procedures: Sequence[str]
    first_day: date
    last_day: date


@transaction.atomic
def give(organisation: Account, wanted: NewMandate, by: Actor, now: datetime) -> Mandate:
    """Let a person act for the organisation; raises ``BadInput`` with what to mend."""
    personal_id, name = person_named(wanted.personal_id, wanted.full_name)
    check_period(wanted.first_day, wanted.last_day)
    running = _of(organisation.id).filter(
        personal_id=personal_id, ended_at=None, last_day__gte=wanted.first_day
    )
    if running.filter(first_day__lte=wanted.last_day).exists():
        raise BadInput("Người này đang được ủy quyền trong thời gian đó. Chấm dứt lần trước đã")
    given = Mandate.objects.create(
        organisation=organisation, personal_id=personal_id, full_name=name,
        procedures=sorted(wanted.procedures), first_day=wanted.first_day,
        last_day=wanted.last_day, given_at=now,
    )  # fmt: skip
    note(organisation.id, "mandate_given", by, now, name)
    return given


@transaction.atomic
def end(organisation: Account, mandate_id: UUID, by: Actor, now: datetime) -> Mandate:
    """End a mandate at once; ended twice, the first time counts."""
    found = _of(organisation.id).select_for_update().filter(id=mandate_id).first()
    if found is None:
        raise MandateNotFound
    if found.ended_at is None:
        found.ended_at, found.told = now, False
        found.save(update_fields=["ended_at", "told"])
        note(organisation.id, "mandate_ended", by, now, found.full_name)
    return found


def was_in_force(mandate_id: UUID, personal_id: str, at: datetime) -> Mandate:
    """Return a mandate that a person held at a moment, with its organisation.

    Raises ``MandateNotFound``; the national portal's mirror may be older than what is known here.
    """
    day = local_day(at)
    held = Mandate.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=at),
        id=mandate_id,
        personal_id=personal_id,
        first_day__lte=day,
        last_day__gte=day,
    )
    found = held.select_related("organisation").first()
    if found is None:
        raise MandateNotFound
    return found


def mandates_of(organisation: Account) -> list[Mandate]:
    """Return every mandate that an organisation gave, newest first."""
    return list(_of(organisation.id).order_by("-given_at"))


def in_force_for(person: Account, on: date) -> list[Mandate]:
    """Return the mandates under which a person may act on a day, with their organisations."""
    if person.kind != Account.Kind.PERSON or not person.personal_id:
        return []
    found = Mandate.objects.filter(
        Q(first_day__lte=on, last_day__gte=on),
        personal_id=person.personal_id,
        ended_at=None,
        organisation__is_active=True,
    )
    return list(found.select_related("organisation").order_by("organisation__full_name"))


def _of(organisation: UUID) -> QuerySet[Mandate]:
    return Mandate.objects.filter(organisation_id=organisation)
