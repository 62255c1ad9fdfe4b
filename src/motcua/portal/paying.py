"""Paying a charge online: off to the platform, back again, and what the platform calls back."""

from __future__ import annotations

import json
import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import service as agencies
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import PersonsDossier
from motcua.exchange.errors import ExchangeError
from motcua.kernel import clock
from motcua.pages import errors
from motcua.payments import service as payments
from motcua.portal.acting import address_of, party
from motcua.portal.dossier import load
from motcua.portal.dossier_view import unpaid
from motcua.portal.sign_in import signed_in

log = logging.getLogger(__name__)
LONGEST_CALLBACK = 65_536
CAME_BACK = "back"


@require_POST
@signed_in
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an attempt and send the browser to the payment platform."""
    account = party(request)
    found = load(request, code)
    if not found.may_act:
        raise Http404
    owed = unpaid(found.dossier, payments.charges(code))
    if not owed:
        return redirect("portal:payment", code)
    payer = payments.Payer(
        name=account.full_name, personal_id=account.personal_id or "", ip=address_of(request)
    )
    back = f"{settings.PUBLIC_URL}{reverse('portal:payment', args=[code])}?{CAME_BACK}=1"
    try:
        address = payments.begin(owed[0].id, back, payer, _payee(found), clock.now())
    except payments.NotPayable:
        return redirect("portal:payment", code)
    except ExchangeError as fault:
        log.warning("payment not begun", extra={"dossier": code, "kind": fault.kind})
        sentence = "Nền tảng thanh toán đang không trả lời, chưa có khoản nào bị trừ. Hồ sơ đã nộp vẫn còn nguyên; đề nghị thử lại sau ít phút."
        return errors.page(request, 503, sentence)
    return HttpResponseRedirect(address)


@require_safe
@signed_in
def payment(request: HttpRequest, code: str) -> HttpResponse:
    """Show how the payment stands; the platform's word arrives by its callback, not by the browser."""
    found = load(request, code)
    charges = payments.charges(code)
    context = {
        "section": "me",
        "dossier": found.dossier,
        "charges": charges,
        "state": _state(charges),
        "may_pay": found.may_act and bool(unpaid(found.dossier, charges)),
        "came_back": CAME_BACK in request.GET,
    }
    return render(request, "portal/payment.html", context)


@csrf_exempt
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """Take in what the platform says; its checksum is what is believed."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST_CALLBACK:
        return HttpResponse(status=413)
    try:
        message = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    if not isinstance(message, dict):
        return HttpResponse(status=400)
    now = clock.now()
    outcome = payments.receive_callback(message, now)
    if outcome.dossier and outcome.state == "paid":
        dossiers.record_payment(outcome.dossier, now)
    return JsonResponse(dict(outcome.answer))


def _state(charges: list[payments.Owed]) -> str:
    """Return pending, unpaid or paid for all charges together."""
    states = {one.state for one in charges}
    return next((state for state in ("pending", "unpaid") if state in states), "paid")


def _payee(found: PersonsDossier) -> payments.Payee:
    agency = found.dossier.competent_agency
    return payments.Payee(
        procedure_code=found.dossier.procedure,
        procedure_name=found.procedure_name,
        agency_code=agency,
        agency_name=agencies.names([agency]).get(agency, agency),
    )
