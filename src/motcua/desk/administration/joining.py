"""The page of an invitation: an official sets password and authenticator for themselves."""

from __future__ import annotations

import base64
from io import BytesIO
from urllib.parse import quote, urlencode

import segno
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.accounts import inviting
from motcua.accounts.inviting import InvitationInvalid, Invited
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput

ISSUER = "Một Cửa"


@sensitive_post_parameters("password", "again", "token")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, invitation: str) -> HttpResponseBase:
    try:
        invited = inviting.opened(invitation, clock.now())
    except InvitationInvalid as refusal:
        context = {"title": "Phiếu kích hoạt không dùng được", "sentence": str(refusal)}
        return render(request, "desk/told.html", context, status=404)
    error = ""
    if request.method == "POST":
        try:
            codes = _accept(request, invitation)
        except BadInput as refusal:
            error = f"{refusal}."
        else:
            context = {"codes": codes, "username": invited.username}
            return render(request, "desk/administration/joined.html", context)
    context = {"invited": invited, "error": error, **_authenticator(invited)}
    return render(request, "desk/administration/join.html", context, status=422 if error else 200)


def _accept(request: HttpRequest, invitation: str) -> list[str]:
    password = request.POST.get("password", "")[:200]
    if password != request.POST.get("again", "")[:200]:
        raise BadInput("Hai lần nhập mật khẩu chưa giống nhau")
    return inviting.accept(invitation, password, request.POST.get("token", ""), clock.now())


def _authenticator(invited: Invited) -> dict[str, str]:
    """Return the drawing to scan and the key to type, for the authenticator on a phone."""
    secret = base64.b32encode(bytes.fromhex(invited.key)).decode()
    named = urlencode({"secret": secret, "issuer": ISSUER}, quote_via=quote)
    label = quote(f"{ISSUER}:{invited.username}")
    drawing = BytesIO()
    code = segno.make(f"otpauth://totp/{label}?{named}", error="m")
    code.save(drawing, kind="svg", scale=5, border=2, xmldecl=False, omitsize=False)
    grouped = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
    return {"drawing": mark_safe(drawing.getvalue().decode()), "key": grouped}  # noqa: S308  our own drawing
