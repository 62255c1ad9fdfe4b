"""The person at the keyboard as the actor of what they do."""

from __future__ import annotations

from django.http import HttpRequest

from motcua.accounts.service import Account, Actor, Role


def applicant(account: Account, request: HttpRequest) -> Actor:
    """Return the applicant acting for themselves, online."""
    return Actor(
        account_id=account.id,
        role=Role.APPLICANT,
        name=account.full_name,
        channel="online",
        terminal=address_of(request),
    )


def address_of(request: HttpRequest) -> str:
    """Return the network address that the request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))
