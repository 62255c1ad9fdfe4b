"""The leader publishes the answer to a complaint, or takes it down again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.complaints import service as complaints
from motcua.desk.asked_seldom import PUBLISHING, forget
from motcua.desk.at_post import Me, at_post, told
from motcua.desk.complaints.case import LONGEST_TEXT, NOT_FOUND
from motcua.desk.complaints.listing import NOT_THEIRS
from motcua.kernel import clock


@require_http_methods(["GET", "HEAD", "POST"])
@at_post
def publish(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    if me.actor.role not in complaints.HANDLERS:
        raise PermissionDenied(NOT_THEIRS)
    typed = {
        name: request.POST.get(name, "").strip()[:LONGEST_TEXT] for name in ("question", "answer")
    }
    fault = ""
    try:
        proposal = complaints.proposal_for(me.actor, code)
        if request.method == "POST":
            messages.success(request, _change(request, me, code, typed))
            forget(request, PUBLISHING)
            return redirect("desk:complaints:case", code)
    except complaints.ComplaintNotFound:
        return told(request, me, 404, "Không tìm thấy phản ánh, kiến nghị", NOT_FOUND)
    except complaints.StepRefused as refusal:
        fault = str(refusal)
        if request.method != "POST" or not any(typed.values()):
            return told(request, me, 409, "Chưa công khai được", fault)
    shown = proposal.published or proposal
    context = {
        "me": me,
        "code": code,
        "proposal": proposal,
        "question": typed["question"] or shown.question,
        "answer": typed["answer"] or shown.answer,
        "faults": {"question": fault} if fault else {},
    }
    return render(request, "desk/complaints/publish.html", context, status=422 if fault else 200)


def _change(request: HttpRequest, me: Me, code: str, typed: dict[str, str]) -> str:
    if "down" in request.POST:
        complaints.take_down(me.actor, code, clock.now())
        return "Đã gỡ câu trả lời công khai"
    complaints.publish(me.actor, code, typed["question"], typed["answer"], clock.now())
    return "Đã công khai câu trả lời"
