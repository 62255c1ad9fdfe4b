"""What an official may load: what their agency receives, decides, is asked about or oversees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.dossiers import reading, rows
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.models import DossierRow
from motcua.dossiers.perform import Held
from motcua.dossiers.state import Dossier

_CODE = "the code of the dossier"
_COMPOSED: dict[tuple[str, Role, bool], tuple[str, tuple[Any, ...]]] = {}  # costs as a step

MANAGEABLE = frozenset({Role.CENTRE_HEAD, Role.OVERSIGHT, Role.SIGNER})


@dataclass(frozen=True, kw_only=True)
class OfficialsDossier:
    dossier: Dossier
    procedure_name: str
    subject_name: str


def dossier_for_official(actor: Actor, code: str) -> OfficialsDossier:
    """Load a dossier of the official's agency; raises ``DossierNotFound`` for a stranger's."""
    return seen(_found(actor, code, lock=False))


def hold_for_official(actor: Actor, code: str) -> tuple[OfficialsDossier, Held]:
    """Load and lock a dossier that the official is about to act on, in the caller's transaction.

    Raises ``DossierNotFound`` for a stranger's.
    """
    row = _found(actor, code, lock=True)
    held = seen(row)
    return held, Held(held.dossier, row.head)


def visible(actor: Actor) -> QuerySet[DossierRow]:
    """Return the dossiers that the official's agency receives, decides or is asked about."""
    return DossierRow.objects.filter(own(actor) | asked_of(actor))


def own(actor: Actor) -> Q:
    """Return what finds the dossiers that the actor's agency receives or decides."""
    codes = [*agencies_above(actor.agency)]
    below = Q(competent_agency__startswith=f"{actor.agency}.")
    mine = Q(receiving_agency__in=codes) | Q(competent_agency__in=codes)
    return mine | below if actor.role in MANAGEABLE else mine


def asked_of(actor: Actor) -> Q:
    """Return what finds the dossiers on which the actor's agency is asked to answer."""
    return Q(asked_agency__in=[*agencies_above(actor.agency)]) & ~Q(asked_agency="")


def agencies_above(agency: str) -> Iterable[str]:
    """Yield a unit's own code and those above it, down to the commune (three levels)."""
    levels = agency.split(".")
    for count in range(len(levels), min(len(levels), 3) - 1, -1):
        yield ".".join(levels[:count])


def home_agency(code: str) -> str:
    """Return the agency that a unit belongs to: the commune, three levels down."""
    return ".".join(code.split(".")[:3])


def _found(actor: Actor, code: str, *, lock: bool) -> DossierRow:
    statement, values = _composed(actor, lock=lock)
    row = reading.first(DossierRow, statement, [code if one == _CODE else one for one in values])
    if row is None:
        raise DossierNotFound
    return row


def _composed(actor: Actor, *, lock: bool) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that reads one of the visible dossiers, composed once for each post."""
    post = (actor.agency, actor.role, lock)
    if post not in _COMPOSED:
        rows = visible(actor).select_for_update() if lock else visible(actor)
        _COMPOSED[post] = rows.filter(code=_CODE).query.sql_with_params()
    return _COMPOSED[post]


def seen(row: DossierRow) -> OfficialsDossier:
    return OfficialsDossier(
        dossier=rows.state(row), procedure_name=row.procedure_name, subject_name=row.subject_name
    )
