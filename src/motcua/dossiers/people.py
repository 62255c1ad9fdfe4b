"""What a person may load: loading is the permission check."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from motcua.dossiers import rows
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.models import DossierRow, Party
from motcua.dossiers.state import Dossier

MAY_ACT = frozenset({Party.Part.FILER, Party.Part.AUTHORISED})
MAY_SEE = MAY_ACT | {Party.Part.OWNER, Party.Part.MOTHER, Party.Part.FATHER}


@dataclass(frozen=True, kw_only=True)
class PersonsDossier:
    """A dossier as one of its people sees it; ``may_act``: answer, confirm, withdraw."""

    dossier: Dossier
    procedure_name: str
    subject_name: str
    may_act: bool


def dossier_for_person(account_id: UUID, personal_id: str | None, code: str) -> PersonsDossier:
    """Load a dossier for somebody on it; raises ``DossierNotFound`` for everybody else."""
    mine = _mine(account_id, personal_id).filter(dossier_code=OuterRef("code"))
    found = DossierRow.objects.annotate(my_parts=ArraySubquery(mine.values("part")))
    row = found.filter(code=code).first()
    if row is None or not row.my_parts:
        raise DossierNotFound
    return _seen(row, may_act=not MAY_ACT.isdisjoint(row.my_parts))


def my_dossiers(account_id: UUID, personal_id: str | None) -> list[PersonsDossier]:
    """Return the person's dossiers across agencies, newest first, in two statements."""
    mine: dict[str, set[str]] = {}
    for code, part in _mine(account_id, personal_id).values_list("dossier_code", "part"):
        mine.setdefault(code, set()).add(part)
    found = DossierRow.objects.filter(code__in=mine).order_by("-submitted_at")
    return [_seen(row, may_act=bool(mine[row.code] & MAY_ACT)) for row in found]


def tracked(code: str, last_four: str) -> PersonsDossier:
    """Load for tracking without sign-in: the code and the filer's or owner's last four digits.

    Shows states and times, no names; a wrong pair and an unknown code are the same answer.
    """
    parties = Party.objects.filter(dossier_code=code, part__in=[*MAY_SEE])
    tails = [number[-4:] for number in parties.values_list("personal_id", flat=True) if number]
    row = DossierRow.objects.filter(code=code).first()
    if row is None or len(last_four) != 4 or last_four not in tails:
        raise DossierNotFound
    return _seen(row, may_act=False)


def _mine(account_id: UUID, personal_id: str | None) -> QuerySet[Party]:
    who = Q(account=account_id)
    if personal_id:
        who |= Q(personal_id=personal_id)
    return Party.objects.filter(who, part__in=[*MAY_SEE])


def _seen(row: DossierRow, *, may_act: bool) -> PersonsDossier:
    return PersonsDossier(
        dossier=rows.state(row),
        procedure_name=row.procedure_name,
        subject_name=row.subject_name,
        may_act=may_act,
    )
