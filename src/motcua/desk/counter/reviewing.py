"""Read over, confirmed by the person, paid and filed: the last page of an intake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import service as agencies
from motcua.catalogue import forms
from motcua.counter import service as counter
from motcua.counter.service import Intake
from motcua.desk.at_post import Me
from motcua.desk.counter import filing
from motcua.desk.counter.opened import agency_of, at_counter, declaration_of, language
from motcua.desk.counter.transfer import transfer
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.notices import service as notices
from motcua.pages import declaring
from motcua.pages.declaring import Declaration

NO_PHONE = "Chưa ghi số điện thoại: mời người yêu cầu ký xác nhận trên bản in tờ khai"


@require_safe
@at_counter
def review(request: HttpRequest, me: Me, intake_id: UUID) -> HttpResponseBase:
    intake = counter.intake_at(agency_of(me), intake_id)
    if intake.dossier:
        return redirect("desk:counter:taken", intake.dossier)
    return _show(request, me, intake, {})


@require_POST
@at_counter
def send_code(request: HttpRequest, me: Me, intake_id: UUID) -> HttpResponseBase:
    """Send the person a code for exactly what is filled in now."""
    now, agency = clock.now(), agency_of(me)
    with transaction.atomic():
        intake = counter.hold_intake(agency, intake_id)
        version = declaration_of(intake).version
        phone = intake.visit.person["phone"]
        try:
            code = counter.make_code(intake, version, now) if phone else ""
        except counter.CannotAgree as refusal:
            return _show(request, me, intake, {"code": str(refusal)})
        if not code:
            return _show(request, me, intake, {"code": NO_PHONE})
        facts = {"code": code, "procedure": intake.procedure_name, "body": me.agency_name}
        notices.notify(
            notices.Recipient(phone=phone),
            "counter-code",
            facts,
            cause=f"{intake.id} {intake.codes_sent}",
            now=now,
        )
    messages.success(request, "Đã gửi mã xác nhận đến điện thoại của người yêu cầu.")
    return redirect("desk:counter:review", intake_id)


@require_POST
@at_counter
def agree(request: HttpRequest, me: Me, intake_id: UUID) -> HttpResponseBase:
    """Note that the person confirmed, by the code they read out or by their signature."""
    intake, now = counter.intake_at(agency_of(me), intake_id), clock.now()
    if intake.dossier:
        return redirect("desk:counter:taken", intake.dossier)
    declaration = declaration_of(intake)
    if declaring.faults(declaration, clock.local_day(now), language()):
        return redirect("desk:counter:review", intake_id)
    if "signed" in request.POST:
        counter.agree_by_signature(intake, declaration.version, now)
        return redirect("desk:counter:review", intake_id)
    try:
        counter.agree_by_code(intake, request.POST.get("code", ""), declaration.version, now)
    except counter.CannotAgree as refusal:
        return _show(request, me, intake, {"code": str(refusal)})
    return redirect("desk:counter:review", intake_id)


@require_POST
@at_counter
def file(request: HttpRequest, me: Me, intake_id: UUID) -> HttpResponseBase:
    """File it; pressed twice or after a power cut, it is one dossier."""
    intake = counter.intake_at(agency_of(me), intake_id)
    if intake.dossier:
        return redirect("desk:counter:taken", intake.dossier)
    faults = _unsaid(request, declaration_of(intake))
    if faults:
        return _show(request, me, intake, faults)
    try:
        code = filing.file(intake_id, me, request.POST.get("method", ""), clock.now())
    except dossiers.IncompleteDeclaration as incomplete:
        return _show(request, me, intake, dict(incomplete.faults))
    except (dossiers.ActionRefused, dossiers.SameSubject) as refusal:
        return _show(request, me, intake, {"": f"{refusal}."})
    return redirect("desk:counter:taken", code)


def _unsaid(request: HttpRequest, declaration: Declaration) -> dict[str, str]:
    """Return what the official still has to say before filing."""
    faults = {}
    if "originals" not in request.POST:
        faults["originals"] = "Đối chiếu với bản chính và trả lại người nộp trước khi tiếp nhận"
    if _charges(declaration) and request.POST.get("method") not in filing.METHODS:
        faults["method"] = "Chọn cách thu phí, lệ phí"
    return faults


def _charges(declaration: Declaration) -> list[Any]:
    return list(dossiers.charge_lines(declaration.procedure, declaration.answers, clock.today()))


def _show(
    request: HttpRequest, me: Me, intake: Intake, faults: Mapping[str, str]
) -> HttpResponseBase:
    declaration, now = declaration_of(intake), clock.now()
    missing = declaring.faults(declaration, clock.local_day(now), language())
    missing |= declaring.unserved(declaration, clock.local_day(now))
    charges = _charges(declaration)
    amount = sum(line.amount for line in charges)
    context: dict[str, Any] = {
        "me": me,
        "intake": intake,
        "person": intake.visit.person,
        "carrier": intake.visit.carrier,
        "declaration": declaration,
        "sections": _sections(intake, declaration),
        "missing": [(_where(intake, declaration, name), said) for name, said in missing.items()],
        "errors": list(faults.items()),
        "faults": faults,
        "agreed": counter.has_agreed(intake, declaration.version),
        "agreed_word": filing.AGREED.get(intake.agreed, ""),
        "code_sent": bool(intake.code_until and now <= intake.code_until),
        "charges": charges,
        "amount": amount,
        "transfer": transfer(intake.id, amount),
        "methods": filing.METHODS,
        "method": request.POST.get("method", "cash"),
        "decides": _decides(me, declaration),
    }
    return render(request, "desk/counter/review.html", context, status=422 if faults else 200)


def _decides(me: Me, declaration: Declaration) -> str:
    """Return the name of the agency that decides when it is another than this one."""
    code = declaring.deciding(declaration, clock.today())
    if code is None or code == agency_of(me):
        return ""
    return agencies.names([code]).get(code, code)


def _sections(intake: Intake, declaration: Declaration) -> list[dict[str, Any]]:
    return [
        {
            "title": page.title.said(language()),
            "rows": [{"label": label, "value": value} for label, value in rows],
            "url": reverse("desk:counter:page", args=[intake.id, page.id]),
        }
        for page, rows in forms.summary(declaration.form, declaration.answers, language())
    ]


def _where(intake: Intake, declaration: Declaration, question: str) -> str:
    """Return the address of the page that asks a question, at the question."""
    if all(question != asked.id for asked in declaration.form.questions()):
        return ""
    page = declaration.form.page_of(question)
    return f"{reverse('desk:counter:page', args=[intake.id, page.id])}#{question}"
