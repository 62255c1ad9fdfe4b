"""What officials do beside the record of a dossier: notes, the control sheet, a look at the draft."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.accounts.service import Role
from motcua.desk.at_post import Me, at_post
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Dossier
from motcua.kernel import clock
from motcua.kernel.names import nfc
from motcua.papers import service as papers

_ORDERED = "Đang lập {}. Tải lại trang sau vài giây để mở tệp."


@require_POST
@at_post
def note(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    """Keep an internal note; people on the dossier never see it."""
    dossier = _theirs(me, code)
    text = nfc(request.POST.get("text", "").replace("\0", "")).strip()
    if text:
        author = ", ".join(filter(None, (me.actor.name, me.actor.title)))
        dossiers.keep_note(dossier.code, me.actor, author, text, clock.now())
        messages.success(request, "Đã lưu ghi chú nội bộ.")
    return redirect("desk:dossier", code)


@require_POST
@at_post
def control_sheet(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    dossiers.order_control_sheet(_theirs(me, code), me.actor, clock.now())
    messages.success(request, _ORDERED.format("phiếu kiểm soát (mẫu số 06)"))
    return redirect("desk:dossier", code)


@require_POST
@at_post
def preview(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    """Order the draft as the applicant will see it, for who sends it."""
    dossier = _theirs(me, code)
    if not dossier.needs_confirmation:
        raise dossiers.DossierNotFound
    dossiers.order_preview(dossier, me.actor, clock.now())
    messages.success(request, _ORDERED.format("bản xem trước"))
    return redirect("desk:dossier", code)


@require_POST
@at_post
def ask_again(request: HttpRequest, me: Me, code: str, paper_id: UUID) -> HttpResponseBase:
    """Have the official's telephone ring once more for a paper that they did not confirm."""
    dossier = _theirs(me, code)
    of_dossier = {one.id for one in papers.papers_of(dossier.code, inner=True)}
    asked = [papers.ask_again(paper_id, one) for one in signers_of(me) if paper_id in of_dossier]
    if any(asked):
        messages.success(request, "Đã gửi lại yêu cầu ký đến điện thoại.")
    else:
        messages.error(request, "Giấy tờ này không chờ ông/bà xác nhận ký.")
    return redirect("desk:dossier", code)


def signers_of(me: Me) -> tuple[str, ...]:
    """Return whose signatures the official answers for: their own, a clerk the agency's too."""
    seal = (dossiers.home_agency(me.actor.agency),) if me.actor.role == Role.CLERK else ()
    return (str(me.actor.account_id), *seal)


def _theirs(me: Me, code: str) -> Dossier:
    if me.actor.role == Role.OVERSIGHT:
        raise PermissionDenied("Vai trò theo dõi chỉ xem")
    return dossiers.dossier_for_official(me.actor, code).dossier
