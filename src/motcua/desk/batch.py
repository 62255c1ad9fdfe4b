"""Receive, sign or issue many dossiers at once, and watch the worker go through them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.desk.at_post import Me, at_post, told
from motcua.desk.beside import signers_of
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import ACTIONS, Dossier, Step
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.papers.service import PaperView

_CHOSEN = re.compile(r"([A-Za-z0-9.-]{1,40}):([0-9]{1,8})")  # code and the last event seen
_NOTHING = "Đánh dấu các hồ sơ cần thực hiện trong danh sách, rồi bấm lại nút"


@require_POST
@at_post
def start(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Do the one action of the official's role to what was ticked."""
    action = ACTIONS.get(me.actor.role)
    if action is None:
        raise PermissionDenied("Vị trí đang chọn không thực hiện hàng loạt")
    ticked = (_CHOSEN.fullmatch(one) for one in request.POST.getlist("chosen"))
    chosen = [(match[1], int(match[2])) for match in ticked if match]
    try:
        batch = UUID(request.POST.get("batch", ""))
    except ValueError:
        chosen = []
    if not chosen:
        return told(request, me, 422, "Chưa chọn hồ sơ nào", _NOTHING)
    dossiers.do_batch(batch, action, chosen, me.actor, clock.now())
    return redirect("desk:batch", batch)


@require_safe
@at_post
def show(request: HttpRequest, me: Me, batch: UUID) -> HttpResponseBase:
    progress = dossiers.progress_of(batch, me.actor)
    made = papers.results_of(one.code for one in progress.dossiers) if progress.waiting else {}
    context = {
        "me": me,
        "progress": progress,
        "label": dossiers.ACTION_LABELS[progress.action],
        "at_token": any(_waits_for_token(paper, me) for paper in made.values()),
        "total": len(progress.dossiers),
        "rows": [
            (one, progress.refused.get(one.code) or _standing(one, made))
            for one in progress.dossiers
        ],
    }
    return render(request, "desk/batch.html", context)


def _waits_for_token(paper: PaperView, me: Me) -> bool:
    waits = (one.signer for one in paper.signatures if one.confirmation == "token")
    return not {*waits}.isdisjoint(signers_of(me))


def _standing(one: Dossier, made: Mapping[str, PaperView]) -> str:
    """Say where a dossier stands; while it is being signed, what the signature waits for."""
    signing = one.step in {Step.SIGNING, Step.SEALING}
    note = made[one.code].note if signing and one.code in made else ""
    return note or dossiers.official_label(one)
