"""Sign-in with the electronic identity account, stepping up to a higher level, sign-out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts import sign_in_person
from motcua.accounts.linking import PEOPLE, CannotLink
from motcua.accounts.service import Account, in_force_for
from motcua.exchange.errors import ExchangeError, Unreachable
from motcua.kernel import clock
from motcua.pages import errors
from motcua.pages.sentences import in_language

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def person(request: HttpRequest) -> Account | None:
    """Return the person or organisation signed in; an official on the desk is nobody here."""
    user = request.user
    return user if isinstance(user, Account) and user.kind in PEOPLE else None


def the_person(request: HttpRequest) -> Account:
    """Return who is signed in; for views behind ``signed_in``."""
    account = person(request)
    if account is None:
        raise PermissionDenied
    return account


def signed_in(view: View) -> View:
    """Let people who are signed in through; keep what anybody else posted until they are."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if person(request) is not None:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return errors.keep_and_sign_in(request)
        return to_sign_in(request.get_full_path())

    return guarded


def to_sign_in(back_to: str, level: int = 0) -> HttpResponseRedirect:
    query = {"next": back_to, **({"level": str(level)} if level else {})}
    return redirect(f"{reverse('portal:sign_in')}?{urlencode(query)}")


@require_safe
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Explain which account is needed and why, then go there by a button."""
    level = _level(request)
    account = person(request)
    context = {
        "back_to": safe(request, request.GET.get("next", "")),
        "level": level,
        "too_low": account is not None and account.level < level,
    }
    return render(request, "portal/sign_in.html", context)


@require_POST
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    back_to = safe(request, request.POST.get("next", ""))
    level = 2 if request.POST.get("level") == "2" else 1
    try:
        url = sign_in_person.begin(request, _callback_uri(), level=level, back_to=back_to)
    except ExchangeError as fault:
        return _not_reached(request, back_to, fault)
    return HttpResponseRedirect(url)


@require_safe
@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    try:
        account, back_to = sign_in_person.finish(request, _callback_uri(), clock.now())
    except (sign_in_person.SignInStale, CannotLink) as refusal:
        return _failed(request, str(refusal), status=400)
    except ExchangeError as fault:
        return _not_reached(request, reverse("portal:my_page"), fault)
    if in_force_for(account, clock.today()):
        return redirect(f"{reverse('portal:acting_as')}?{urlencode({'next': back_to})}")
    return redirect(back_to)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    home = settings.PUBLIC_URL + reverse("portal:home")
    return HttpResponseRedirect(sign_in_person.end(request, home))


def _not_reached(request: HttpRequest, back_to: str, fault: ExchangeError) -> HttpResponse:
    log.warning("sign-in failed", extra={"kind": fault.kind})
    if isinstance(fault, Unreachable):
        sentence = "Hệ thống định danh điện tử đang không trả lời. Đề nghị thử lại sau ít phút"
        return _failed(request, sentence, back_to, status=503)
    sentence = "Hệ thống định danh điện tử không xác nhận lần đăng nhập này. Đề nghị đăng nhập lại"
    return _failed(request, sentence, back_to, status=502)


def _failed(request: HttpRequest, sentence: str, back_to: str = "", *, status: int) -> HttpResponse:
    context = {"sentence": in_language(sentence), "back_to": back_to or reverse("portal:my_page")}
    return render(request, "portal/sign_in_failed.html", context, status=status)


def _level(request: HttpRequest) -> int:
    return 2 if request.GET.get("level") == "2" else 1


def safe(request: HttpRequest, back_to: str) -> str:
    """Return an address to go back to when it is ours, else the person's own page."""
    ours = url_has_allowed_host_and_scheme(back_to, allowed_hosts={request.get_host()})
    return back_to if ours else reverse("portal:my_page")


def _callback_uri() -> str:
    return settings.PUBLIC_URL + reverse("portal:sign_in_callback")
