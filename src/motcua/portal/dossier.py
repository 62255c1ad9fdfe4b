"""One dossier as its people see it, and what they may do to it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command, NewContent, PersonsDossier
from motcua.kernel import clock
from motcua.pages import errors
from motcua.pages.acting import acting_as
from motcua.portal.acting import applicant
from motcua.portal.dossier_view import office_opens, seen
from motcua.portal.sign_in import signed_in

LONGEST_NOTE = 4000


@require_safe
@signed_in
def show(request: HttpRequest, code: str) -> HttpResponse:
    found = load(request, code)
    context = {"section": "me", "command": uuid4(), **seen(found, clock.now())}
    return render(request, "portal/dossier.html", context)


@require_safe
@signed_in
def submitted(request: HttpRequest, code: str) -> HttpResponse:
    """Say what was filed, when the office opens, and what comes next."""
    found = load(request, code)
    context = {
        "section": "me",
        "opens": office_opens(found.dossier, found.dossier.submitted_at),
        **seen(found, clock.now()),
    }
    return render(request, "portal/submitted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a correction of the draft, in the person's own words."""
    return _written(request, code, Action.CORRECT_DRAFT, "portal/correct_draft.html")


@require_POST
@signed_in
def confirm_draft(request: HttpRequest, code: str) -> HttpResponse:
    said = _("Đã ghi nhận ông/bà đồng ý với bản dự thảo. Cơ quan sẽ ghi vào sổ và trình ký")
    return _act(
        request, code, Command(action=Action.CONFIRM_DRAFT, facts={"by": "applicant"}), said
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    found = load(request, code)
    if request.method != "POST":
        context = {"section": "me", "command": uuid4(), **seen(found, clock.now())}
        return render(request, "portal/withdraw.html", context)
    said = _("Đã rút hồ sơ %(code)s. Phí đã nộp (nếu có) được hoàn trả theo quy định") % {
        "code": code
    }
    return _act(request, code, Command(action=Action.WITHDRAW), said)


@require_POST
@signed_in
def rate(request: HttpRequest, code: str) -> HttpResponse:
    level = request.POST.get("rating", "")
    facts = {"rating": int(level) if level in {"1", "2", "3", "4", "5"} else 0}
    said = _("Cảm ơn ông/bà đã đánh giá")
    return _act(request, code, Command(action=Action.RATE, facts=facts), said)


def _written(request: HttpRequest, code: str, action: Action, template: str) -> HttpResponse:
    """Show a page with one text to write, and act with it."""
    found = load(request, code)
    text = request.POST.get("text", "").strip()[:LONGEST_NOTE]
    context = {"section": "me", "command": uuid4(), "text": text, **seen(found, clock.now())}
    if request.method != "POST":
        return render(request, template, context)
    if not text:
        context["errors"] = {"text": _("Đề nghị ghi rõ nội dung cần sửa")}
        return render(request, template, context)
    note = NewContent(kind="note", body={"text": text})
    said = _("Đã gửi đề nghị sửa. Cơ quan sẽ gửi lại bản dự thảo để ông/bà kiểm tra")
    return _act(request, code, Command(action=action), said, [note])


def _act(
    request: HttpRequest,
    code: str,
    command: Command,
    said: str,
    contents: Sequence[NewContent] = (),
) -> HttpResponse:
    """Do one command of the person; pressed twice it happens once."""
    if not load(request, code).may_act:
        raise Http404
    try:
        dossiers.perform(
            code,
            command,
            applicant(request),
            command_id=command_id(request),
            now=clock.now(),
            contents=contents,
        )
    except (dossiers.ActionRefused, dossiers.CommandReused) as refusal:
        return errors.page(request, 409, f"{refusal}.")
    messages.success(request, said)
    return redirect("portal:dossier", code)


def load(request: HttpRequest, code: str) -> PersonsDossier:
    """Load a dossier for one of its people, or for who acts for them in their scope.

    For everybody else it is not found.
    """
    now = acting_as(request)
    try:
        found = dossiers.dossier_for_person(now.party.id, now.party.personal_id, code)
    except dossiers.DossierNotFound:
        raise Http404 from None
    if not now.covers(found.dossier.procedure):
        raise Http404
    return found


def command_id(request: HttpRequest) -> UUID:
    """Return the id that the form was drawn with; a form without one is a new command."""
    try:
        return UUID(request.POST.get("command", ""))
    except ValueError:
        return uuid4()
