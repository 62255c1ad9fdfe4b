"""Following a dossier without signing in: its code and four digits that only its people know."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages import errors
from motcua.portal.acting import address_of
from motcua.portal.dossier_view import seen_without_names
from motcua.portal.rate_limits import tried

TRIES_A_CODE = 5
TRIES_AN_ADDRESS = 30
HOUR_S = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(
            request, "portal/track.html", {"section": "track", "code": request.GET.get("code", "")}
        )
    code = "".join(request.POST.get("code", "").split()).upper()[:40]
    digits = request.POST.get("digits", "").strip()
    faults = _faults(code, digits)
    if faults:
        return _again(request, code, faults)
    now = clock.now()
    too_many = tried("track", code, now) > TRIES_A_CODE
    if tried("track from", address_of(request), now) > TRIES_AN_ADDRESS or too_many:
        return errors.page(request, 429, retry_after=HOUR_S)
    try:
        found = dossiers.tracked(code, digits)
    except dossiers.DossierNotFound:
        said = _(
            "Không có hồ sơ nào khớp với mã và 4 số này. Đề nghị kiểm tra trên giấy tiếp nhận hoặc tin nhắn"
        )
        return _again(request, code, {"code": said})
    return render(
        request, "portal/tracked.html", {"section": "track", **seen_without_names(found, now)}
    )


def _again(request: HttpRequest, code: str, faults: dict[str, str]) -> HttpResponse:
    context = {"section": "track", "code": code, "errors": faults}
    return render(request, "portal/track.html", context)


def _faults(code: str, digits: str) -> dict[str, str]:
    faults = {}
    if not code:
        faults["code"] = _("Đề nghị nhập mã hồ sơ, ví dụ H44.28.05-261123-0007")
    if len(digits) != 4 or not digits.isdecimal():
        faults["digits"] = _("Đề nghị nhập 4 số cuối của số định danh cá nhân")
    return faults
