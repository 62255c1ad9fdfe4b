"""Who is at the keyboard of the portal, and for whom: as the actor of what they do."""

from __future__ import annotations

from django.http import HttpRequest

from motcua.accounts.service import Account, Actor, Organisation, Role
from motcua.pages.acting import ActingAs, acting_as


def party(request: HttpRequest) -> Account:
    """Return the account whose drafts and dossiers are meant."""
    return acting_as(request).party


def applicant(request: HttpRequest) -> Actor:
    """Return who is at the keyboard as the actor of what they do, and for whom they do it."""
    now = acting_as(request)
    return Actor(
        account_id=now.person.id,
        role=Role.APPLICANT,
        name=_name(now),
        title=_title(now),
        channel="online",
        terminal=address_of(request),
        on_behalf_of=now.party.id if now.for_organisation else None,
    )


def address_of(request: HttpRequest) -> str:
    """Return the network address that the request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _name(now: ActingAs) -> str:
    if not now.for_organisation or now.delegated:
        return now.person.full_name
    known = Organisation.objects.filter(account=now.party).first()
    return known.representative if known and known.representative else now.party.full_name


def _title(now: ActingAs) -> str:
    """Return the words beside the name on the timeline; the record is in Vietnamese."""
    if not now.for_organisation:
        return ""
    return f"được ủy quyền của {now.party.full_name}" if now.delegated else "người đại diện"
