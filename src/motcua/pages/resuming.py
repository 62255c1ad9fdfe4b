"""The page that gives back what was typed before the session ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.pages import kept_posts


@require_safe
@never_cache
def resume(request: HttpRequest, token: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect(f"{reverse('portal:sign_in')}?next={request.path}")
    post = kept_posts.kept(request, token, request.user.pk)
    if post is None:
        kept_posts.forget(request)
        return render(request, "pages/nothing_kept.html", status=404)
    return render(request, "pages/resume.html", {"post": post})
