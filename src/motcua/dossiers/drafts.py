"""Drafts of declarations (bản nháp): saved at every step, resumed on any device."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.accounts.actors import Actor
from motcua.dossiers import reading
from motcua.dossiers.errors import DossierNotFound, DraftMoved
from motcua.dossiers.models import CommandReceipt, Draft
from motcua.dossiers.perform import remember

LIFETIME = timedelta(days=30)


def start_draft(account_id: UUID, procedure: str, revision: int, now: datetime) -> Draft:
    """Begin a draft, or return the person's newest one of this procedure."""
    known = [d for d in running_drafts(account_id, now) if d.procedure == procedure]
    if known:
        return known[0]
    return Draft.objects.create(
        account=account_id,
        procedure=procedure,
        revision=revision,
        created_at=now,
        updated_at=now,
        expires_at=now + LIFETIME,
    )


def draft_of(account_id: UUID, draft_id: UUID) -> Draft:
    """Return the person's own draft; anybody else's raises ``DossierNotFound``."""
    draft = reading.one(Draft, id=draft_id, account=account_id)
    if draft is None:
        raise DossierNotFound
    return draft


def save_answers(
    account_id: UUID,
    draft_id: UUID,
    answers: Mapping[str, Any],
    *,
    seen: int,
    now: datetime,
    sources: Mapping[str, Any] | None = None,
) -> Draft:
    """Merge ``answers`` (None removes one) into the draft and return its new version.

    ``seen`` is the version that was on screen; ``DraftMoved`` when another tab saved since.
    """
    with transaction.atomic():
        draft = reading.one(Draft, lock=True, id=draft_id, account=account_id)
        if draft is None:
            raise DossierNotFound
        if draft.version != seen:
            raise DraftMoved(draft.version)
        merged = {**draft.answers, **answers}
        draft.answers = {k: v for k, v in merged.items() if v is not None}
        draft.sources = {**draft.sources, **(sources or {})}
        draft.version += 1
        draft.updated_at, draft.expires_at = now, now + LIFETIME
        draft.save()
    return draft


def note_help(draft_id: UUID) -> None:
    """Keep with a draft that somebody was let help with it (người hỗ trợ kê khai)."""
    Draft.objects.filter(id=draft_id).update(helped=True)


def settle(actor: Actor, draft_id: UUID, code: str, now: datetime) -> bool:
    """Note that a draft was filed under ``code``, in the caller's transaction.

    False when it was filed before.
    """
    return remember(actor, draft_id, hashlib.sha256(draft_id.bytes).hexdigest(), code, now)


def running_drafts(account_id: UUID, now: datetime) -> list[Draft]:
    """Return drafts that are neither submitted nor expired, newest first."""
    done = CommandReceipt.objects.filter(actor=account_id).values("command_id")
    return list(
        Draft.objects.filter(account=account_id, expires_at__gt=now)
        .exclude(id__in=done)
        .order_by("-updated_at")
    )


def filed_drafts(owners: Iterable[UUID], drafts: Iterable[UUID]) -> dict[UUID, str]:
    """Return which of the drafts were filed, each with the code of its dossier."""
    done = CommandReceipt.objects.filter(actor__in=set(owners), command_id__in=set(drafts))
    return dict(done.values_list("command_id", "dossier_code"))


def throw_away(account_id: UUID, draft_id: UUID) -> None:
    draft_of(account_id, draft_id).delete()


def drop_expired(now: datetime) -> int:
    """Delete drafts past their lifetime; returns how many."""
    return Draft.objects.filter(expires_at__lte=now).delete()[0]
