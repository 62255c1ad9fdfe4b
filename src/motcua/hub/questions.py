"""Page of questions that the portal passes on to agencies, and of what they answered."""

from __future__ import annotations

from secrets import token_hex

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.hub import paging
from motcua.hub.browsing import see
from motcua.hub.models import HubAccount, Question
from motcua.hub.paging import Order
from motcua.kernel import clock

LONGEST = 10_000
NEWEST_FIRST = Order("asked_at", "id")


@require_http_methods(["GET", "HEAD", "POST"])
@see
def questions(request: HttpRequest) -> HttpResponse:
    """List questions; a POST passes one on to the agency of an account."""
    typed = {
        name: request.POST.get(name, "").replace("\x00", "").strip() for name in ("to", "content")
    }
    accounts = dict(HubAccount.objects.order_by("agency").values_list("agency", "name"))
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = _errors(typed, accounts)
        if not errors:
            _pass_on(typed["to"], accounts[typed["to"]], typed["content"])
            return redirect("hub:questions")
    page = paging.read(request, Question.objects.all(), NEWEST_FIRST)
    context = {"page": page, "accounts": accounts.items(), "typed": typed, "errors": errors}
    return render(request, "hub/questions.html", context, status=422 if errors else 200)


def _errors(typed: dict[str, str], accounts: dict[str, str]) -> list[tuple[str, str]]:
    errors = []
    if typed["to"] not in accounts:
        errors.append(("to", "Chọn cơ quan trả lời"))
    if not typed["content"]:
        errors.append(("content", "Nhập nội dung câu hỏi"))
    elif len(typed["content"]) > LONGEST:
        errors.append(("content", f"Nội dung câu hỏi không quá {LONGEST} ký tự"))
    return errors


def _pass_on(agency: str, name: str, content: str) -> None:
    Question.objects.create(
        root=agency, number=f"DVCQG-{token_hex(8)}", from_portal=True, agency=agency,
        agency_name=name, content=content, asked_at=clock.now(),
    )  # fmt: skip
