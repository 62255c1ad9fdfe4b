"""Organisations: choosing as whom to act, and the representative naming who acts for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.naming import check_period
from motcua.accounts.service import (
    Account,
    Mandate,
    MandateNotFound,
    NewMandate,
    Organisation,
    end_mandate,
    give_mandate,
    in_force_for,
    mandates_of,
)
from motcua.catalogue import service as catalogue
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import same_name
from motcua.kernel.organisation_names import same_organisation
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.personal_ids import PersonalId
from motcua.notices import service as notices
from motcua.pages.acting import ACTING, choose
from motcua.pages.sentences import in_language
from motcua.portal.acting import applicant
from motcua.portal.sign_in import safe, signed_in, the_person

FIELDS = ("personal_id", "full_name", "first_day", "last_day")


@dataclass(frozen=True)
class Given:
    """A mandate as the representative's page lists it; ``state`` is running, coming or over."""

    mandate: Mandate
    procedures: list[catalogue.Procedure]
    state: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def acting_as(request: HttpRequest) -> HttpResponse:
    """Choose to act for oneself or for an organisation that gave a mandate."""
    person = the_person(request)
    offered = in_force_for(person, clock.today())
    back_to = safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST":
        wanted = request.POST.get("as", "")
        chosen = next((one for one in offered if str(one.id) == wanted), None)
        if chosen is None and wanted != "self":
            raise Http404
        choose(request, chosen)
        return redirect(back_to)
    context = {
        "section": "me",
        "offered": offered,
        "chosen": (request.session.get(ACTING) or {}).get("mandate", "self"),
        "back_to": back_to,
    }
    return render(request, "portal/acting_as.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delegates(request: HttpRequest) -> HttpResponse:
    """Show the organisation and who acts for it; name somebody, or end a mandate at once."""
    organisation = the_person(request)
    if organisation.kind != Account.Kind.ORGANISATION:
        raise Http404
    if "end" in request.POST:
        return _end(request, organisation)
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = _give(request, organisation)
        if not faults:
            return redirect("portal:delegates")
    today, offered = clock.today(), _for_organisations()
    known = Organisation.objects.filter(account=organisation).first()
    context = {
        "section": "me",
        "organisation": organisation,
        "known": known,
        "differing": _differing(organisation, known) if known else [],
        "mandates": [_given(one, today) for one in mandates_of(organisation)],
        "procedures": offered,
        "chosen": request.POST.getlist("procedure"),
        "typed": {
            "first_day": f"{today:%d/%m/%Y}",
            **{name: request.POST[name] for name in FIELDS if name in request.POST},
        },
        "errors": faults,
    }
    return render(request, "portal/delegates.html", context)


def _differing(account: Account, known: Organisation) -> list[tuple[str, str]]:
    """Return what the business register says otherwise than the identity account, labelled."""
    found = []
    if known.registered_name and not same_organisation(account.full_name, known.registered_name):
        found.append((_("Tên trong đăng ký doanh nghiệp"), known.registered_name))
    people = known.registered_representatives
    if people and not any(same_name(known.representative, one) for one in people.split("; ")):
        found.append((_("Người đại diện trong đăng ký doanh nghiệp"), people))
    return found


def _give(request: HttpRequest, organisation: Account) -> dict[str, str]:
    """Give the mandate that was typed; return what is wrong with it by field."""
    faults = _typed_wrong(request)
    offered = {one.code for one in _for_organisations()}
    chosen = [code for code in request.POST.getlist("procedure") if code in offered]
    if not chosen and "all" not in request.POST:
        faults["procedure"] = _("Đề nghị chọn thủ tục được nộp thay")
    if faults:
        return faults
    first, last = _day(request, "first_day")[0], _day(request, "last_day")[0]
    assert first and last  # noqa: S101 - no fault above
    wanted = NewMandate(
        personal_id=request.POST.get("personal_id", ""),
        full_name=request.POST.get("full_name", ""),
        procedures=[] if "all" in request.POST else chosen,
        first_day=first,
        last_day=last,
    )
    now = clock.now()
    try:
        with transaction.atomic():
            given = give_mandate(organisation, wanted, applicant(request), now)
            told = {"organisation": organisation.full_name, "last_day": f"{last:%d/%m/%Y}"}
            _tell(given, "mandate-given", told)
    except BadInput as refusal:
        return {"personal_id": in_language(str(refusal))}
    messages.success(request, _("Đã ủy quyền cho %(name)s") % {"name": given.full_name})
    return {}


def _typed_wrong(request: HttpRequest) -> dict[str, str]:
    """Return what is wrong with the person and the days that were typed, by field."""
    faults = {}
    try:
        PersonalId.parse(request.POST.get("personal_id", ""))
    except BadInput as refusal:
        faults["personal_id"] = in_language(str(refusal))
    if not request.POST.get("full_name", "").strip():
        faults["full_name"] = _("Đề nghị nhập họ, chữ đệm, tên")
    days = {name: _day(request, name) for name in FIELDS[2:]}
    faults |= {name: said for name, (_typed, said) in days.items() if said}
    first, last = (day for day, _said in days.values())
    if first and last:
        try:
            check_period(first, last)
        except BadInput as refusal:
            faults["last_day"] = in_language(str(refusal))
    return faults


def _end(request: HttpRequest, organisation: Account) -> HttpResponse:
    try:
        with transaction.atomic():
            mandate = UUID(request.POST["end"])
            ended = end_mandate(organisation, mandate, applicant(request), clock.now())
            _tell(ended, "mandate-ended", {"organisation": organisation.full_name})
    except (ValueError, MandateNotFound):
        raise Http404 from None
    messages.success(request, _("Đã chấm dứt ủy quyền của %(name)s") % {"name": ended.full_name})
    return redirect("portal:delegates")


def _tell(mandate: Mandate, template: str, facts: dict[str, str]) -> None:
    to = notices.Recipient(personal_id=mandate.personal_id)
    cause = f"{template} {mandate.id}"
    notices.notify(to, template, {**facts, "at": clock.now()}, cause=cause, now=clock.now())


def _day(request: HttpRequest, name: str) -> tuple[date | None, str]:
    """Return the day that was typed, or what is wrong with it."""
    try:
        day = PartialDate.parse(request.POST.get(name, "")).exact
    except BadInput:
        day = None
    return day, "" if day else _("Đề nghị ghi đủ ngày, tháng, năm, ví dụ 31/12/2026")


def _for_organisations() -> list[catalogue.Procedure]:
    people = frozenset({catalogue.Applicant.PERSON})
    return [one for one in catalogue.published(clock.today()) if one.applicants - people]


def _given(mandate: Mandate, today: date) -> Given:
    named = {one.code: one for one in _for_organisations()}
    state = "coming" if mandate.first_day > today else "running"
    if mandate.ended_at or mandate.last_day < today:
        state = "over"
    return Given(mandate, [named[c] for c in mandate.procedures if c in named], state)
