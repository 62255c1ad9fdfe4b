"""What people see of what they filed here: where it went, how it stands, where it goes on.

The hub keeps no dossiers: acts on one (payment, supplement, draft) are done at its node, where
the same sign-in works.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.accounts.linking import PEOPLE
from motcua.accounts.service import Account
from motcua.agencies import service as agencies
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.filing import service as filing
from motcua.hub.codes import PHASES, STATES, WAITING_FOR_APPLICANT
from motcua.hub.models import HubDossier, HubProgress
from motcua.kernel import clock
from motcua.pages.acting import ActingAs, acting_as
from motcua.pages.sentences import in_language

DRAFT_SENT = dossiers.EVENT_LABELS["draft_sent"]
NOT_ARRIVED = _("Đã nộp, chưa đến cơ quan")
ARRIVED = _("Đã đến cơ quan, chờ tin tiến độ")
REFUSED = _("Chưa lập được hồ sơ")
View = Callable[..., HttpResponse]


def of_person(view: View) -> View:
    """Give a view as whom the person signed in acts; anybody else is asked to sign in."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, **named: str) -> HttpResponse:
        user = request.user
        if isinstance(user, Account) and user.kind in PEOPLE:
            return view(request, acting_as(request), **named)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('portal:sign_in')}?{query}")

    return guarded


@require_safe
@of_person
def mine(request: HttpRequest, who: ActingAs) -> HttpResponse:
    """List the drafts of whom the person acts for, and what was filed here for them."""
    found = [one for one in filing.filed_by(who.party.id) if who.covers(one.procedure)]
    heard = HubDossier.objects.in_bulk([one.dossier for one in found if one.dossier])
    running = dossiers.running_drafts(who.party.id, clock.now())
    drafts = [one for one in running if who.covers(one.procedure)]
    context = {
        "section": "me",
        "acting_as": who,
        "drafts": [(d, catalogue.revision(d.procedure, d.revision).name) for d in drafts],
        "filed": [_line(one, heard.get(one.dossier)) for one in found],
    }
    return render(request, "hub/filed_list.html", context)


@require_safe
@of_person
def show(request: HttpRequest, who: ActingAs, code: str) -> HttpResponse:
    one = _own(who, code)
    heard = HubDossier.objects.filter(code=one.dossier).first() if one.dossier else None
    steps = _steps(heard) if heard else []
    names = agencies.names([one.agency, one.root])
    context = {
        "section": "me",
        **_line(one, heard),
        "just_filed": request.path.endswith("/submitted/"),
        "heard": heard,
        "steps": steps,
        "refusal": in_language(one.refusal),
        "awaited": _awaited(heard, steps),
        "agency": names.get(one.agency, one.agency),
        "node_name": names.get(one.root, one.root),
        "node_page": _node_page(one),
    }
    return render(request, "hub/filed.html", context)


@require_safe
@of_person
def at_node(request: HttpRequest, who: ActingAs, code: str, rest: str) -> HttpResponse:
    """Lead to the node's page of the same name, or wait here until the dossier is there."""
    one = _own(who, code)
    there = _node_page(one)
    return redirect(f"{there}{rest}" if there else reverse("portal:dossier", args=[code]))


@require_safe
def elsewhere(request: HttpRequest, **_named: str) -> HttpResponse:
    """Name the portals on which this page is to be found."""
    path = request.get_full_path().removeprefix(reverse("portal:home"))
    names = agencies.names(settings.NODES)
    nodes = [(names.get(root, root), f"{url}/{path}") for root, url in settings.NODES.items()]
    return render(request, "hub/elsewhere.html", {"nodes": sorted(nodes)})


def _own(who: ActingAs, code: str) -> filing.FiledDeclaration:
    one = filing.filed(who.party.id, code)
    if one is None or not who.covers(one.procedure):
        raise Http404
    return one


def _line(one: filing.FiledDeclaration, heard: HubDossier | None) -> dict[str, Any]:
    label, phase = _state(one, heard)
    name = catalogue.revision(one.procedure, one.revision).name
    return {"one": one, "name": name, "heard": heard, "label": label, "phase": phase}


def _state(one: filing.FiledDeclaration, heard: HubDossier | None) -> tuple[str, str]:
    """Return the words and the phase that a person reads; nothing is said before it is known."""
    if one.refusal:
        return str(REFUSED), dossiers.Phase.DECLINED
    if heard is None:
        return str(ARRIVED if one.dossier else NOT_ARRIVED), dossiers.Phase.SUBMITTED
    phase = dossiers.Phase(PHASES[heard.status])
    return dossiers.CITIZEN_LABELS[phase], phase


def _steps(heard: HubDossier) -> list[dict[str, Any]]:
    """Return the steps that the node told of, newest first."""
    told: list[HubProgress] = [*heard.progress.order_by("-at", "-sequence", "-id")]
    return [
        {
            "at": step.at,
            "label": step.content or STATES[step.status],
            "body": step.unit,
            "person": ", ".join(filter(None, (step.handler, step.title))),
        }
        for step in told
    ]


def _awaited(heard: HubDossier | None, steps: list[dict[str, Any]]) -> bool:
    """Tell whether the dossier waits for something that its applicant does at the node."""
    if heard is None:
        return False
    asked = bool(steps) and steps[0]["label"] == DRAFT_SENT
    return asked or heard.status in WAITING_FOR_APPLICANT


def _node_page(one: filing.FiledDeclaration) -> str:
    """Return the address of the dossier's page at its node, empty while there is none."""
    url = settings.NODES.get(one.root, "")
    return f"{url}/dossiers/{one.dossier}/" if url and one.dossier else ""
