"""Sign-in of people and organisations by electronic identity (VNeID), and sign-out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from motcua.accounts.linking import account_of
from motcua.accounts.models import Account
from motcua.exchange.clients import identity
from motcua.exchange.errors import ExchangeError
from motcua.kernel.bad_input import BadInput

_PENDING = "sign_in_pending"
_ID_TOKEN = "id_token"  # noqa: S105 - the name of a session key
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInStale(BadInput):
    """The answer belongs to no sign-in begun in this browser, or to an older one."""


def begin(request: HttpRequest, redirect_uri: str, *, level: int, back_to: str) -> str:
    """Return where to send the browser; raises ``ExchangeError`` when nobody answers there."""
    pending = identity.provider().begin(redirect_uri, level=level)
    request.session[_PENDING] = {"sign_in": asdict(pending), "back_to": back_to}
    return pending.url


def finish(request: HttpRequest, redirect_uri: str, now: datetime) -> tuple[Account, str]:
    """Sign in whoever came back with a code; returns the account and where they wanted to go.

    Raises ``SignInStale``, ``CannotLink`` or ``ExchangeError``.
    """
    pending = request.session.pop(_PENDING, None)
    state = request.GET.get("state", "")
    if not pending or not constant_time_compare(pending["sign_in"]["state"], state):
        raise SignInStale("Lần đăng nhập này đã cũ. Đề nghị bấm đăng nhập lại")
    if "code" not in request.GET:
        raise SignInStale("Ông/bà chưa hoàn thành đăng nhập. Đề nghị bấm đăng nhập lại")
    told = identity.provider().finish(
        request.GET["code"], redirect_uri, identity.SignIn(**pending["sign_in"])
    )
    account = account_of(told, now)
    login(request, account, backend=_BACKEND)
    request.session[_ID_TOKEN] = told.id_token
    return account, pending["back_to"]


def end(request: HttpRequest, back_to: str) -> str:
    """End the session here; return where to send the browser to end it at the issuer too."""
    id_token = request.session.get(_ID_TOKEN, "")
    logout(request)
    if not id_token:
        return back_to
    try:
        return identity.provider().sign_out_url(id_token, back_to)
    except ExchangeError:
        return back_to
