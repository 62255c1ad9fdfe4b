"""Planned pauses of the system (tạm dừng): what was announced, announcing, changing, calling off.

Every administrator reads them; only those of the agency that runs this node announce.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.desk.administration import asked_downtime
from motcua.desk.administration.guard import as_administrator
from motcua.desk.at_post import Me, told
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput
from motcua.notices import service as notices
from motcua.notices.service import Downtime
from motcua.pages import context as pages

NOT_THEIRS = "Chỉ quản trị hệ thống của cơ quan vận hành ({}) được thông báo tạm dừng"


@require_http_methods(["GET", "HEAD", "POST"])
@as_administrator
def listed(request: HttpRequest, me: Me) -> HttpResponseBase:
    error = ""
    if request.method == "POST":
        if not _runs_this_node(me):
            return _refused(request, me)
        try:
            wanted = asked_downtime.read(request.POST)
            notices.announce_downtime(wanted, clock.now(), by=_name(me))
        except BadInput as refusal:
            error = f"{refusal}."
        else:
            return _done(request, "Đã thông báo. Người đang có việc dở được báo trong ít phút tới.")
    rows = list(notices.downtimes())
    told_of = notices.people_told(one.pk for one in rows)
    context = {
        "rows": [(one, told_of.get(one.pk, 0)) for one in rows],
        "typed": asked_downtime.typed(request.POST),
        "may_announce": _runs_this_node(me),
    }
    return _drawn(request, me, "downtimes", context, error)


@require_http_methods(["GET", "HEAD", "POST"])
@as_administrator
def one(request: HttpRequest, me: Me, number: int) -> HttpResponseBase:
    """Change a pause that has not begun, or call it off while it is not over."""
    if not _runs_this_node(me):
        return _refused(request, me)
    found = Downtime.objects.filter(id=number).first()
    if found is None:
        return told(request, me, 404, "Không tìm thấy", "Không có lần tạm dừng này")
    error = ""
    if request.method == "POST":
        try:
            return _done(request, _change(request, me, number))
        except BadInput as refusal:
            error = f"{refusal}."
    context = {
        "one": found,
        "typed": asked_downtime.typed(request.POST) if "begins_day" in request.POST
        else asked_downtime.filled(notices.planned(found)),
        "reason": request.POST.get("reason", ""),
    }  # fmt: skip
    return _drawn(request, me, "downtime", context, error)


def _change(request: HttpRequest, me: Me, number: int) -> str:
    if "cancel" in request.POST:
        reason = asked_downtime.sentence(request.POST.get("reason", ""))
        if not notices.cancel_downtime(number, reason, clock.now(), by=_name(me)):
            raise BadInput("Lần tạm dừng này đã kết thúc hoặc đã hủy")
        return "Đã hủy. Người đã được báo sẽ được báo lại trong ít phút tới."
    notices.change_downtime(number, asked_downtime.read(request.POST), clock.now(), by=_name(me))
    return "Đã thay đổi. Người đã được báo sẽ được báo lại trong ít phút tới."


def _done(request: HttpRequest, sentence: str) -> HttpResponseBase:
    pages.downtime.cache_clear()  # the other processes look within a minute
    messages.success(request, sentence)
    return redirect("desk:administration:downtimes")


def _drawn(
    request: HttpRequest, me: Me, page: str, context: dict[str, object], error: str
) -> HttpResponseBase:
    now = clock.now()
    known = {
        "me": me,
        "error": error,
        "now": now,
        "days": notices.days_ahead(now),
        "earliest": notices.first_day_to_announce(now),
    }
    address = f"desk/administration/{page}.html"
    return render(request, address, {**known, **context}, status=422 if error else 200)


def _runs_this_node(me: Me) -> bool:
    return bool(me.actor.agency == settings.SYSTEMS["national"]["agency"])


def _refused(request: HttpRequest, me: Me) -> HttpResponseBase:
    return told(
        request, me, 403, "Không thuộc phạm vi được giao", NOT_THEIRS.format(pages.node_name())
    )


def _name(me: Me) -> str:
    return ", ".join(filter(None, (me.actor.name, me.actor.title)))
