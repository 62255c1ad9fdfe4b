"""Is this paper genuine? By the code printed on it, or by the electronic file itself."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.pages import errors
from motcua.pages.sentences import in_language
from motcua.papers import service as papers
from motcua.portal.acting import address_of
from motcua.portal.rate_limits import tried

CODES_AN_HOUR = 60
FILES_AN_HOUR = 20
HOUR_S = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, {})
    sent = request.FILES.get("pdf")
    if sent is None:
        code = "".join(request.POST.get("code", "").split()).replace("-", "").lower()
        if not code.isalnum():
            return _form(request, {"code": _("Đề nghị nhập mã in trên giấy, hoặc chọn tệp PDF")})
        return redirect("portal:check_code", code)
    if tried("check file", address_of(request), clock.now()) > FILES_AN_HOUR:
        return errors.page(request, 429, retry_after=HOUR_S)
    if (sent.size or 0) > papers.LARGEST_KEPT:
        return errors.page(request, 413)
    order = papers.order_check(sent.read(), clock.now())
    if isinstance(order, papers.Refused):
        return _form(request, {"pdf": in_language(order.sentence)})
    return redirect("portal:check_file", order)


@require_safe
@never_cache
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Answer for the address that the QR code on a paper leads to."""
    if tried("check code", address_of(request), clock.now()) > CODES_AN_HOUR:
        return errors.page(request, 429, retry_after=HOUR_S)
    found = papers.check_by_code(code)
    context = {"section": "check", "paper": found}
    return render(request, "portal/checked_code.html", context, status=200 if found else 404)


@require_safe
@never_cache
def by_file(request: HttpRequest, request_id: UUID) -> HttpResponse:
    answer = papers.check_answer(request_id, clock.now())
    if answer is None:
        raise Http404
    return render(request, "portal/checked_file.html", {"section": "check", "answer": answer})


def _form(request: HttpRequest, faults: dict[str, str]) -> HttpResponse:
    context = {"section": "check", "errors": faults}
    return render(request, "portal/check.html", context)
