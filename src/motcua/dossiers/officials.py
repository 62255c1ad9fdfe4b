"""What an official may load and list: what their agency receives, decides or oversees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.dossiers import rows
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.models import DossierRow
from motcua.dossiers.perform import Held
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.state import Dossier
from motcua.kernel.names import fold

PAGE = 50
MANAGEABLE = frozenset({Role.CENTRE_HEAD, Role.OVERSIGHT, Role.SIGNER})


@dataclass(frozen=True, kw_only=True)
class OfficialsDossier:
    dossier: Dossier
    procedure_name: str
    subject_name: str


def _in(phase: Phase, *steps: Step) -> Q:
    wanted = Q(phase=phase)
    return wanted & Q(step__in=[*steps]) if steps else wanted


LATE = "late"  # a query of the moment, never a column
TABS: dict[str, tuple[str, Q]] = {
    "receive": ("Chờ tiếp nhận", _in(Phase.SUBMITTED)),
    "work": (
        "Đang xử lý",
        _in(Phase.RECEIVED) | _in(Phase.PROCESSING, Step.EXAMINATION, Step.COMPLETION),
    ),
    "supplement": ("Chờ bổ sung", _in(Phase.WAITING_SUPPLEMENT)),
    "payment": ("Chờ thanh toán", _in(Phase.WAITING_PAYMENT)),
    "confirmation": ("Chờ xác nhận dự thảo", _in(Phase.PROCESSING, Step.CONFIRMATION)),
    "registration": ("Chờ số định danh", _in(Phase.PROCESSING, Step.REGISTRATION)),
    "signature": ("Trình ký", _in(Phase.PROCESSING, Step.SIGNATURE, Step.SIGNING)),
    "issuing": ("Chờ phát hành", _in(Phase.PROCESSING, Step.ISSUING, Step.SEALING)),
    "hand_over": ("Chờ trả", _in(Phase.DECIDED)),
    LATE: ("Quá hạn", Q()),
    "done": (
        "Đã kết thúc",
        Q(phase__in=[Phase.HANDED_OVER, Phase.DECLINED, Phase.WITHDRAWN, Phase.STOPPED]),
    ),
}

MINE: dict[Role, tuple[str, ...]] = {
    Role.RECEIVER: ("receive", "hand_over"),
    Role.SPECIALIST: ("work",),
    Role.SIGNER: ("signature",),
    Role.CLERK: ("issuing",),
    Role.CENTRE_HEAD: ("receive", "work"),
}


def dossier_for_official(actor: Actor, code: str) -> OfficialsDossier:
    """Load a dossier of the official's agency; raises ``DossierNotFound`` for a stranger's."""
    row = visible(actor).filter(code=code).first()
    if row is None:
        raise DossierNotFound
    return _seen(row)


def hold_for_official(actor: Actor, code: str) -> tuple[OfficialsDossier, Held]:
    """Load and lock a dossier that the official is about to act on, in the caller's transaction.

    Raises ``DossierNotFound`` for a stranger's.
    """
    row = visible(actor).select_for_update().filter(code=code).first()
    if row is None:
        raise DossierNotFound
    found = _seen(row)
    return found, Held(found.dossier, row.head)


def queue(
    actor: Actor, tab: str, now: datetime, *, words: str = "", page: int = 1
) -> list[OfficialsDossier]:
    """Return one page of a tab, what is due first on top; ``words`` search code or name."""
    found = visible(actor).filter(_searched(words))
    if tab:
        found = found.filter(_wanted(tab, now))
    found = found.order_by("due_at", "submitted_at")
    return [_seen(row) for row in found[(page - 1) * PAGE : page * PAGE]]


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many dossiers each tab holds, in one statement."""
    return visible(actor).aggregate(
        **{tab: Count("code", filter=_wanted(tab, now)) for tab in TABS}
    )


def _wanted(tab: str, now: datetime) -> Q:
    if tab == LATE:
        return Q(due_at__lt=now, finished_at=None, paused=False)
    return TABS[tab][1]


def visible(actor: Actor) -> QuerySet[DossierRow]:
    """Return the dossiers that the official's agency receives or decides."""
    codes = [*agencies_above(actor.agency)]
    return DossierRow.objects.filter(
        Q(receiving_agency__in=codes) | Q(competent_agency__in=codes)
        | (Q(competent_agency__startswith=f"{actor.agency}.") if actor.role in MANAGEABLE else Q())
    )  # fmt: skip


def agencies_above(agency: str) -> Iterable[str]:
    """Yield a unit's own code and those above it, down to the commune (three levels)."""
    levels = agency.split(".")
    for count in range(len(levels), min(len(levels), 3) - 1, -1):
        yield ".".join(levels[:count])


def _searched(words: str) -> Q:
    words = words.strip()
    if not words:
        return Q()
    return Q(code__icontains=words) | Q(subject_sort__contains=fold(words))


def _seen(row: DossierRow) -> OfficialsDossier:
    return OfficialsDossier(
        dossier=rows.state(row), procedure_name=row.procedure_name, subject_name=row.subject_name
    )
