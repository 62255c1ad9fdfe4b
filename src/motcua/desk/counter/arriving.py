"""Somebody comes to the counter: the card is scanned or pasted, or its facts are typed by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Channel, Procedure
from motcua.counter import service as counter
from motcua.counter.service import Represented, Visit, Visitor
from motcua.desk.at_post import Me
from motcua.desk.counter import representing
from motcua.desk.counter.beginning import begin
from motcua.desk.counter.looking_up import look_up
from motcua.desk.counter.opened import agency_of, at_counter
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput
from motcua.kernel.identity_cards import IdentityCard
from motcua.kernel.names import check_name, nfc
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.personal_ids import PersonalId

TYPED = ("card", "personal_id", "name", "birth", "phone", "procedure", *representing.FIELDS)
LONGEST = 1200
PHONE = re.compile(r"0\d{9}")


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def arrive(request: HttpRequest, me: Me) -> HttpResponseBase:
    if request.method != "POST":
        return _show(request, me, {}, {})
    typed = {name: request.POST.get(name, "")[:LONGEST].strip() for name in TYPED}
    visitor, faults = read(typed)
    represented, wrong = representing.read(typed, clock.today())
    faults |= wrong
    procedure = next((one for one in offered() if one.code == typed["procedure"]), None)
    if procedure is None:
        faults["procedure"] = "Chọn thủ tục người yêu cầu cần làm"
    if visitor is None or procedure is None or faults:
        return _show(request, me, typed, faults)
    visit, faults = _started(me, visitor, represented, procedure, bool(typed["card"]))
    if visit is None:
        return _show(request, me, typed, faults)
    return redirect("desk:counter:visit", visit.id)


def _started(
    me: Me, visitor: Visitor, represented: Represented | None, procedure: Procedure, by_card: bool
) -> tuple[Visit | None, dict[str, str]]:
    """Ask the registers and begin; for an organisation, unless it may not file this."""
    agency, told, known = agency_of(me), None, None
    if represented:
        represented, told, faults = representing.looked_up(represented, me, agency, procedure)
        if faults or told is None:
            return None, faults
        known = representing.sources(represented, told, visitor, clock.now())
    visit = counter.start_visit(
        visitor,
        me.actor,
        agency,
        read_from="card" if by_card else "typed",
        now=clock.now(),
        represented=represented,
        told=told.body() if told else None,
    )
    compared, own = look_up(visit, me, procedure.code)
    begin(counter.keep_answers(visit, compared, known or own), procedure, clock.now())
    return visit, {}


def offered() -> list[Procedure]:
    """Return what is filled in at the counter; certified copies have their own, shorter way."""
    now = clock.now()
    apart = dossiers.procedure_on(now).code
    published = catalogue.published(clock.local_day(now))
    return [one for one in published if Channel.COUNTER in one.channels and one.code != apart]


def read(typed: Mapping[str, str]) -> tuple[Visitor | None, dict[str, str]]:
    """Return who it is, or what to correct; a card says more than what was typed beside it."""
    faults: dict[str, str] = {}
    phone = "".join(sign for sign in typed["phone"] if sign not in " .-")
    if phone and not PHONE.fullmatch(phone):
        faults["phone"] = "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0"
    if typed["card"]:
        try:
            return _of_card(IdentityCard.parse(typed["card"]), phone), faults
        except BadInput as refusal:
            return None, faults | {"card": str(refusal)}
    found: dict[str, str] = {}
    for name, parse in _BY_HAND.items():
        try:
            found[name] = parse(typed[name])
        except BadInput as refusal:
            faults[name] = str(refusal)
    return (Visitor(**found, phone=phone) if len(found) == len(_BY_HAND) else None), faults


def _of_card(card: IdentityCard, phone: str) -> Visitor:
    return Visitor(
        personal_id=str(card.personal_id),
        name=card.name,
        birth=card.birth.iso(),
        sex=card.sex,
        address=card.address,
        phone=phone,
    )


def _name(text: str) -> str:
    fault = check_name(text)
    if fault:
        raise BadInput(fault)
    return nfc(text)


_BY_HAND = {
    "personal_id": lambda text: str(PersonalId.parse(text)),
    "name": _name,
    "birth": lambda text: PartialDate.parse(text).iso(),
}


def _show(
    request: HttpRequest, me: Me, typed: Mapping[str, str], faults: Mapping[str, str]
) -> HttpResponseBase:
    context = {
        "me": me,
        "typed": typed,
        "faults": faults,
        "procedures": offered(),
        "rights": representing.RIGHTS,
        "for_organisation": any(typed.get(name) for name in representing.FIELDS),
    }
    page = "desk/counter/arrive.html"
    return render(request, page, context, status=422 if faults else 200)
