"""Every page of the counter is opened by a receiver, for what is taken in at their own counter."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from motcua.accounts.service import Role
from motcua.catalogue import service as catalogue
from motcua.counter import service as counter
from motcua.desk.at_post import Me, at_post
from motcua.dossiers import service as dossiers
from motcua.pages import declaring
from motcua.pages.declaring import Declaration

COMMUNE_LEVELS = 3  # H44.28.05: a centre works in its commune's name

View = Callable[..., HttpResponseBase]


def at_counter(view: View) -> View:
    """Call ``view(request, me, …)`` for a receiver; another counter's visit is not found (404)."""

    @wraps(view)
    def opened(request: HttpRequest, me: Me, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, me, *args, **kwargs)
        except counter.NotAtThisCounter:
            raise dossiers.DossierNotFound from None

    return at_post(opened, roles=frozenset({Role.RECEIVER}))


def agency_of(me: Me) -> str:
    """Return the code of the agency whose counter the receiver sits at."""
    return ".".join(me.actor.agency.split(".")[:COMMUNE_LEVELS])


def declaration_of(intake: counter.Intake) -> Declaration:
    """Return what was filled in so far; the draft belongs to the intake, whoever goes on with it."""
    draft = dossiers.draft_of(intake.id, intake.draft)
    return declaring.read(draft, catalogue.revision(draft.procedure, draft.revision))


def language() -> str:
    return get_language() or "vi"


def uuid_in(text: str) -> UUID:
    """Return the id that a form sent, nobody's for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
