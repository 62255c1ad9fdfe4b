"""What revoking a result (thu hồi, hủy bỏ) touches: papers outside, dossiers that relied on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.agencies.service import names
from motcua.dossiers.contents import latest
from motcua.dossiers.models import DossierRow, Party
from motcua.dossiers.notes import keep_note
from motcua.dossiers.results import Result, results_of
from motcua.dossiers.state import Dossier

AUTHOR = "Hệ thống"


@dataclass(frozen=True)
class Relying:
    """A dossier that names the person of the result after it was issued."""

    code: str
    procedure_name: str
    agency: str


@dataclass(frozen=True)
class Consequences:
    """``outside`` are results that somebody holds; ``people`` are told by notice."""

    outside: Sequence[Result]
    relying: Sequence[Relying]
    people: Sequence[str]


def consequences(dossier: Dossier) -> Consequences:
    people = Party.objects.filter(dossier_code=dossier.code).exclude(part=Party.Part.HELPER)
    return Consequences(
        outside=[one for one in results_of(dossier) if one.handed or dossier.handed_over_at],
        relying=_relying(dossier),
        people=sorted({one.full_name for one in people if one.account or one.phone or one.email}),
    )


def tell_relying(dossier: Dossier, now: datetime) -> int:
    """Leave a note on every dossier that relied on the revoked result; returns how many."""
    text = f"Kết quả của hồ sơ {dossier.code} đã bị thu hồi, hủy bỏ. Xem lại căn cứ của hồ sơ này."
    found = _relying(dossier)
    for one in found:
        keep_note(one.code, None, AUTHOR, text, now)
    return len(found)


def _relying(dossier: Dossier) -> list[Relying]:
    about = _about(dossier)
    if not about or dossier.finished_at is None:
        return []
    codes = Party.objects.filter(personal_id__in=about).values("dossier_code")
    later = DossierRow.objects.filter(code__in=codes, submitted_at__gte=dossier.finished_at)
    rows = list(later.exclude(code=dossier.code).order_by("submitted_at"))
    bodies = names(row.competent_agency for row in rows)
    return [
        Relying(row.code, row.procedure_name, bodies.get(row.competent_agency, "")) for row in rows
    ]


def _about(dossier: Dossier) -> set[str]:
    """Return the personal ids whom the result is about: given by it, or its owner's."""
    owners = Party.objects.filter(dossier_code=dossier.code, part=Party.Part.OWNER)
    given = (latest(dossier.code, "registration") or {}).get("personal_id", "")
    return {number for number in (given, *owners.values_list("personal_id", flat=True)) if number}
