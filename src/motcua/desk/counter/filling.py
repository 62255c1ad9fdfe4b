"""The official fills in the same pages as a person at home; every page is saved when it is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import forms
from motcua.catalogue.form_model import Page
from motcua.counter import service as counter
from motcua.counter.service import Intake
from motcua.desk.at_post import Me
from motcua.desk.counter.opened import agency_of, at_counter, declaration_of, language
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages import declaring, form_page
from motcua.pages.declaring import Declaration


@require_safe
@at_counter
def go_on(request: HttpRequest, me: Me, intake_id: UUID) -> HttpResponseBase:
    """Lead to the first page that misses an answer, to the review, or to what it became."""
    intake = counter.intake_at(agency_of(me), intake_id)
    if intake.dossier:
        return redirect("desk:counter:taken", intake.dossier)
    declaration = declaration_of(intake)
    return redirect(_address(intake, declaration.next_to_fill()))


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def page(request: HttpRequest, me: Me, intake_id: UUID, page_id: str) -> HttpResponseBase:
    intake = counter.intake_at(agency_of(me), intake_id)
    if intake.dossier:
        return redirect("desk:counter:taken", intake.dossier)
    declaration = declaration_of(intake)
    asked = next((one for one in declaration.pages if one.id == page_id), None)
    if asked is None:
        return redirect("desk:counter:fill", intake.id)
    if request.method == "POST":
        return _save(request, me, intake, declaration, asked)
    return _show(request, me, intake, declaration, asked, form_page.written(asked, declaration), {})


def _save(
    request: HttpRequest, me: Me, intake: Intake, declaration: Declaration, asked: Page
) -> HttpResponseBase:
    posted = {name: request.POST.getlist(name) for name in request.POST}
    parsed = forms.parse(asked, posted, declaration.answers, declaration.locked, language())
    now = clock.now()
    try:
        saved = declaring.save(
            declaration, parsed.merged(declaration.answers), seen=_seen(request), now=now
        )
    except dossiers.DraftMoved as moved:
        newest = declaration_of(intake)
        return _show(request, me, intake, newest, asked, parsed.raw, {"": str(moved)})
    faults = form_page.rule_faults(saved, asked, clock.local_day(now), language())
    wrong = {**faults, **parsed.errors}
    typed = {**form_page.written(asked, saved), **parsed.raw}
    if "papers" in request.POST and not form_page.typed_wrong(wrong, parsed.raw):
        return redirect("desk:counter:papers", intake.id, asked.id, _question(request, asked))
    if wrong:
        return _show(request, me, intake, saved, asked, typed, wrong)
    told = _told(saved, asked)
    if told and request.POST.get("told") != _key(told):
        return _show(request, me, intake, saved, asked, typed, {}, told)
    return redirect(_address(intake, saved.after(asked)))


def _show(
    request: HttpRequest,
    me: Me,
    intake: Intake,
    declaration: Declaration,
    asked: Page,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    told: Sequence[forms.PointedOut] = (),
) -> HttpResponseBase:
    groups, faults = form_page.drawn(asked, declaration, typed, errors)
    before = declaration.before(asked)
    context: dict[str, Any] = {
        "me": me,
        "intake": intake,
        "person": intake.visit.person,
        "declaration": declaration,
        "page": asked,
        "step": declaration.pages.index(asked) + 1,
        "steps": len(declaration.pages),
        "groups": groups,
        "errors": [*(("", said) for name, said in errors.items() if not name), *faults],
        "told": told,
        "told_key": _key(told),
        "back": _address(intake, before)
        if before
        else reverse("desk:counter:visit", args=[intake.visit_id]),
    }
    return render(request, "desk/counter/page.html", context, status=422 if errors else 200)


def _address(intake: Intake, asked: Page | None) -> str:
    if asked is None:
        return reverse("desk:counter:review", args=[intake.id])
    return reverse("desk:counter:page", args=[intake.id, asked.id])


def _question(request: HttpRequest, asked: Page) -> str:
    """Return the question whose files are wanted; raises ``Http404`` for anything else."""
    wanted = request.POST["papers"]
    if all(one.id != wanted or one.type != declaring.UPLOAD for one in asked.questions):
        raise Http404
    return wanted


def _told(declaration: Declaration, asked: Page) -> list[forms.PointedOut]:
    said = forms.pointed_out(declaring.filled(declaration, clock.today()))
    return [one for one in said if any(q.id == one.question for q in asked.questions)]


def _key(told: Sequence[forms.PointedOut]) -> str:
    return ",".join(sorted(said.question for said in told))


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else 0
