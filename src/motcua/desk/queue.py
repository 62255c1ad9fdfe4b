"""The desk's first page: the dossiers that wait for this official, then those of the agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.accounts.service import Role
from motcua.complaints import service as complaints
from motcua.desk import filters
from motcua.desk.asked_seldom import CERTIFICATE, PUBLISHING, TOKEN, asked_seldom
from motcua.desk.at_post import Me, at_post
from motcua.desk.beside import signers_of
from motcua.desk.due import Standing, standing
from motcua.desk.place import Place, page_number
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import ACTIONS, MINE, PAGE, TABS, Action, Dossier
from motcua.kernel import clock
from motcua.kernel.clock import local_day
from motcua.kernel.names import nfc
from motcua.papers import service as papers

LONGEST_SEARCH = 100
SIGN = frozenset({Role.SIGNER, Role.CLERK, Role.CENTRE_HEAD})
_BATCHES = {"receive": Action.RECEIVE, "signature": Action.SIGN, "issuing": Action.ISSUE}


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int | None  # None: not counted
    mine: bool
    open: bool


@dataclass(frozen=True)
class Row:
    dossier: Dossier
    label: str
    procedure_name: str
    subject_name: str
    standing: Standing


@require_safe
@at_post
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    """List one tab, or what the search words find in all of them."""
    now = clock.now()
    words = nfc(request.GET.get("q", "").replace("\0", ""))[:LONGEST_SEARCH]
    page = page_number(request.GET.get("page", ""))
    counts = dossiers.counts(me.actor, now)
    mine = MINE.get(me.actor.role, ())
    tab = "" if words else _tab(request.GET.get("tab", ""), mine, counts)
    mine_only = request.GET.get("who") == "me"
    found = dossiers.queue(me.actor, tab, now, words=words, mine=mine_only, page=page)
    context = {
        "me": me,
        "tabs": [Tab(n, TABS[n][0], counts.get(n), n in mine, n == tab) for n in _ordered(mine)],
        "tab": tab,
        "label": TABS[tab][0] if tab else "",
        "waiting": sum(counts[name] for name in mine),
        "late": counts["late"],
        "rows": [_row(one, now) for one in found],
        "place": Place(tab, mine_only, page).query if tab else "",
        "at": _at(request.GET.get("at", ""), [one.dossier.code for one in found]),
        "dossiers": f"{reverse('desk:queue')}dossiers/",  # once, not for every row
        "words": words,
        "mine_only": mine_only,
        "saved": filters.saved(request, me),
        "fallback": f"tab={tab}",
        **_batch(me, tab),
        "at_token": _at_token(request, me, now),
        "certificate_ends": _certificate_ends(request, me, now),
        "to_publish": _to_publish(request, me, now),
        "page": page,
        "more": len(found) == PAGE,
    }
    return render(request, "desk/queue.html", context)


def _at(asked: str, listed: list[str]) -> str:
    """Return the dossier to stand at: the one that the official comes back from, else the first."""
    return asked if asked in listed else next(iter(listed), "")


def _batch(me: Me, tab: str) -> dict[str, Any]:
    """Return what a list needs on which the role's one action may be done to many."""
    action = ACTIONS.get(me.actor.role)
    if _BATCHES.get(tab) != action or action is None:
        return {}
    return {"batch": uuid4(), "batch_label": dossiers.ACTION_LABELS[action]}


def _certificate_ends(request: HttpRequest, me: Me, now: datetime) -> str:
    """Return the warning about a signer's certificate."""
    if me.actor.role != Role.SIGNER:
        return ""
    return asked_seldom(request, CERTIFICATE, me, now, dossiers.certificate_warning)


def _to_publish(request: HttpRequest, me: Me, now: datetime) -> str:
    """Return the reminder of answers to complaints that a leader is to publish."""
    if me.actor.role not in complaints.HANDLERS:
        return ""
    return asked_seldom(request, PUBLISHING, me, now, complaints.reminder)


def _at_token(request: HttpRequest, me: Me, now: datetime) -> int:
    """Return how many papers wait for the official's own token."""
    if me.actor.role not in SIGN:
        return 0
    day = local_day(now)

    def uses_token(_actor: object, _now: datetime) -> str:
        return "uses" if papers.signs_at_token(signers_of(me), day) else ""

    if not asked_seldom(request, TOKEN, me, now, uses_token):
        return 0
    return len(papers.waiting_at_token(signers_of(me), day).ready)


def _row(found: Any, now: datetime) -> Row:
    return Row(
        dossier=found.dossier,
        label=dossiers.official_label(found.dossier),
        procedure_name=found.procedure_name,
        subject_name=found.subject_name,
        standing=standing(found.dossier, now),
    )


def _ordered(mine: tuple[str, ...]) -> Iterator[str]:
    yield from mine
    yield from (name for name in TABS if name not in mine)


def _tab(asked: str, mine: tuple[str, ...], counts: dict[str, int]) -> str:
    """Return the tab asked for, else the first of one's own that holds something."""
    if asked in TABS:
        return asked
    own = mine or tuple(TABS)
    return next((name for name in own if counts.get(name)), own[0])
