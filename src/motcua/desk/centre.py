"""What the head of a one-stop centre sees live: what waits, what will be late, who has how much."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.service import Role
from motcua.desk.at_post import Me, at_post
from motcua.dossiers import service as dossiers
from motcua.kernel import clock

LEADERS = frozenset({Role.CENTRE_HEAD, Role.SIGNER, Role.OVERSIGHT})
_LEADERS_ONLY = "Trang này dành cho lãnh đạo Trung tâm và lãnh đạo cơ quan"
# group of the queue → look of its figure when it is not zero
_WATCHED = {
    "late": "late",
    "due_soon": "soon",
    "uncollected": "asking",
    "receive": "waiting",
    "approval": "waiting",
    "work": "working",
    "supplement": "asking",
    "inquiry": "waiting",
    "signature": "working",
    "hand_over": "done",
}


@dataclass(frozen=True)
class Figure:
    """One figure, and the group of the queue that lists the dossiers behind it."""

    tab: str
    label: str
    count: int
    look: str


@require_safe
@at_post
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    only_leaders(me)
    now = clock.now()
    counts = dossiers.counts(me.actor, now)
    context = {
        "me": me,
        "figures": [
            Figure(tab, dossiers.TABS[tab][0], counts[tab], look if counts[tab] else "done")
            for tab, look in _WATCHED.items()
        ],
        "people": dossiers.colleagues(me.actor.agency, Role.SPECIALIST, now),
        "now": now,
    }
    return render(request, "desk/centre.html", context)


def only_leaders(me: Me) -> None:
    if me.actor.role not in LEADERS:
        raise PermissionDenied(_LEADERS_ONLY)
