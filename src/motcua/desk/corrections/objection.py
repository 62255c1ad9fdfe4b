"""Write down that a person disagrees with a correction, told by telephone or at the office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.corrections import service as corrections
from motcua.desk.at_post import Me
from motcua.desk.corrections.opening import at_matching
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput


@require_http_methods(["GET", "HEAD", "POST"])
@at_matching
def record(request: HttpRequest, me: Me) -> HttpResponseBase:
    """GET shows the form, POST opens the proposal again; what was typed is never lost."""
    corrections.check_role(me.actor, corrections.OBJECTION_TAKERS)
    code, text = request.POST.get("code", "")[:20], request.POST.get("text", "")
    context = {"me": me, "code": code, "text": text, "faults": {}}
    if request.method == "POST":
        try:
            corrections.record_objection(me.actor, code, text, clock.now())
        except BadInput as refusal:
            context["faults"] = {_where(refusal): str(refusal)}
            return render(request, "desk/corrections/objection.html", context, status=422)
        messages.success(request, "Đã ghi ý kiến. Lãnh đạo sẽ xem xét lại chỉnh sửa này.")
        return redirect("desk:corrections:objection")
    return render(request, "desk/corrections/objection.html", context)


def _where(refusal: BadInput) -> str:
    return "code" if isinstance(refusal, corrections.UnknownCode | corrections.NotOpen) else "text"
