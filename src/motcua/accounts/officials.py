"""Officials and their posts: making accounts, and who somebody is today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.actors import Actor
from motcua.accounts.models import Account, Post
from motcua.accounts.roles import Role


@transaction.atomic
def keep_official(
    row: Mapping[str, Any], *, password: str, totp_key: str, now: datetime
) -> Account:
    """Create or bring up to date an official with posts and a TOTP device (key in hex)."""
    account, made = Account.objects.get_or_create(
        username=row["username"],
        defaults={
            "kind": Account.Kind.OFFICIAL,
            "full_name": row["full_name"],
            "created_at": now,
        },
    )
    if made:
        account.set_password(password)
        account.save()
        TOTPDevice.objects.create(user=account, name="app", key=totp_key, confirmed=True)
    for post in row["posts"]:
        Post.objects.update_or_create(
            account=account,
            agency_id=post["agency"],
            role=post["role"],
            defaults={
                "title": post["title"],
                "signature_prefix": post.get("prefix", ""),
                "valid_from": post["from"],
            },
        )
    return account


def posts_of(account_id: UUID, on: date) -> list[Post]:
    """Return the posts that an official holds on a day."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    found = Post.objects.filter(in_force, account_id=account_id, valid_from__lte=on)
    return list(found.select_related("agency", "delegation").order_by("id"))


def acting(account: Account, post: Post, *, terminal: str = "") -> Actor:
    """Return the official acting in one of their posts."""
    return Actor(
        account_id=account.id,
        role=Role(post.role),
        name=account.full_name,
        title=post.title,
        prefix=post.signature_prefix,
        agency=post.agency_id,
        channel="counter" if post.role == Role.RECEIVER else "online",
        terminal=terminal,
        **_delegated(post),
    )


def _delegated(post: Post) -> dict[str, Any]:
    """Return by which decision a post signs in another's stead, and for which procedures."""
    found = getattr(post, "delegation", None)
    if found is None:
        return {}
    decision = f"{found.decision}, {found.decided_on:%d/%m/%Y}"
    return {"decision": decision, "procedures": frozenset(found.procedures)}
