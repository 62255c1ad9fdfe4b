"""One complaint on the desk, and what its agency does about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.agencies import service as agencies
from motcua.complaints import service as complaints
from motcua.desk.asked_seldom import PUBLISHING, forget
from motcua.desk.at_post import Me, at_post, told
from motcua.desk.complaints.listing import may_read
from motcua.kernel import clock

LONGEST_TEXT = 4000
LABELS = {
    "answered": "Trả lời",
    "asked": "Đề nghị người gửi làm rõ",
    "transferred": "Chuyển cơ quan có thẩm quyền",
    "refused": "Không xem xét (nêu lý do)",
}
NOT_FOUND = "Mã có thể đã gõ sai, hoặc phản ánh, kiến nghị thuộc cơ quan khác"


@require_http_methods(["GET", "HEAD", "POST"])
@at_post
def show(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    may_read(me)
    fault = ""
    try:
        if request.method == "POST":
            fault = _step(request, me, code)
            if not fault:
                forget(request, PUBLISHING)
                messages.success(request, f"Đã ghi nhận. {LABELS[request.POST['step']]}: {code}")
                return redirect("desk:complaints:list")
        found = complaints.complaint_for(me.actor, code, clock.now())
    except complaints.ComplaintNotFound:
        return told(request, me, 404, "Không tìm thấy phản ánh, kiến nghị", NOT_FOUND)
    context = {
        "me": me,
        "case": found,
        "labels": LABELS,
        "may_act": me.actor.role in complaints.HANDLERS and not found.closed_at,
        "may_publish": me.actor.role in complaints.HANDLERS and found.state == "answered",
        "agencies": [one for one in agencies.communes(clock.today()) if one.code != found.agency],
        "faults": {"step": fault} if fault else {},
        "text": request.POST.get("text", ""),
        "step": request.POST.get("step", ""),
        "to_agency": request.POST.get("to_agency", ""),
    }
    return render(request, "desk/complaints/case.html", context)


def _step(request: HttpRequest, me: Me, code: str) -> str:
    """Take the step that was posted; return the sentence that refuses it, or nothing."""
    step = request.POST.get("step", "")
    if step not in complaints.STEPS:
        return "Chọn việc cần làm"
    text = request.POST.get("text", "").strip()[:LONGEST_TEXT]
    to_agency = request.POST.get("to_agency", "") if step == "transferred" else ""
    if to_agency and to_agency not in {one.code for one in agencies.communes(clock.today())}:
        return "Chọn cơ quan khác có thẩm quyền trả lời"
    try:
        complaints.take_step(me.actor, code, step, text, clock.now(), to_agency=to_agency)
    except complaints.StepRefused as refusal:
        return str(refusal)
    return ""
