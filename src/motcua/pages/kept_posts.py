"""What somebody typed, kept while they sign in again.

A form whose session ended or whose token went stale must not end in a bare refusal. Its fields
wait in the new session, under an id, until the same person confirms them. Only forms that we
drew for an account carry its seal, so nobody else's page can leave content here.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from motcua.kernel import clock

SEAL = "_seal"
_SLOT = "kept_post"
_DROPPED = frozenset({"csrfmiddlewaretoken"})
LONGEST = 200_000


@dataclass(frozen=True)
class KeptPost:
    """The fields of one form in their order, where they belong and when they were sent."""

    path: str
    fields: tuple[tuple[str, str], ...]
    at: datetime
    had_files: bool


def seal(account_id: UUID, path: str) -> str:
    """Return the seal of a form drawn for an account at an address."""
    return salted_hmac("motcua.kept_posts", f"{account_id} {path}", algorithm="sha256").hexdigest()


def keep(request: HttpRequest) -> str | None:
    """Keep the form of a refused POST in the session; return its id, None if it has no seal."""
    strange = request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    if SEAL not in request.POST or strange:
        return None
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        if name not in _DROPPED
        for value in values
    ]
    if sum(len(value) for _, value in fields) > LONGEST:
        return None
    token = secrets.token_urlsafe(16)
    request.session[_SLOT] = {
        "token": token,
        "path": request.path,
        "fields": fields,
        "at": clock.now().isoformat(),
        "had_files": bool(request.FILES),
    }
    return token


def kept(request: HttpRequest, token: str, account_id: UUID) -> KeptPost | None:
    """Return what was kept under ``token`` if this account's own form held it."""
    slot = request.session.get(_SLOT)
    if not slot or not constant_time_compare(slot["token"], token):
        return None
    fields = tuple((name, value) for name, value in slot["fields"])
    if not constant_time_compare(dict(fields)[SEAL], seal(account_id, slot["path"])):
        return None
    at = datetime.fromisoformat(slot["at"])
    return KeptPost(slot["path"], fields, at, slot["had_files"])


def forget(request: HttpRequest) -> None:
    request.session.pop(_SLOT, None)
