"""One official's account: posts, invitation, sessions, log; each button is one verb."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts import account_events, administering, inviting, open_sessions
from motcua.accounts.administering import OfficialNotFound
from motcua.accounts.service import Account
from motcua.desk.administration import asked
from motcua.desk.administration.guard import as_administrator
from motcua.desk.administration.officials import choices
from motcua.desk.at_post import Me, told
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput

Work = Callable[[HttpRequest, Me, Account], str]


@require_safe
@as_administrator
def show(request: HttpRequest, me: Me, account_id: UUID) -> HttpResponseBase:
    try:
        account = administering.official(me.actor, account_id)
    except OfficialNotFound:
        return _not_found(request, me)
    return _drawn(request, me, account)


@require_POST
@as_administrator
def invite(request: HttpRequest, me: Me, account_id: UUID) -> HttpResponseBase:
    """Make an invitation and show its address once, to be printed or written down."""
    try:
        account = administering.official(me.actor, account_id)
    except OfficialNotFound:
        return _not_found(request, me)
    code = inviting.invite(account.id, me.actor, clock.now())
    context = {
        "me": me,
        "account": account,
        "address": request.build_absolute_uri(f"/desk/join/{code}/"),
        "until": clock.now() + inviting.GOOD_FOR,
    }
    return render(request, "desk/administration/invited.html", context)


@require_POST
@as_administrator
def act(request: HttpRequest, me: Me, account_id: UUID, verb: str) -> HttpResponseBase:
    """Do one of ``VERBS``; what was typed stays on the page when it is refused."""
    try:
        account = administering.official(me.actor, account_id)
        done = VERBS[verb](request, me, account)
    except (OfficialNotFound, KeyError):
        return _not_found(request, me)
    except BadInput as refusal:
        return _drawn(request, me, account, error=f"{refusal}.", status=422)
    messages.success(request, done)
    return redirect("desk:administration:official", account_id)


def _give_post(request: HttpRequest, me: Me, account: Account) -> str:
    post = asked.post(request.POST, clock.today())
    administering.give_post(account, post, me.actor, clock.now())
    return "Đã giao vị trí công tác."


def _end_post(request: HttpRequest, me: Me, account: Account) -> str:
    number = request.POST.get("post", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        raise OfficialNotFound
    last_day = asked.day(request.POST.get("last_day", "")) or clock.today()
    administering.end_post(account, int(number), last_day, me.actor, clock.now())
    return "Đã ghi ngày thôi giữ vị trí công tác."


def _end_sessions(_request: HttpRequest, me: Me, account: Account) -> str:
    ended = administering.sign_out_everywhere(account, me.actor, clock.now())
    return f"Đã kết thúc {ended} phiên đăng nhập."


def _lock(_request: HttpRequest, me: Me, account: Account) -> str:
    administering.lock(account, me.actor, clock.now())
    return "Đã tạm khóa tài khoản và kết thúc mọi phiên đăng nhập."


def _unlock(_request: HttpRequest, me: Me, account: Account) -> str:
    administering.unlock(account, me.actor, clock.now())
    return "Đã mở khóa tài khoản."


VERBS: dict[str, Work] = {
    "give-post": _give_post,
    "end-post": _end_post,
    "end-sessions": _end_sessions,
    "lock": _lock,
    "unlock": _unlock,
}


def _drawn(
    request: HttpRequest, me: Me, account: Account, *, error: str = "", status: int = 200
) -> HttpResponseBase:
    context = {
        "me": me,
        "account": account,
        "posts": administering.all_posts(account.id),
        "today": clock.today(),
        "sessions": open_sessions.sessions_of(account.id),
        "log": account_events.log_of(account.id),
        "error": error,
        "typed": request.POST,
        **choices(me),
    }
    return render(request, "desk/administration/account.html", context, status=status)


def _not_found(request: HttpRequest, me: Me) -> HttpResponseBase:
    sentence = "Không có cán bộ này trong phạm vi quản trị"
    return told(request, me, 404, "Không tìm thấy cán bộ", sentence)
