"""Mandates and appointments that a node gave, as the national portal holds them.

The node stays their owner: it ends them, and it looks again when it takes what was filed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from motcua.accounts.models import Account, AppointedHelper, Mandate, Organisation


class OfAnotherNode(Exception):
    """The mandate or appointment of that id was given by another node."""


@dataclass(frozen=True, kw_only=True)
class ToldMandate:
    """A mandate as a node tells of it; the organisation by tax code, or by TechID without one."""

    id: UUID
    tech_id: str
    tax_code: str
    organisation: str
    sort: str
    personal_id: str
    full_name: str
    procedures: Sequence[str]
    first_day: date
    last_day: date
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ToldHelper:
    """An appointed helper as a node tells of them."""

    id: UUID
    agency: str
    sort: str
    place: str
    personal_id: str
    full_name: str
    first_day: date
    last_day: date
    ended_at: datetime | None


@transaction.atomic
def mirror_mandate(root: str, told: ToldMandate, now: datetime) -> None:
    """Keep a node's mandate, new or changed; raises ``OfAnotherNode``."""
    known = Mandate.objects.filter(id=told.id).first()
    if known and known.root != root:
        raise OfAnotherNode
    Mandate.objects.update_or_create(
        id=told.id,
        defaults={
            "organisation": _organisation(told, now),
            "personal_id": told.personal_id,
            "full_name": told.full_name,
            "procedures": list(told.procedures),
            "first_day": told.first_day,
            "last_day": told.last_day,
            "ended_at": told.ended_at,
            "given_at": known.given_at if known else now,
            "root": root,
            "told": True,
        },
    )


@transaction.atomic
def mirror_helper(root: str, told: ToldHelper, now: datetime) -> None:
    """Keep a node's appointment, new or changed; raises ``OfAnotherNode``."""
    if told.agency.split(".")[0] != root:
        raise OfAnotherNode
    known = AppointedHelper.objects.filter(id=told.id).first()
    if known and known.agency.split(".")[0] != root:
        raise OfAnotherNode
    AppointedHelper.objects.update_or_create(
        id=told.id,
        defaults={
            "agency": told.agency,
            "sort": told.sort,
            "place": told.place,
            "personal_id": told.personal_id,
            "full_name": told.full_name,
            "first_day": told.first_day,
            "last_day": told.last_day,
            "ended_at": told.ended_at,
            "appointed_at": known.appointed_at if known else now,
            "told": True,
        },
    )


def _organisation(told: ToldMandate, now: datetime) -> Account:
    """Return the account of the organisation; one that is known is changed by nobody but itself."""
    key = {"tax_code": told.tax_code} if told.tax_code else {"tech_id": told.tech_id}
    found = Account.objects.filter(kind=Account.Kind.ORGANISATION, **key).first()
    if found:
        return found
    made = Account(
        id=uuid4(),
        kind=Account.Kind.ORGANISATION,
        full_name=told.organisation,
        created_at=now,
        **key,
    )
    made.username = f"eid-{made.id}"
    made.set_unusable_password()
    made.save()
    Organisation.objects.create(account=made, sort=told.sort)
    return made
