"""Officials sign in, choose the post they work in, and sign out; the hub uses the same pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts import sign_in_official
from motcua.accounts.service import posts_of
from motcua.desk.at_post import CHOSEN, signed_in_official
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    back_to = _back_to(request)
    if request.method != "POST":
        return render(request, "desk/sign_in.html", {"back_to": back_to})
    username = request.POST.get("username", "").replace("\0", "")[:80]
    try:
        sign_in_official.sign_in(
            request,
            username,
            request.POST.get("password", "")[:200],
            request.POST.get("code", ""),
        )
    except BadInput as refusal:
        context = {"back_to": back_to, "username": username, "error": f"{refusal}."}
        return render(request, "desk/sign_in.html", context, status=422)
    return redirect(back_to)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    return redirect(str(settings.LOGIN_URL))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: HttpRequest) -> HttpResponseBase:
    """Let an official with several posts say in which one they act now."""
    account = signed_in_official(request)
    if account is None:
        return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))
    held = posts_of(account.pk, clock.today())
    post = next((one for one in held if str(one.pk) == request.POST.get("post")), None)
    if post is not None:
        request.session[CHOSEN] = post.pk
        return redirect(_back_to(request))
    context = {
        "posts": held,
        "chosen": request.session.get(CHOSEN),
        "back_to": _back_to(request),
        "errors": {"post": "Chọn một vị trí công tác"} if request.method == "POST" else {},
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/choose_post.html", context, status=status)


def _back_to(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return "/" if settings.ROLE == "hub" else "/desk/"
