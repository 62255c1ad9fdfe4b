"""With what officials and agencies sign (phương tiện ký số): certificates, days, what ends soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts import account_events, administering
from motcua.accounts.administering import OfficialNotFound, within
from motcua.accounts.service import ROLE_LABELS, Role
from motcua.agencies import service as agencies
from motcua.desk.administration import asked
from motcua.desk.administration.guard import as_administrator
from motcua.desk.at_post import Me, told
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc
from motcua.kernel.parameters import parameters
from motcua.papers import service as papers
from motcua.papers.service import NewMeans

SIGN = frozenset({Role.SIGNER, Role.CENTRE_HEAD, Role.SPECIALIST})


@dataclass(frozen=True)
class Signer:
    """Somebody, or an agency's seal, whose key an administrator looks after."""

    ref: str
    name: str
    what: str
    agency: str
    account: UUID | None = None


@require_safe
@as_administrator
def listed(request: HttpRequest, me: Me) -> HttpResponseBase:
    today = clock.today()
    signers = _signers(me, today)
    held = papers.held_by([one.ref for one in signers], today)
    now, days = clock.now(), parameters().rules.certificate_warning_days.on(today)
    context = {
        "me": me,
        "rows": [(one, held[one.ref]) for one in signers],
        "now": now,
        "soon": now + timedelta(days=days),
        "ending": sum(1 for one in held.values() if papers.warning(one, now, days)),
        "days": days,
    }
    return render(request, "desk/administration/signing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_administrator
def signer(request: HttpRequest, me: Me, ref: str) -> HttpResponseBase:
    found = _signer(me, ref)
    if found is None:
        sentence = "Không có người ký hoặc cơ quan này trong phạm vi quản trị"
        return told(request, me, 404, "Không tìm thấy người ký", sentence)
    error = ""
    if request.method == "POST":
        try:
            done = _change(request, me, found)
        except BadInput as refusal:
            error = f"{refusal}."
        else:
            messages.success(request, done)
            return redirect("desk:administration:signer", ref)
    context = {
        "me": me,
        "signer": found,
        "held": papers.held_by([ref], clock.today())[ref],
        "means": papers.means_history(ref),
        "styles": papers.STYLES,
        "typed": request.POST,
        "error": error,
        "today": clock.today(),
    }
    page = "desk/administration/signer.html"
    return render(request, page, context, status=422 if error else 200)


def _change(request: HttpRequest, me: Me, signer: Signer) -> str:
    number = request.POST.get("end", "")
    if number.isascii() and number.isdecimal() and len(number) < 12:
        last = asked.day(request.POST.get("last_day", "")) or clock.today()
        if not papers.end_means(signer.ref, int(number), last):
            raise BadInput("Không có phương tiện ký số này")
        _note(me, signer, "means_ended", "")
        return "Đã ghi ngày cuối dùng phương tiện ký số."
    new = NewMeans(
        signer=signer.ref, agency=signer.agency, holder=signer.name,
        pem=request.POST.get("pem", "")[:20_000], **_typed(request),
    )  # fmt: skip
    recorded = papers.register_means(new, me.actor.account_id, clock.now())
    _note(me, signer, "means_given", f"{recorded.style}, {recorded.certificate.serial}")
    return "Đã ghi phương tiện ký số."


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {
        "style": request.POST.get("style", ""),
        "handle": nfc(request.POST.get("handle", "")).strip(),
        "first_day": asked.day(request.POST.get("first_day", "")) or clock.today(),
        "last_day": asked.day(request.POST.get("until", "")),
    }


def _note(me: Me, signer: Signer, kind: str, about: str) -> None:
    if signer.account:
        account_events.note(signer.account, kind, me.actor, clock.now(), about)


def _signers(me: Me, today: date) -> list[Signer]:
    people = [
        Signer(str(post.account_id), post.account.full_name, ROLE_LABELS[Role(post.role)],
               post.agency_id, post.account_id)
        for post in administering.posts_within(me.actor, SIGN, today)
    ]  # fmt: skip
    seals = [_seal(one.code, one.name) for one in agencies.communes(today)
             if within(me.actor, one.code)]  # fmt: skip
    first = {one.ref: one for one in reversed(people)}
    return [*sorted(first.values(), key=lambda one: (one.agency, one.name)), *seals]


def _signer(me: Me, ref: str) -> Signer | None:
    try:
        account = administering.official(me.actor, UUID(ref))
    except OfficialNotFound:
        return None
    except ValueError:
        known = {one.code: one for one in agencies.communes(clock.today())}
        one = known.get(ref)
        return _seal(one.code, one.name) if one and within(me.actor, ref) else None
    held = administering.all_posts(account.id)
    agency = held[0].agency_id if held else me.actor.agency
    return Signer(str(account.id), account.full_name, "", agency, account.id)


def _seal(code: str, name: str) -> Signer:
    return Signer(code, name, "Chữ ký số của cơ quan", code)
