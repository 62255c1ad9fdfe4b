"""What the outside may know of an account: its national id and assurance level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from motcua.accounts.models import Account


@dataclass(frozen=True)
class Identity:
    """``tech_id`` is the national sign-in's id of the account (TechID), empty when unknown."""

    tech_id: str
    level: int


def identities(account_ids: Iterable[UUID]) -> dict[UUID, Identity]:
    found = Account.objects.filter(id__in=set(account_ids)).values_list("id", "tech_id", "level")
    return {account: Identity(tech_id or "", level) for account, tech_id, level in found}
