"""The complaints that the official's agency has to answer, the nearest limit first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.service import Role
from motcua.complaints import service as complaints
from motcua.desk.at_post import Me, at_post
from motcua.kernel import clock

READERS = complaints.HANDLERS | {Role.OVERSIGHT}
NOT_THEIRS = "Phản ánh, kiến nghị do lãnh đạo cơ quan và người được giao theo dõi xem và xử lý"


@require_safe
@at_post
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    may_read(me)
    now = clock.now()
    found = complaints.complaints_for(me.actor, now)
    context = {
        "me": me,
        "may_publish": me.actor.role in complaints.HANDLERS,
        "waiting": [one for one in found if not one.closed_at],
        "unpublished": sorted(
            (one for one in found if one.publish_by), key=lambda one: one.publish_by or now
        ),
        "closed": [one for one in found if one.closed_at and not one.publish_by],
    }
    return render(request, "desk/complaints/list.html", context)


def may_read(me: Me) -> None:
    """Raises ``PermissionDenied`` for everybody who neither leads nor oversees."""
    if me.actor.role not in READERS:
        raise PermissionDenied(NOT_THEIRS)
