"""Answers to complaints that agencies published (phản ánh, kiến nghị đã trả lời), searchable."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.complaints import service as complaints

LONGEST_SEARCH = 100


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
    page = request.GET.get("page", "1")
    number = max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    found = complaints.published(words, number)
    context = {
        "answers": found[: complaints.PAGE],
        "words": words,
        "page": number,
        "more": len(found) > complaints.PAGE,
    }
    return render(request, "portal/answers.html", context)
