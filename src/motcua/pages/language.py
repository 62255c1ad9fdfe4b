"""Vietnamese first; English when the reader switches to it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate, get_language_from_request
from django.views.decorators.http import require_POST

A_YEAR_S = 365 * 24 * 3600


class VietnameseFirst(LocaleMiddleware):
    """Read the reader's own choice only.

    Phones sold here often ask for English though their owner reads Vietnamese, so the browser's
    Accept-Language does not decide.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        activate(get_language_from_request(request) if chosen else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = chosen or settings.LANGUAGE_CODE


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Remember the language chosen and go back to the page it was chosen on."""
    language = request.POST.get("language", "")
    known = language in dict(settings.LANGUAGES)
    return back_with(request, settings.LANGUAGE_COOKIE_NAME, language if known else "")


def back_with(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Go back to the page a switch was pressed on and remember ``value`` for a year, if any."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if value:
        response.set_cookie(
            cookie, value, max_age=A_YEAR_S, samesite="Lax", secure=settings.SECURE_COOKIES
        )
    return response
