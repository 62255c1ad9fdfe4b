"""One proposal: look, decide with one key, go on to the next; take the last decision back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.corrections import service as corrections
from motcua.corrections.service import FAULT_WORDS, REASON_WORDS, Fault, Proposal, Said, State
from motcua.desk.at_post import Me
from motcua.desk.corrections.listing import LAST, go_on, points
from motcua.desk.corrections.opening import address, at_matching, place_of
from motcua.desk.corrections.showing import lines, percent
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput

SAID_WORDS = {
    Said.ACCEPTED: "Chấp nhận", Said.REJECTED: "Từ chối", Said.UNDONE: "Hoàn tác",
    Said.OBJECTED: "Người dân không đồng ý",
}  # fmt: skip
LARGEST = 2**63 - 1


@require_http_methods(["GET", "HEAD", "POST"])
@at_matching
def settle(request: HttpRequest, me: Me, number: int) -> HttpResponseBase:
    if number > LARGEST:
        raise corrections.ProposalNotFound
    if request.method != "POST":
        return _drawn(request, me, corrections.proposal_for(me.actor, number))
    said, _, reason = request.POST.get("said", "").partition(":")
    try:
        step = corrections.decide(
            me.actor,
            number,
            Said(said) if said in set(Said) else Said.UNDONE,
            reason=reason,
            command=_command(request),
            now=clock.now(),
        )
    except corrections.NotOpen as late:
        proposal = corrections.proposal_for(me.actor, number)
        return _drawn(request, me, proposal, obstacle=str(late), status=409)
    except BadInput as refusal:
        proposal = corrections.proposal_for(me.actor, number)
        return _drawn(request, me, proposal, faults={"": str(refusal)}, status=422)
    request.session[LAST] = {"number": number, "seq": step.seq, "word": SAID_WORDS[Said(said)]}
    return go_on(request, me, place_of(request.GET).behind(step.proposal))


@require_POST
@at_matching
def take_back(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Undo the last decision of this session and show its proposal again."""
    last = request.session.pop(LAST, None)
    if last is None:
        messages.info(request, "Không có quyết định nào để hoàn tác trong phiên làm việc này.")
        return redirect("desk:corrections:list")
    try:
        corrections.undo(me.actor, last["number"], last["seq"], clock.now())
    except corrections.NotOpen as late:
        messages.warning(request, f"{late}.")
    return redirect("desk:corrections:proposal", last["number"])


def _drawn(
    request: HttpRequest,
    me: Me,
    proposal: Proposal,
    *,
    obstacle: str = "",
    faults: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    place = place_of(request.GET)
    last = request.session.get(LAST)
    context: dict[str, Any] = {
        "me": me,
        "proposal": proposal,
        "fault": FAULT_WORDS[Fault(proposal.fault)],
        "lines": lines(proposal),
        "signs": corrections.signs(proposal.evidence),
        "chance": percent(proposal.probability),
        "chance_word": corrections.chance_word(proposal.probability),
        "runner_chance": percent(proposal.runner_probability),
        "gain": points(proposal.gain),
        "risk": points(proposal.risk),
        "reasons": [(name.value, word) for name, word in REASON_WORDS.items()],
        "may": _may(me, proposal),
        "steps": [
            (SAID_WORDS[Said(step.said)], step, _reason(step.reason))
            for step in corrections.steps_shown(me.actor, proposal)
        ],
        "objections": _objections(proposal),
        "obstacle": obstacle,
        "faults": faults or {},
        "command": uuid4(),
        "skip": address("next", place.behind(proposal)),
        "list": address("list", place),
        "last": last if last and last["number"] != proposal.pk else None,
        "can_undo": bool(last and last["number"] == proposal.pk),
    }
    return render(request, "desk/corrections/proposal.html", context, status=status)


def _may(me: Me, proposal: Proposal) -> bool:
    lead = corrections.is_lead(me.actor)
    state = State(proposal.state)
    return corrections.may_decide(state, proposal.first_by, me.actor.account_id, lead=lead)


def _reason(name: str) -> str:
    return {key.value: word for key, word in REASON_WORDS.items()}.get(name, "")


def _objections(proposal: Proposal) -> list[str]:
    """Return what people said; asked for only where somebody did."""
    if proposal.state != State.OBJECTED:
        return []
    return list(proposal.objections.order_by("pk").values_list("text", flat=True))


def _command(request: HttpRequest) -> UUID:
    """Return the id that the form was drawn with; a form without one is a new command."""
    try:
        return UUID(request.POST.get("command", ""))
    except ValueError:
        return uuid4()
