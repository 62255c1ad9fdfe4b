"""The queue of register matching: what waits for this official, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.corrections import service as corrections
from motcua.corrections.service import FAULT_WORDS, PARTS, Fault, Place, Proposal, Weight
from motcua.desk.at_post import Me
from motcua.desk.corrections.opening import address, at_matching, place_of
from motcua.desk.corrections.showing import counted, percent

LAST = "corrections_last"  # key of the session: number, step and verdict of the last decision


@dataclass(frozen=True)
class Row:
    proposal: Proposal
    address: str
    fault: str
    chance: str
    chance_word: str
    gain: str
    risk: str
    risk_word: str


@require_safe
@at_matching
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    place = place_of(request.GET)
    counts = corrections.counts(me.actor, place)
    found = corrections.page(me.actor, place)
    rows = found[: corrections.PAGE]
    context = {
        "me": me,
        "lead": corrections.is_lead(me.actor),
        "place": place,
        "total": counted(counts.total),
        "chosen": counted(counts.chosen),
        "districts": [(name, counted(n)) for name, n in counts.districts.items() if name],
        "faults": [
            (name, FAULT_WORDS[Fault(name)], counted(n)) for name, n in counts.faults.items()
        ],
        "rows": [_row(one, place) for one in rows],
        "begin": address("next", replace(place, after=None)),
        "more": address("list", place.behind(rows[-1])) if len(found) > len(rows) else "",
        "start": address("list", replace(place, after=None)),
        "last": request.session.get(LAST),
    }
    return render(request, "desk/corrections/list.html", context)


@require_safe
@at_matching
def follow(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Open the next proposal behind a place, or the list when there is none."""
    return go_on(request, me, place_of(request.GET))


def go_on(request: HttpRequest, me: Me, place: Place) -> HttpResponseBase:
    number = corrections.following(me.actor, place)
    if number is not None:
        return redirect(address("proposal", replace(place, after=None), number))
    messages.info(request, "Đã đến cuối hàng chờ. Đề xuất đã bỏ qua, nếu có, còn ở danh sách dưới.")
    return redirect(address("list", replace(place, after=None)))


def _row(one: Proposal, place: Place) -> Row:
    return Row(
        proposal=one,
        address=address("proposal", replace(place, after=None), one.pk),
        fault=FAULT_WORDS[Fault(one.fault)],
        chance=percent(one.probability),
        chance_word=corrections.chance_word(one.probability),
        gain=points(one.gain),
        risk=points(one.risk),
        risk_word=Weight(one.gain, one.risk).risk_word,
    )


def points(thousandths: int) -> str:
    """2340 → '2,3'."""
    return f"{thousandths / PARTS:.1f}".replace(".", ",")
