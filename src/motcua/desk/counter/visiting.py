"""One visit: who it is, what the register says, and the procedures they came for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.catalogue.package import Applicant, Procedure
from motcua.counter import service as counter
from motcua.counter.service import Carrier, Visit
from motcua.desk import organisations
from motcua.desk.at_post import Me
from motcua.desk.counter import representing
from motcua.desk.counter.arriving import offered
from motcua.desk.counter.beginning import begin
from motcua.desk.counter.looking_up import WORDS, look_up
from motcua.desk.counter.opened import agency_of, at_counter
from motcua.desk.organisations import Told
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import check_name, nfc
from motcua.kernel.personal_ids import PersonalId

LONGEST_PAPER = 200
SEXES = {"male": "Nam", "female": "Nữ"}


@require_safe
@at_counter
def home(request: HttpRequest, me: Me) -> HttpResponseBase:
    """List the visits that were not ended: after a power cut the work goes on from here."""
    context = {"me": me, "visits": counter.open_visits(agency_of(me))}
    return render(request, "desk/counter/home.html", context)


@require_safe
@at_counter
def visit(request: HttpRequest, me: Me, visit_id: UUID) -> HttpResponseBase:
    return _show(request, me, counter.visit_at(agency_of(me), visit_id), {}, {})


@require_POST
@at_counter
def another(request: HttpRequest, me: Me, visit_id: UUID) -> HttpResponseBase:
    """Begin one more procedure for the same person."""
    found = counter.visit_at(agency_of(me), visit_id)
    chosen = request.POST.get("procedure", "")
    procedure = next((one for one in _offered_to(found) if one.code == chosen), None)
    if procedure is None:
        return _show(request, me, found, {}, {"procedure": "Chọn thủ tục"})
    intake = begin(found, procedure, clock.now())
    return redirect("desk:counter:fill", intake.id)


@require_POST
@at_counter
def ask_again(request: HttpRequest, me: Me, visit_id: UUID) -> HttpResponseBase:
    """Ask once more after a register did not answer; who came for an organisation fills nothing."""
    found = counter.visit_at(agency_of(me), visit_id)
    first = found.intakes.order_by("begun_at")[0].procedure
    compared, sources = look_up(found, me, first)
    counter.keep_answers(found, compared, found.sources if found.organisation else sources)
    if found.organisation:
        tax_code = found.organisation["tax_code"]
        told = organisations.look_up(tax_code, me, found.agency, first, representing.PURPOSE)
        counter.keep_told(found, told.body())
    return redirect("desk:counter:visit", visit_id)


@require_POST
@at_counter
def carried(request: HttpRequest, me: Me, visit_id: UUID) -> HttpResponseBase:
    """Note who brings the papers for the person, or that they came themselves."""
    found = counter.visit_at(agency_of(me), visit_id)
    typed = {name: request.POST.get(name, "").strip() for name in ("name", "personal_id", "paper")}
    if not any(typed.values()):
        counter.keep_carrier(found, None)
        return redirect("desk:counter:visit", visit_id)
    carrier, faults = _carrier(typed)
    if carrier is None:
        return _show(request, me, found, typed, faults)
    counter.keep_carrier(found, carrier)
    messages.success(request, "Đã ghi người mang hồ sơ đến.")
    return redirect("desk:counter:visit", visit_id)


@require_POST
@at_counter
def end(request: HttpRequest, me: Me, visit_id: UUID) -> HttpResponseBase:
    counter.end_visit(counter.visit_at(agency_of(me), visit_id), clock.now())
    return redirect("desk:counter:home")


def _offered_to(visit: Visit) -> list[Procedure]:
    """Return what can be begun: for an organisation only what it may file."""
    enterprise = bool(visit.organisation) and Told.kept(visit.organisation["told"]).is_registered
    kind = Applicant.ENTERPRISE if enterprise else Applicant.ORGANISATION
    return [one for one in offered() if not visit.organisation or kind in one.applicants]


def _carrier(typed: dict[str, str]) -> tuple[Carrier | None, dict[str, str]]:
    faults: dict[str, str] = {}
    if fault := check_name(typed["name"]):
        faults["name"] = fault
    try:
        number = str(PersonalId.parse(typed["personal_id"]))
    except BadInput as refusal:
        faults["personal_id"] = str(refusal)
    if not typed["paper"]:
        faults["paper"] = "Nêu văn bản ủy quyền hoặc quan hệ với người yêu cầu"
    if faults:
        return None, faults
    return Carrier(
        name=nfc(typed["name"]), personal_id=number, paper=typed["paper"][:LONGEST_PAPER]
    ), {}


def _show(
    request: HttpRequest,
    me: Me,
    found: counter.Visit,
    typed: dict[str, str],
    faults: dict[str, str],
) -> HttpResponseBase:
    outcome = found.compared.get("outcome", "unavailable")
    context = {
        "me": me,
        "visit": found,
        "person": found.person,
        "sex": SEXES.get(found.person["sex"], ""),
        "outcome": outcome,
        "outcome_word": WORDS[outcome],
        "register_says": [
            SEXES.get(one["register"], "")
            for one in found.compared.get("fields", [])
            if not one["agrees"]
        ],
        "intakes": list(found.intakes.order_by("begun_at")),
        "carrier": typed or found.carrier,
        "procedures": _offered_to(found),
        "told": Told.kept(found.organisation["told"]) if found.organisation else None,
        "right": representing.RIGHTS.get(found.organisation.get("right", ""), ""),
        "differing": representing.differing(found) if found.organisation else [],
        "faults": faults,
    }
    return render(request, "desk/counter/visit.html", context, status=422 if faults else 200)
