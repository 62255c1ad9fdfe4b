"""Sentences that a session remembers for ten minutes, so that the page of a list stays cheap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest

from motcua.accounts.service import Actor
from motcua.desk.at_post import Me

CERTIFICATE, PUBLISHING, TOKEN = "certificate", "publishing", "token"  # keys of the session
ASKED_EVERY_S = 600


def asked_seldom(
    request: HttpRequest, key: str, me: Me, now: datetime, ask: Callable[[Actor, datetime], str]
) -> str:
    """Return what ``ask`` says to the post that is held, asked anew every ten minutes."""
    post = f"{me.actor.agency} {me.actor.role}"
    asked_at, whom, said = request.session.get(key, (0.0, "", ""))
    if whom != post or not 0 <= now.timestamp() - asked_at < ASKED_EVERY_S:
        said = ask(me.actor, now)
        request.session[key] = (now.timestamp(), post, said)
    return str(said)


def forget(request: HttpRequest, key: str) -> None:
    """Let the next page ask again, after something was done about it."""
    request.session.pop(key, None)
