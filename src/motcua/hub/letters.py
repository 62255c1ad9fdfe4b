"""Pages of what came over the wire: accepted messages as received, and what was refused."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motcua.hub import paging
from motcua.hub.browsing import see
from motcua.hub.codes import ANSWERS, Answer
from motcua.hub.models import DeadLetter, Message
from motcua.hub.paging import Order

NEWEST_FIRST = Order("received_at", "id")


@require_safe
@see
def messages(request: HttpRequest) -> HttpResponse:
    found = Message.objects.select_related("account").defer("body")
    page = paging.read(request, found, NEWEST_FIRST)
    return render(request, "hub/messages.html", {"page": page})


@require_safe
@see
def message(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Message.objects.select_related("account"), id=number)
    readable = json.dumps(json.loads(found.body), ensure_ascii=False, indent=2)
    context = {"message": found, "items": found.items.order_by("position"), "readable": readable}
    return render(request, "hub/message.html", context)


@require_safe
@see
def refused(request: HttpRequest) -> HttpResponse:
    """All that was refused, or what was refused with one code."""
    code = request.GET.get("code", "")
    found = DeadLetter.objects.select_related("account").defer("body")
    if code in set(Answer):
        found = found.filter(code=code)
    page = paging.read(request, found, NEWEST_FIRST)
    context = {"page": page, "codes": ANSWERS.items(), "chosen": code}
    return render(request, "hub/refused.html", context)


@require_safe
@see
def dead_letter(request: HttpRequest, number: int) -> HttpResponse:
    """One message or item that was refused, as it came; it may be anything."""
    found = get_object_or_404(DeadLetter.objects.select_related("account"), id=number)
    context = {"letter": found, "meaning": ANSWERS.get(found.code, "")}
    return render(request, "hub/letter.html", context)
