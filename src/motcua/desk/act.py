"""One small form an action: GET shows it, POST performs it; what was typed is never lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.desk import counter_payment, preparing, probing
from motcua.desk.action_forms import BY_NAME
from motcua.desk.at_post import Me, at_post, told
from motcua.desk.inputs import ActionForm
from motcua.desk.offers import Offers
from motcua.desk.place import Place
from motcua.desk.reading import Written, read
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Dossier, Held, OfficialsDossier
from motcua.kernel import clock
from motcua.payments import service as payments


@dataclass
class _Page:
    """The form of one action on one dossier, as this official sees it now."""

    me: Me
    form: ActionForm
    dossier: Dossier
    procedure_name: str
    subject_name: str
    now: datetime

    @classmethod
    def of(cls, me: Me, form: ActionForm, found: OfficialsDossier) -> _Page:
        return cls(me, form, found.dossier, found.procedure_name, found.subject_name, clock.now())

    @cached_property
    def offers(self) -> Offers:
        return Offers(self.form, self.dossier, self.now)


@require_http_methods(["GET", "HEAD", "POST"])
@at_post
def act(request: HttpRequest, me: Me, code: str, name: str) -> HttpResponseBase:
    form = BY_NAME.get(name)
    if form is None:
        raise dossiers.DossierNotFound
    if request.method == "POST":
        return _perform(request, me, form, code)
    return _offer(request, _Page.of(me, form, dossiers.dossier_for_official(me.actor, code)))


def _offer(request: HttpRequest, page: _Page) -> HttpResponseBase:
    """Show the empty form, or why there is none for this official or at this point."""
    sentence = probing.obstacle(page.dossier, page.form.action, page.me.actor, page.now)
    if page.form.action not in dossiers.possible(page.dossier, page.me.actor.role):
        if probing.anybody_could(page.dossier, page.form.action):
            raise PermissionDenied(sentence)
        return told(request, page.me, 409, "Chưa thực hiện được việc này", sentence)
    proposed = preparing.proposed(page.offers)
    return _drawn(request, page, proposed, obstacle=sentence)


def _perform(request: HttpRequest, me: Me, form: ActionForm, code: str) -> HttpResponseBase:
    """Read and do the command on the dossier as it is held, in one transaction."""
    place = Place.of(request.GET)
    try:
        with transaction.atomic():
            found, held = dossiers.hold_for_official(me.actor, code)
            page = _Page.of(me, form, found)
            follows = place.next_after(me.actor, page.dossier, page.now)
            written = read(form.action, form.answered(request.POST), request.POST, page.offers)
            if not written.faults:
                _do(page, held, written, _command_id(request), _seen(request))
    except (dossiers.StaleDossier, dossiers.CommandReused) as stale:
        return _drawn(request, page, request.POST, obstacle=str(stale), status=409)
    except dossiers.ActionRefused as refusal:
        return _drawn(request, page, request.POST, faults={"": str(refusal)}, status=422)
    if written.faults:
        return _drawn(request, page, request.POST, faults=written.faults, status=422)
    messages.success(request, f"{form.done}.")
    return redirect(_onward(code, place, follows))


def _onward(code: str, place: Place, follows: OfficialsDossier | None) -> str:
    """Return the dossier's address with the list that it came from and what stood below it there."""
    address = reverse("desk:dossier", args=[code])
    if not place:
        return address
    return f"{address}?{place.query}" + (f"&next={follows.dossier.code}" if follows else "")


def _do(page: _Page, held: Held, written: Written, command_id: UUID, seen: int) -> None:
    """Perform the command; money asked for or taken is recorded in the same transaction."""
    after = dossiers.perform_on(
        held,
        written.command,
        page.me.actor,
        command_id=command_id,
        now=page.now,
        contents=written.contents,
        seen=seen,
    )
    said = written.command.fact
    if page.form.action == Action.RECORD_PAYMENT:
        counter_payment.take(page.dossier.code, said("method"), page.now)
    if page.form.action == Action.REQUEST_PAYMENT and after.dossier.seq > held.dossier.seq:
        line = replace(page.offers.fees[said("fee")], quantity=said("count"))
        payments.charge(page.dossier.code, [line], page.now)


def _drawn(
    request: HttpRequest,
    page: _Page,
    typed: QueryDict,
    *,
    faults: dict[str, str] | None = None,
    obstacle: str = "",
    status: int = 200,
) -> HttpResponseBase:
    """Draw the form with what was typed, for the dossier as it is now, under a new command id."""
    inputs = preparing.drawn(page.form.asked(page.dossier), typed, faults or {}, page.offers)
    context: dict[str, Any] = {
        "me": page.me,
        "form": page.form,
        "dossier": page.dossier,
        "procedure_name": page.procedure_name,
        "subject_name": page.subject_name,
        "inputs": inputs,
        "begin_at": preparing.begin_at(inputs),
        "faults": faults or {},
        "obstacle": obstacle,
        "news": preparing.news(page.dossier, _seen(request)) if status == 409 else [],
        "command": uuid4(),
        "place": Place.of(request.GET),
        **preparing.beside(page.me, page.form, page.dossier, page.now),
    }
    return render(request, "desk/act.html", context, status=status)


def _command_id(request: HttpRequest) -> UUID:
    """Return the id that the form was drawn with; a form without one is a new command."""
    try:
        return UUID(request.POST.get("command", ""))
    except ValueError:
        return uuid4()


def _seen(request: HttpRequest) -> int:
    """Return the number of the last event on the official's screen; 0 is always stale."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else 0
