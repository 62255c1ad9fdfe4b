"""Complaints and proposals (phản ánh, kiến nghị): sending one, following it, making it clear."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.service import Account
from motcua.agencies import service as agencies
from motcua.complaints import service as complaints
from motcua.kernel import clock
from motcua.pages import errors
from motcua.portal.dossier import load
from motcua.portal.rate_limits import tried
from motcua.portal.sign_in import signed_in, the_person

LONGEST_TEXT = 4000
AN_HOUR = 5
HOUR_S = 3600


@dataclass(frozen=True)
class Typed:
    """What stands in the form; ``about`` is the code of a dossier of the person, or empty."""

    kind: str
    agency: str
    text: str
    about: str


@require_safe
@signed_in
def my_complaints(request: HttpRequest) -> HttpResponse:
    found = complaints.my_complaints(the_person(request).id, clock.now())
    return render(request, "portal/complaints.html", {"section": "me", "complaints": found})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def complain(request: HttpRequest) -> HttpResponse:
    """Send a complaint to an agency; about a dossier, to the agency that decides on it."""
    account, now = the_person(request), clock.now()
    typed = _typed(request)
    if request.method != "POST":
        return _form(request, typed, {})
    faults = _faults(typed)
    if faults:
        return _form(request, typed, faults)
    if tried("complaint", str(account.id), now) > AN_HOUR:
        return errors.page(request, 429, retry_after=HOUR_S)
    code = complaints.complain(
        account, typed.kind, typed.text, typed.agency, now, about=typed.about
    )
    messages.success(request, _("Đã gửi phản ánh, kiến nghị"))
    return redirect("portal:complaint", code)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def complaint(request: HttpRequest, code: str) -> HttpResponse:
    """Show one complaint; when the agency asked, let the person make it clear."""
    account, now = the_person(request), clock.now()
    faults = {}
    if request.method == "POST":
        text = request.POST.get("text", "").strip()[:LONGEST_TEXT]
        if text:
            return _clarified(request, account, code, text)
        faults["text"] = _("Đề nghị ghi nội dung làm rõ")
    try:
        found = complaints.my_complaint(account.id, code, now)
    except complaints.ComplaintNotFound:
        raise Http404 from None
    context = {"section": "me", "complaint": found, "errors": faults}
    return render(request, "portal/complaint.html", context)


def _clarified(request: HttpRequest, account: Account, code: str, text: str) -> HttpResponse:
    try:
        complaints.clarify(account.id, code, text, clock.now())
    except complaints.ComplaintNotFound:
        raise Http404 from None
    except complaints.StepRefused as refusal:
        return errors.page(request, 409, f"{refusal}.")
    messages.success(request, _("Đã gửi nội dung làm rõ"))
    return redirect("portal:complaint", code)


def _form(request: HttpRequest, typed: Typed, faults: dict[str, str]) -> HttpResponse:
    context = {
        "section": "me",
        "typed": typed,
        "errors": faults,
        "kinds": complaints.KINDS,
        "agencies": [] if typed.about else _agencies(),
    }
    return render(request, "portal/complain.html", context)


def _typed(request: HttpRequest) -> Typed:
    asked = request.POST if request.method == "POST" else request.GET
    about, agency = asked.get("about", "")[:40], asked.get("agency", "")
    if about:
        found = load(request, about)
        agency = found.dossier.competent_agency
    text = asked.get("text", "").strip()[:LONGEST_TEXT]
    return Typed(asked.get("kind", ""), agency, text, about)


def _faults(typed: Typed) -> dict[str, str]:
    faults = {}
    if typed.kind not in dict(complaints.KINDS):
        faults["kind"] = _("Đề nghị chọn nội dung phản ánh, kiến nghị")
    if not typed.about and typed.agency not in dict(_agencies()):
        faults["agency"] = _("Đề nghị chọn cơ quan")
    if not typed.text:
        faults["text"] = _("Đề nghị ghi nội dung phản ánh, kiến nghị")
    return faults


def _agencies() -> list[tuple[str, str]]:
    """Return the agencies that may be named: the province and its communes."""
    province = str(settings.SYSTEMS["national"]["agency"])
    named = agencies.names([province])
    communes = [(one.code, one.name) for one in agencies.communes(clock.today())]
    return [*named.items(), *communes]
