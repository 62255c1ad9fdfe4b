"""What is asked about a scanned original: one page, from the procedure's own form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.catalogue import forms
from motcua.catalogue.conditions import Is
from motcua.catalogue.fees import for_pages
from motcua.catalogue.form_model import Question
from motcua.catalogue.package import Procedure
from motcua.desk import organisations
from motcua.desk.at_post import Me, at_post
from motcua.desk.certify.scanning import FILES, only_receivers, scans_of
from motcua.desk.organisations import Told
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages.fields import Field
from motcua.papers.service import KeptFile

METHODS = {"cash": "Tiền mặt", "transfer": "Chuyển khoản"}
PURPOSE = "Chứng thực bản sao từ bản chính của tổ chức được tra cứu"
REGISTERED = (
    "Mã số thuế này có trong đăng ký doanh nghiệp: chọn doanh nghiệp, hợp tác xã, hộ kinh doanh"
)
PERSON = "person"  # whose original it is, by the form
READ_FROM_SCAN = frozenset({FILES, "pages"})


@require_http_methods(["GET", "HEAD", "POST"])
@at_post
def ask(request: HttpRequest, me: Me) -> HttpResponseBase:
    only_receivers(me)
    ids = request.POST.getlist(FILES) or request.GET.getlist(FILES)
    if request.method == "POST":
        return _certify(request, me, ids)
    scans = scans_of(me, ids)
    if not scans:
        return redirect("desk:certify:scan")
    return _drawn(request, me, scans, _proposed(dossiers.procedure_on(clock.now())), {})


def _certify(request: HttpRequest, me: Me, ids: Sequence[str]) -> HttpResponseBase:
    """Certify once for each drawn form: sent again it leads to the same dossier."""
    before = dossiers.certified_before(me.actor, _command(request))
    if before:
        return redirect("desk:certify:copy", before)
    now, scans = clock.now(), scans_of(me, ids)
    if not scans:
        return redirect("desk:certify:scan")
    procedure = dossiers.procedure_on(now)
    posted = {name: request.POST.getlist(name) for name in request.POST}
    answers, typed, faults = _read(procedure, posted, _known(scans))
    if told := _told(request, me, answers):
        typed, faults = _filled(told, answers, typed, faults)
        return _drawn(request, me, scans, typed, faults, request.POST.get("method", ""), told)
    method = request.POST.get("method", "")
    if method not in METHODS:
        faults["method"] = "Chọn cách thu phí"
    if not faults:
        try:
            code = dossiers.certify_copy(
                answers, method, me.actor, command_id=_command(request), now=now
            )
        except dossiers.IncompleteDeclaration as incomplete:
            faults = dict(incomplete.faults)
        except (dossiers.ActionRefused, dossiers.CommandReused) as refusal:
            faults = {"": str(refusal)}
        else:
            return redirect("desk:certify:copy", code)
    return _drawn(request, me, scans, typed, faults, method)


def _known(scans: Sequence[KeptFile]) -> dict[str, Any]:
    return {FILES: [str(one.id) for one in scans], "pages": sum(one.pages for one in scans)}


def _read(
    procedure: Procedure, posted: Mapping[str, list[str]], known: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """Return answers, what was typed and what is wrong with it, over all pages of the form."""
    answers: dict[str, Any] = dict(known)
    typed: dict[str, str] = {}
    faults: dict[str, str] = {}
    for page in procedure.form.pages:
        parsed = forms.parse(page, posted, answers, READ_FROM_SCAN)
        answers |= parsed.answers
        typed |= parsed.raw
        faults |= parsed.errors
    return answers, typed, faults


def _drawn(
    request: HttpRequest,
    me: Me,
    scans: Sequence[KeptFile],
    typed: Mapping[str, str],
    faults: Mapping[str, str],
    method: str = "cash",
    told: Told | None = None,
) -> HttpResponseBase:
    procedure = dossiers.procedure_on(clock.now())
    pages = sum(one.pages for one in scans)
    context = {
        "me": me,
        "scans": scans,
        "pages": pages,
        "a_copy": _for_a_copy(procedure, pages),
        "fields": [
            Field(question, typed=typed, error=faults.get(question.id, ""), when=_when(question))
            for question in _typed(procedure)
        ],
        "told": told,
        "differing": told.differing(typed.get("organisation_name", "")) if told else [],
        "looked_up": typed.get("tax_code", "") if told else request.POST.get("looked_up", ""),
        "methods": METHODS,
        "method": method,
        "faults": faults,
        "command": request.POST.get("command") or uuid4(),
    }
    return render(request, "desk/certify/ask.html", context, status=422 if faults else 200)


def _told(request: HttpRequest, me: Me, answers: Mapping[str, Any]) -> Told | None:
    """Look a tax code up that was not looked up yet; None when there is none or it was."""
    tax_code = answers.get("tax_code") if answers.get("whose") != PERSON else ""
    if not tax_code or request.POST.get("looked_up") == tax_code:
        return None
    agency = me.actor.agency
    return organisations.look_up(
        tax_code, me, agency, dossiers.procedure_on(clock.now()).code, PURPOSE
    )


def _filled(
    told: Told, answers: Mapping[str, Any], typed: Mapping[str, str], faults: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Take the name from the register where none was typed; point out a wrong kind."""
    filled = {**typed, "tax_code": str(answers["tax_code"])}
    left = dict(faults)
    if told.is_registered:
        filled["organisation_name"] = typed.get("organisation_name") or told.name
        left.pop("organisation_name", None)
        if answers.get("whose") == "organisation":
            left["whose"] = REGISTERED
    return filled, left


def _when(question: Question) -> str:
    """Say to the browser when a question about the organisation applies."""
    if not isinstance(question.when, Is):
        return ""
    return json.dumps({"question": question.when.question, "in": sorted(question.when.values)})


def _typed(procedure: Procedure) -> list[Question]:
    return [one for one in procedure.form.questions() if one.id not in READ_FROM_SCAN]


def _proposed(procedure: Procedure) -> dict[str, str]:
    return {q.id: str(q.default) for q in _typed(procedure) if q.default is not None}


def _for_a_copy(procedure: Procedure, pages: int) -> int:
    """Return what one copy of so many pages costs today, in đồng."""
    scales = [fee.scale for fee in procedure.fees if fee.scale]
    return sum(for_pages(scale, pages, clock.today()) for scale in scales)


def _command(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("command", ""))
    except ValueError:
        return uuid4()
