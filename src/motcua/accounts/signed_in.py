"""Who may open a page of officials."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from motcua.accounts.models import Account
from motcua.accounts.officials import posts_of
from motcua.accounts.roles import Role
from motcua.kernel import clock

View = Callable[..., HttpResponseBase]


def official_required(*roles: Role) -> Callable[[View], View]:
    """Let in officials signed in with password and TOTP who hold one of ``roles`` today.

    Strangers are sent to sign in; officials without the role are refused.
    """

    def protect(view: View) -> View:
        @wraps(view)
        def protected(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            account = request.user
            verified = getattr(account, "is_verified", lambda: False)()
            if not isinstance(account, Account) or not verified:
                return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))
            if not any(post.role in roles for post in posts_of(account.pk, clock.today())):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return protected

    return protect
