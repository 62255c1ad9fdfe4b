"""Larger type for those who ask for it, remembered by their own browser."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from motcua.pages.language import back_with

COOKIE = f"motcua_{settings.ROLE}_type"
SIZES = frozenset({"large", "normal"})


def is_large(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == "large"


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    size = request.POST.get("type", "")
    return back_with(request, COOKIE, size if size in SIZES else "")
