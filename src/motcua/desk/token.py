"""Sign with the USB token in this computer: what waits for it, its papers, what it made of them.

The page asks the signing program at ``TOKEN_AGENT_URL`` of the official's own computer and brings
its signatures here; PIN and key never pass through it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from itertools import groupby

from csp.decorators import csp_update  # type: ignore[import-untyped]
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from motcua.desk.at_post import Me, at_post
from motcua.desk.beside import signers_of
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.papers.service import ToSign
from motcua.token_agent.asking import MOST, check_number

LOOKS_S = 60  # how long the page looks by itself for what was just ordered


@require_safe
@at_post
@csp_update({"connect-src": [settings.TOKEN_AGENT_URL]})
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    waiting = papers.waiting_at_token(signers_of(me), clock.today())
    context = {
        "me": me,
        "waiting": waiting,
        "now": waiting.ready[:MOST],
        "looks": _looks(request) and not waiting.ready,
        "agent": settings.TOKEN_AGENT_URL,
        "ended": _ended(me) if waiting.ready else "",
    }
    return render(request, "desk/token.html", context)


@require_safe
@at_post
def prepared(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Return what the program is to sign, by certificate, at most one batch of all."""
    ready = papers.waiting_at_token(signers_of(me), clock.today()).ready[:MOST]
    by_key = groupby(sorted(ready, key=_certificate), key=_certificate)
    return JsonResponse({"batches": [_batch(key, [*of_key]) for key, of_key in by_key]})


@require_POST
@at_post
def signed(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Keep signatures: JSON ``{"signatures": {number: Base64}}``; says how many were kept."""
    try:
        made = _read(json.loads(request.body))
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": "bad_request"}, status=400)
    taken = papers.take_signatures(signers_of(me), made)
    return JsonResponse({"kept": taken.kept, "wrong": taken.wrong})


def _certificate(one: ToSign) -> bytes:
    return one.certificate


def _batch(certificate: bytes, ready: list[ToSign]) -> dict[str, object]:
    return {
        "certificate": base64.b64encode(certificate).decode(),
        "number": check_number([one.attributes for one in ready]),
        "papers": [
            {
                "id": one.id,
                "name": one.title,
                "attributes": base64.b64encode(one.attributes).decode(),
            }
            for one in ready
        ],
    }


def _read(told: Mapping[str, Mapping[str, str]]) -> dict[int, bytes]:
    """Raises ``ValueError`` and its like for what the page does not send."""
    found = [*told["signatures"].items()]
    if not 0 < len(found) <= MOST:
        raise ValueError("between 1 and 50 signatures")
    try:
        return {int(number): base64.b64decode(text, validate=True) for number, text in found}
    except binascii.Error as fault:
        raise ValueError("not Base64") from fault


def _looks(request: HttpRequest) -> bool:
    """Tell whether something was ordered a moment ago, by the link that led here."""
    since = request.GET.get("since", "")
    if not (since.isascii() and since.isdecimal() and len(since) < 12):
        return False
    return 0 <= clock.now().timestamp() - int(since) < LOOKS_S


def _ended(me: Me) -> str:
    """Return the sentence about a certificate that has ended, so that nobody types a PIN in vain."""
    held = papers.held_by(signers_of(me), clock.today())
    now = clock.now()
    return next(filter(None, (papers.obstacle(one, now) for one in held.values())), "")
