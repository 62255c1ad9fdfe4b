"""Pages for what went wrong, each saying what to do."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.pages import kept_posts
from motcua.pages.sentences import in_language

log = logging.getLogger(__name__)

PAGES = {
    409: (
        _("Nội dung vừa được thay đổi ở nơi khác"),
        _("Đề nghị tải lại trang để xem nội dung mới nhất trước khi làm tiếp. Chưa có gì bị thay đổi."),
    ),
    413: (
        _("Tệp quá lớn"),
        _("Mỗi tệp tối đa 20 MB. Đề nghị chụp lại ở cỡ nhỏ hơn hoặc chọn tệp khác."),
    ),
    429: (
        _("Đã thử quá nhiều lần"),
        _("Để bảo vệ thông tin của mọi người, đề nghị đợi vài phút rồi thử lại."),
    ),
    503: (
        _("Hệ thống đang bận"),
        _("Nội dung đã lưu vẫn còn nguyên. Đề nghị thử lại sau ít phút."),
    ),
}  # fmt: skip


def page(
    request: HttpRequest, status: int, sentence: str = "", retry_after: int | None = None
) -> HttpResponse:
    """Return the page for a status; ``sentence`` replaces what to do, seconds go to the header."""
    title, what_to_do = PAGES[status]
    context = {"title": title, "what_to_do": in_language(sentence) or what_to_do}
    response = render(request, "pages/error.html", context, status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a POST whose token is no longer good (Django's ``CSRF_FAILURE_VIEW``)."""
    log.info("stale form", extra={"reason": reason, "route": _route(request)})
    return keep_and_sign_in(request)


def keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Keep what a POST brought and lead to sign-in, then back to what was typed."""
    token = kept_posts.keep(request)
    resume = reverse("portal:resume", args=[token]) if token else ""
    if token and request.user.is_authenticated:
        return redirect(resume)
    desk = request.path.startswith("/desk/")
    sign_in = "/desk/sign-in/" if desk else reverse("portal:sign_in")
    back = resume or ("/desk/" if desk else "/")
    context = {"sign_in_url": f"{sign_in}?{urlencode({'next': back})}", "kept": bool(token)}
    return render(request, "pages/session_ended.html", context, status=403)


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
