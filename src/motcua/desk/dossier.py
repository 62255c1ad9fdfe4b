"""One dossier on one page: what was declared and verified, who is on it, what may be done."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.service import Role
from motcua.agencies import service as agencies
from motcua.desk import declaration, following, probing
from motcua.desk.at_post import Me, at_post
from motcua.desk.beside import signers_of
from motcua.desk.due import standing
from motcua.desk.place import Place
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Dossier, Step
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.payments import service as payments

log = logging.getLogger(__name__)
SIGN = frozenset({Role.SIGNER, Role.CLERK, Role.CENTRE_HEAD})
CHANNELS = {"online": "Trực tuyến", "counter": "Trực tiếp", "post": "Qua bưu chính công ích"}


@dataclass(frozen=True)
class Paper:
    """A paper issued in the dossier or a file that somebody sent; without id it is not there yet."""

    title: str
    file_id: UUID | None
    note: str
    at: datetime
    signatures: Sequence[papers.SignatureView] = ()
    ask_again: UUID | None = None  # the paper that the official at the desk has yet to confirm


@require_safe
@at_post
def show(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    found = dossiers.dossier_for_official(me.actor, code)
    dossier, now = found.dossier, clock.now()
    log.info(
        "dossier seen",
        extra={"dossier": code, "account": str(me.actor.account_id), "role": me.actor.role},
    )
    due = standing(dossier, now)
    place = Place.of(request.GET)
    next_one = place.next_after(me.actor, dossier, now)
    context = {
        "me": me,
        "dossier": dossier,
        "procedure_name": found.procedure_name,
        "subject_name": found.subject_name,
        "label": dossiers.official_label(dossier),
        "channel": CHANNELS.get(dossier.channel, dossier.channel),
        "standing": due,
        "place": place,
        "next": next_one,
        "back_at": next_one.dossier.code if place.follows and next_one else code,
        "can_preview": dossier.needs_confirmation and dossier.step == Step.EXAMINATION,
        "choices": probing.choices(dossier, me.actor, now, overdue=due.overdue),
        **_parts(dossier, me),
    }
    return render(request, "desk/dossier.html", context)


def _parts(dossier: Dossier, me: Me) -> dict[str, Any]:
    code = dossier.code
    story = list(reversed(dossiers.timeline(code, inner=True)))
    issued = _issued(code, me)
    return {
        "bodies": agencies.names(_agencies(dossier)),
        "proposal": dossiers.proposal_of(dossier),
        "question": dossiers.question_of(dossier),
        "pages": declaration.compared(dossier),
        "answers": declaration.answers_of(code),
        "registration": declaration.registration(code),
        "people": dossiers.parties_of(code),
        "assignee": _assignee(dossier),
        "story": story,
        "written": following.written(code),
        "notes": dossiers.notes_of(code),
        "issued": issued,
        "token_since": _token_since(dossier, issued, me),
        "sent": _sent(code),
        "deliveries": following.deliveries(dossier),
        "charges": payments.charges(code),
    }


def _agencies(dossier: Dossier) -> set[str]:
    return {dossier.receiving_agency, dossier.competent_agency, dossier.asked_agency} - {""}


def _assignee(dossier: Dossier) -> str:
    if dossier.assignee is None:
        return ""
    return dossiers.names_of([dossier.assignee]).get(dossier.assignee, "")


def _issued(code: str, me: Me) -> list[Paper]:
    return [
        Paper(
            one.title, one.file_id, one.note, one.ordered_at, one.signatures, _unconfirmed(one, me)
        )
        for one in reversed(papers.papers_of(code, inner=True))
    ]


def _token_since(dossier: Dossier, issued: Sequence[Paper], me: Me) -> int | None:
    """Return from when the official's own token is waited for; None: it is not."""
    mine = signers_of(me)
    signatures = (one for paper in issued for one in paper.signatures if one.signer in mine)
    if any(one.confirmation == "token" for one in signatures):
        return 0
    ordered = dossier.step in {Step.SIGNING, Step.SEALING}
    if ordered and me.actor.role in SIGN and papers.signs_at_token(mine, clock.today()):
        return int(clock.now().timestamp())
    return None


def _unconfirmed(paper: papers.PaperView, me: Me) -> UUID | None:
    mine = (one for one in paper.signatures if one.signer in signers_of(me))
    waits = paper.state == "ready" and any(one.not_confirmed for one in mine)
    return paper.id if waits else None


def _sent(code: str) -> list[Paper]:
    return [Paper(one.name, one.id, "", one.created_at) for one in papers.files_of(code)]
