"""Every page of the desk is opened by an official in one of the posts they hold today."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from motcua.accounts.service import Account, Actor, Post, Role, acting, posts_of
from motcua.agencies import service as agencies
from motcua.dossiers.service import DossierNotFound
from motcua.kernel import clock
from motcua.pages.errors import keep_and_sign_in

log = logging.getLogger(__name__)
CHOSEN = "post"  # key of the session
AT_WORK = frozenset(Role) - {Role.ADMINISTRATOR, Role.APPLICANT, Role.SYSTEM}
FORBIDDEN = "Trang này chỉ cán bộ của cơ quan giải quyết hoặc nơi tiếp nhận hồ sơ được xem"
_NOT_FOUND = (
    "Địa chỉ có thể đã gõ sai, hoặc hồ sơ thuộc cơ quan khác. "
    "Kiểm tra lại mã hồ sơ và vị trí công tác đang chọn"
)
_NO_POST = (
    "Tài khoản chưa được giao vị trí công tác nào đang có hiệu lực. "
    "Liên hệ quản trị hệ thống của cơ quan"
)


@dataclass(frozen=True)
class Me:
    """The official at the keyboard: who acts, for which agency, and between how many posts."""

    actor: Actor
    agency_name: str
    posts: int


View = Callable[..., HttpResponseBase]


def at_post(view: View, *, roles: frozenset[Role] = AT_WORK) -> View:
    """Call ``view(request, me, …)`` for an official at work; everybody else is told what to do.

    A dossier of another agency is not found (404), what the post may not do is refused (403).
    """

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = signed_in_official(request)
        if account is None:
            return _lead_to_sign_in(request)
        held = posts_of(account.pk, clock.today())
        if not held:
            return told(request, None, 403, "Chưa có vị trí công tác", _NO_POST)
        post = chosen(request, held)
        if post is None:
            back = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('desk:post')}?{back}")
        me = _me(request, account, post, len(held))
        if post.agency.valid_to and post.agency.valid_to < clock.today():
            return told(request, me, 403, "Cơ quan đã được sắp xếp lại", _ended(post))
        if me.actor.role not in roles:
            return _elsewhere(request, me)
        try:
            return view(request, me, *args, **kwargs)
        except DossierNotFound:
            return told(request, me, 404, "Không tìm thấy hồ sơ", _NOT_FOUND)
        except PermissionDenied as refusal:
            return _refused(request, me, str(refusal))

    return opened


def signed_in_official(request: HttpRequest) -> Account | None:
    """Return the official behind the session when password and code were both given."""
    account = request.user
    verified = getattr(account, "is_verified", lambda: False)()
    if not verified or not isinstance(account, Account):
        return None
    return account if account.kind == Account.Kind.OFFICIAL else None


def chosen(request: HttpRequest, held: list[Post]) -> Post | None:
    """Return the post chosen in this session, or the only one held."""
    if len(held) == 1:
        return held[0]
    return next((post for post in held if post.pk == request.session.get(CHOSEN)), None)


def told(
    request: HttpRequest, me: Me | None, status: int, title: str, sentence: str
) -> HttpResponseBase:
    """Return a page of the desk that says what happened and what to do."""
    context = {"me": me, "title": title, "sentence": sentence}
    return render(request, "desk/told.html", context, status=status)


def _ended(post: Post) -> str:
    """Say where the work of an agency went that has ended, and who gives a post there."""
    agency = post.agency
    taker = agencies.successor(agency.code, clock.today())
    gone = f" và chuyển hồ sơ đang giải quyết về {taker.name}" if taker else ""
    return (
        f"{agency.name} đã kết thúc hoạt động ngày {agency.valid_to:%d/%m/%Y}{gone}. "
        "Liên hệ quản trị hệ thống để được giao vị trí công tác mới"
    )


def _elsewhere(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Lead an administrator from the queue to their own pages; refuse everything else."""
    if me.actor.role == Role.ADMINISTRATOR and request.path == reverse("desk:queue"):
        return redirect("desk:administration:officials")
    return _refused(request, me, FORBIDDEN)


def _refused(request: HttpRequest, me: Me, sentence: str) -> HttpResponseBase:
    log.info("refused", extra={"account": str(me.actor.account_id), "role": me.actor.role})
    return told(request, me, 403, "Không thuộc phạm vi được giao", sentence)


def _me(request: HttpRequest, account: Account, post: Post, posts: int) -> Me:
    terminal = str(request.META.get("REMOTE_ADDR", ""))
    return Me(acting(account, post, terminal=terminal), post.agency.name, posts)


def _lead_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return keep_and_sign_in(request)
    return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))
