"""Who signs in whose stead (ký thay, thừa lệnh, thừa ủy quyền): given and ended, each by a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.accounts import delegating
from motcua.accounts.administering import within
from motcua.accounts.delegating import NewDelegation
from motcua.accounts.service import Post, Role
from motcua.agencies import service as agencies
from motcua.catalogue import service as catalogue
from motcua.desk.administration import asked
from motcua.desk.at_post import Me, View, at_post
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc

MAY = frozenset({Role.SIGNER, Role.ADMINISTRATOR})
_ONLY_OWN = (
    "Người đang ký theo ủy quyền không được ủy quyền lại. "
    "Người giao ký hoặc quản trị hệ thống ghi quyết định"
)


def as_leader(view: View) -> View:
    return at_post(view, roles=MAY)


@dataclass(frozen=True)
class Row:
    id: int
    delegate: str
    title: str
    prefix: str
    principal: str
    procedures: str
    first_day: date
    last_day: date | None
    decision: str
    ended: bool


@require_http_methods(["GET", "HEAD", "POST"])
@as_leader
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    if me.actor.decision:
        raise PermissionDenied(_ONLY_OWN)
    agency, error = _agency(request, me), ""
    if request.method == "POST":
        try:
            _change(request, me, agency)
        except BadInput as refusal:
            error = f"{refusal}."
        else:
            return redirect(f"{request.path}?agency={agency}")
    context = _context(request, me, agency) | {"error": error}
    return render(request, "desk/delegations.html", context, status=422 if error else 200)


def _context(request: HttpRequest, me: Me, agency: str) -> dict[str, Any]:
    today = clock.today()
    known = _procedures(today)
    return {
        "me": me,
        "frame": "desk/administration/frame.html"
        if me.actor.role == Role.ADMINISTRATOR
        else "desk/frame.html",
        "agency": agency,
        "agency_name": agencies.names([agency])[agency],
        "agencies": agencies.below(me.actor.agency, today) if _chooses(me) else [],
        "rows": [_row(one, known, today) for one in delegating.delegations(agency, today)],
        "principals": _principals(me, agency, today),
        "staff": _labels(delegating.colleagues_of(agency, today)),
        "kinds": delegating.KINDS,
        "procedures": known,
        "typed": request.POST or request.GET,
        "picked": request.POST.getlist("procedure"),
        "today": today,
    }


def _change(request: HttpRequest, me: Me, agency: str) -> None:
    now, number = clock.now(), request.POST.get("end", "")
    if number.isascii() and number.isdecimal() and len(number) < 12:
        last = asked.day(request.POST.get("last_day", "")) or clock.today()
        ended = delegating.end_delegation(agency, int(number), last, me.actor, now)
        if ended is None:
            raise BadInput("Không có việc giao ký này")
        messages.success(request, f"Đã ghi ngày cuối {ended.post.account.full_name} được ký.")
        return
    new = _typed(request, agency)
    if new.principal not in _principals(me, agency, new.begins):
        raise BadInput("Chọn người giao ký")
    given = delegating.give_delegation(new, me.actor, now)
    name = given.post.account.full_name
    messages.success(request, f"Đã ghi: {name} ký {given.post.signature_prefix}.")
    if away := dossiers.away_during(new.delegate, new.begins, new.until):
        days = f"{away.first_day:%d/%m/%Y} đến {away.last_day:%d/%m/%Y}"
        messages.warning(request, f"{name} nghỉ từ {days}: trong những ngày đó chưa có người ký.")


def _typed(request: HttpRequest, agency: str) -> NewDelegation:
    form, known = request.POST, _procedures(clock.today())
    decided_on = asked.day(form.get("decided_on", ""))
    if decided_on is None:
        raise BadInput("Nhập ngày ký quyết định, ví dụ 20/11/2026")
    return NewDelegation(
        agency=agency,
        kind=form.get("kind", ""),
        principal=_account(form.get("principal", "")),
        delegate=_account(form.get("delegate", "")),
        begins=asked.day(form.get("begins", "")) or clock.today(),
        until=asked.day(form.get("until", "")),
        procedures=tuple(code for code in form.getlist("procedure") if code in known),
        decision=" ".join(nfc(form.get("decision", "")).split()),
        decided_on=decided_on,
    )


def _account(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # nobody: the use case says what to choose


def _agency(request: HttpRequest, me: Me) -> str:
    """Return whose delegations are shown: a leader's own agency, any within an administrator's."""
    chosen = request.POST.get("agency") or request.GET.get("agency") or me.actor.agency
    if _chooses(me) and within(me.actor, chosen) and agencies.names([chosen]):
        return chosen
    return dossiers.home_agency(me.actor.agency)


def _chooses(me: Me) -> bool:
    return me.actor.role == Role.ADMINISTRATOR


def _principals(me: Me, agency: str, on: date) -> dict[UUID, str]:
    """Return who may give: a leader for themselves, an administrator for every signer."""
    found = _labels(delegating.principals(agency, on))
    own = me.actor.account_id
    return found if _chooses(me) else {own: found[own]} if own in found else {}


def _labels(posts: Mapping[UUID, Post]) -> dict[UUID, str]:
    return {id_: f"{one.account.full_name}, {one.title}" for id_, one in posts.items()}


def _procedures(on: date) -> dict[str, str]:
    return {one.code: one.name.vi for one in catalogue.published(on)}


def _row(one: delegating.Delegation, known: Mapping[str, str], today: date) -> Row:
    post = one.post
    named = "; ".join(known.get(code, code) for code in one.procedures)
    return Row(
        id=one.pk,
        delegate=post.account.full_name,
        title=post.title,
        prefix=post.signature_prefix,
        principal=one.principal.full_name,
        procedures=named or "Mọi thủ tục",
        first_day=post.valid_from,
        last_day=post.valid_to,
        decision=f"{one.decision}, ngày {one.decided_on:%d/%m/%Y}",
        ended=post.valid_to is not None and post.valid_to < today,
    )
