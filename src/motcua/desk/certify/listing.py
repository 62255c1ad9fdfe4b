"""Certified copies on their way: who signs, seals or hands over does it for several at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.service import Role
from motcua.desk.at_post import Me, at_post
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.payments import service as payments

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Duty:
    """What a role does with the copies of one list; ``done`` is told with their number."""

    waits: str
    command: Command
    label: str
    done: str


DUTIES: Mapping[Role, Duty] = {
    Role.SIGNER: Duty("signature", Command(action=Action.SIGN), "Ký chứng thực", "Đã ký"),
    Role.CLERK: Duty("seal", Command(action=Action.ISSUE), "Đóng dấu, phát hành", "Đã đóng dấu"),
    Role.RECEIVER: Duty(
        "hand_over",
        Command(action=Action.HAND_OVER, facts={"to": "filer", "way": "paper"}),
        "Đã trả bản sao và bản chính",
        "Đã trả",
    ),
}
LISTS = {
    "signature": "Chờ ký chứng thực",
    "seal": "Chờ đóng dấu",
    "being_made": "Đang tạo chữ ký số, đóng dấu số",
    "hand_over": "Chờ in và trả",
}


@require_safe
@at_post
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    """List the agency's copies by what they wait for, one's own work first."""
    found = dossiers.copies_at_work(me.actor)
    duty = DUTIES.get(me.actor.role)
    own = found[duty.waits] if duty else []
    others = [
        (LISTS[name], found[name])
        for name in LISTS
        if found[name] and not (duty and name == duty.waits)
    ]
    context = {
        "me": me,
        "duty": duty,
        "own": own,
        "own_label": LISTS[duty.waits] if duty else "",
        "others": others,
        "takes_in": me.actor.role == Role.RECEIVER,
        "command": uuid4(),
    }
    return render(request, "desk/certify/list.html", context)


@require_POST
@at_post
def do(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Do the role's duty with each chosen copy by itself; one refused leaves the others done."""
    duty = DUTIES.get(me.actor.role)
    if duty is None:
        return redirect("desk:certify:list")
    done, refused = 0, []
    for code in request.POST.getlist("copy")[:MOST_AT_ONCE]:
        sentence = _do_one(me, duty, code, _command(request))
        if sentence:
            refused.append(f"{code}: {sentence}")
        else:
            done += 1
    if done:
        messages.success(request, f"{duty.done} {done} bản chứng thực.")
    for one in refused:
        messages.error(request, one)
    if not done and not refused:
        messages.error(request, "Chọn ít nhất một bản.")
    return redirect("desk:certify:list")


@require_safe
@at_post
def one(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    """Show one copy after it was taken in: what was paid, where it is, and its print."""
    found = dossiers.dossier_for_official(me.actor, code)
    answers = dossiers.declaration_of(found.dossier).answers
    if found.dossier.procedure != dossiers.procedure_on(clock.now()).code:
        return redirect("desk:dossier", code)
    issued = papers.issued(code)
    context = {
        "me": me,
        "dossier": found.dossier,
        "label": dossiers.official_label(found.dossier),
        "applicant": found.subject_name,
        "answers": answers,
        "charges": payments.charges(code),
        "line": papers.line_of(code),
        "issued": issued,
        "to_hand_over": issued is not None and found.dossier.phase == dossiers.Phase.DECIDED,
        "duty": DUTIES[Role.RECEIVER],
        "takes_in": me.actor.role == Role.RECEIVER,
        "command": uuid4(),
    }
    return render(request, "desk/certify/copy.html", context)


def _do_one(me: Me, duty: Duty, code: str, command: UUID) -> str:
    """Return why not, or an empty text; pressed twice, it happens once."""
    try:
        found = dossiers.dossier_for_official(me.actor, code)
        if found.dossier.procedure != dossiers.procedure_on(clock.now()).code:
            return "Không phải hồ sơ chứng thực bản sao"
        dossiers.perform(
            code, duty.command, me.actor, command_id=uuid5(command, code), now=clock.now()
        )
    except dossiers.DossierNotFound:
        return "Không tìm thấy hồ sơ"
    except dossiers.ActionRefused as refusal:
        return str(refusal)
    return ""


def _command(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("command", ""))
    except ValueError:
        return uuid4()
