"""Answering a request for supplement (bổ sung hồ sơ): a text and papers, sent together once."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command, NewContent, PersonsDossier
from motcua.kernel import clock
from motcua.pages import errors
from motcua.papers import service as papers
from motcua.portal.acting import applicant, party
from motcua.portal.dossier import LONGEST_NOTE, command_id, load
from motcua.portal.dossier_view import seen
from motcua.portal.sign_in import signed_in
from motcua.portal.uploads import keep_all


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Keep papers as they come; send text and papers when the person says so."""
    account = party(request)
    found = load(request, code)
    if not found.may_act:
        raise Http404
    if request.method != "POST":
        return _show(request, found, {})
    if "remove" in request.POST:
        _forget(request, code, request.POST["remove"])
        return _show(request, found, {})
    refusals: list[str] = []
    if request.FILES or "upload" in request.POST:
        kept, refusals = keep_all(account.id, request)
        _remember(request, code, [*_files(request, code), *(str(one.id) for one in kept)])
    if refusals or "upload" in request.POST:
        faults = {"file": refusals[0]} if refusals else {}
        return _show(request, found, faults)
    return _send(request, found)


def _send(request: HttpRequest, found: PersonsDossier) -> HttpResponse:
    account, code = party(request), found.dossier.code
    files = _files(request, code)
    text = _text(request)
    if not text and not files:
        return _show(
            request,
            found,
            {"text": _("Đề nghị ghi nội dung bổ sung hoặc tải giấy tờ lên")},
        )
    told = NewContent(kind="supplement_answer", body={"text": text, "files": files})
    try:
        with transaction.atomic():
            papers.attach_files([UUID(one) for one in files], account.id, code)
            dossiers.perform(
                code,
                Command(action=Action.ANSWER_SUPPLEMENT, facts={"files": len(files)}),
                applicant(request),
                command_id=command_id(request),
                now=clock.now(),
                contents=[told],
            )
    except (dossiers.ActionRefused, dossiers.CommandReused) as refusal:
        return errors.page(request, 409, f"{refusal}.")
    _remember(request, code, [])
    messages.success(request, _("Đã gửi bổ sung. Cơ quan tiếp tục giải quyết hồ sơ"))
    return redirect("portal:dossier", code)


def _show(request: HttpRequest, found: PersonsDossier, faults: dict[str, str]) -> HttpResponse:
    kept = [papers.file(UUID(one)) for one in _files(request, found.dossier.code)]
    context = {
        "section": "me",
        "command": request.POST.get("command") or uuid4(),
        "text": _text(request),
        "kept": [one for one in kept if one],
        "faults": faults,
        **seen(found, clock.now()),
    }
    return render(request, "portal/supplement.html", context)


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "").strip()[:LONGEST_NOTE]


def _slot(code: str) -> str:
    return f"supplement {code}"


def _files(request: HttpRequest, code: str) -> list[str]:
    return list(request.session.get(_slot(code), []))


def _remember(request: HttpRequest, code: str, files: list[str]) -> None:
    request.session[_slot(code)] = files


def _forget(request: HttpRequest, code: str, gone: str) -> None:
    files = _files(request, code)
    if gone in files:
        papers.discard_upload(party(request).id, UUID(gone))
        _remember(request, code, [one for one in files if one != gone])
