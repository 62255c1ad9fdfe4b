"""What the outside may know of an account: its national id and assurance level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from motcua.accounts.models import Account


@dataclass(frozen=True)
class Identity:
    """``tech_id`` is the national sign-in's id of the account (TechID), empty when unknown.

    ``sort`` is that of an organisation, empty for people.
    """

    tech_id: str
    level: int
    sort: str


def identities(account_ids: Iterable[UUID]) -> dict[UUID, Identity]:
    found = Account.objects.filter(id__in=set(account_ids)).values_list(
        "id", "tech_id", "level", "organisation__sort"
    )
    return {
        account: Identity(tech or "", level, sort or "") for account, tech, level, sort in found
    }
