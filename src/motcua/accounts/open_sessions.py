"""Sessions of officials: remembered when opened, shown to and ended by an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from motcua.accounts.models import OpenSession


@dataclass(frozen=True)
class Opened:
    at: datetime
    terminal: str


def remember(request: HttpRequest, account_id: UUID, now: datetime) -> None:
    """Note the session that has just been opened."""
    if request.session.session_key is None:
        request.session.save()
    OpenSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "account_id": account_id,
            "opened_at": now,
            "terminal": str(request.META.get("REMOTE_ADDR", ""))[:60],
        },
    )


def sessions_of(account_id: UUID) -> list[Opened]:
    """Return the sessions that are still open, newest first; forgotten ones are cleared away."""
    known = OpenSession.objects.filter(account_id=account_id)
    alive = set(
        Session.objects.filter(session_key__in=known.values("session_key")).values_list(
            "session_key", flat=True
        )
    )
    found = known.filter(session_key__in=alive).order_by("-opened_at")
    return [Opened(one.opened_at, one.terminal) for one in found]


@transaction.atomic
def end_sessions(account_id: UUID) -> int:
    """End every session of an account and return how many were open."""
    known = OpenSession.objects.filter(account_id=account_id)
    ended, _ = Session.objects.filter(session_key__in=known.values("session_key")).delete()
    known.delete()
    return ended
