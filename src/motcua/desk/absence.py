"""Who is away and who stands in (nghỉ phép, công tác, người thay): kept by the leaders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.accounts import delegating
from motcua.accounts.service import Role
from motcua.desk.at_post import Me, at_post
from motcua.desk.centre import only_leaders
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.kernel.clock import local_day

_NOBODY_SIGNS = (
    "{who} giữ vị trí ký, người thay chưa được giao ký trong những ngày này. "
    "Ghi quyết định ở trang Ký thay, ủy quyền"
)


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    first_day: date
    last_day: date
    substitute: str


@require_http_methods(["GET", "HEAD", "POST"])
@at_post
def show(request: HttpRequest, me: Me) -> HttpResponseBase:
    only_leaders(me)
    now = clock.now()
    agency = dossiers.home_agency(me.actor.agency)
    staff = {str(account): label for account, label in dossiers.officials_at(agency, now).items()}
    faults: dict[str, str] = {}
    if request.method == "POST":
        if me.actor.role == Role.OVERSIGHT:
            raise PermissionDenied("Vai trò theo dõi chỉ xem")
        faults = _change(request, me, agency, staff, now)
        if not faults:
            return redirect("desk:absences")
    context = {
        "me": me,
        "staff": staff,
        "rows": [_row(one, staff) for one in dossiers.absences(agency, now)],
        "faults": faults,
        "typed": request.POST,
    }
    return render(request, "desk/absences.html", context, status=422 if faults else 200)


def _change(
    request: HttpRequest, me: Me, agency: str, staff: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """Strike an absence or record one; returns what has to be mended."""
    ended = request.POST.get("end", "")
    if ended.isascii() and ended.isdecimal():
        if dossiers.end_absence(agency, int(ended)):
            messages.success(request, "Đã xóa ngày nghỉ.")
        return {}
    account, substitute = request.POST.get("account", ""), request.POST.get("substitute", "")
    first, last = day_of(request.POST.get("first_day")), day_of(request.POST.get("last_day"))
    faults = _faults(account, substitute, (first, last), staff, local_day(now))
    if not faults and first and last:
        stand_in = UUID(substitute) if substitute else None
        dossiers.record_absence(agency, UUID(account), (first, last), stand_in, me.actor, now)
        messages.success(request, f"Đã ghi ngày nghỉ của {staff[account]}.")
        if _leaves_nobody_to_sign(UUID(account), stand_in, agency, (first, last)):
            messages.warning(request, _NOBODY_SIGNS.format(who=staff[account]))
    return faults


def _leaves_nobody_to_sign(
    account: UUID, stand_in: UUID | None, agency: str, days: tuple[date, date]
) -> bool:
    """Tell whether a signer goes away and who stands in may not sign on each of the days."""
    if account not in delegating.principals(agency, days[0]):
        return False
    return stand_in is None or not delegating.signs_throughout(stand_in, agency, *days)


def _faults(
    account: str,
    substitute: str,
    days: tuple[date | None, date | None],
    staff: Mapping[str, str],
    today: date,
) -> dict[str, str]:
    first, last = days
    faults = {}
    if account not in staff:
        faults["account"] = "Chọn người nghỉ"
    if substitute and (substitute not in staff or substitute == account):
        faults["substitute"] = "Chọn người thay khác người nghỉ"
    if first is None:
        faults["first_day"] = "Ghi ngày đầu, ví dụ 25/11/2026"
    if last is None:
        faults["last_day"] = "Ghi ngày cuối, ví dụ 27/11/2026"
    elif first and (last < first or last < today):
        faults["last_day"] = "Ngày cuối không được trước ngày đầu hoặc trước hôm nay"
    return faults


def _row(one: dossiers.Absence, staff: Mapping[str, str]) -> Row:
    return Row(
        id=one.pk,
        name=staff.get(str(one.account), ""),
        first_day=one.first_day,
        last_day=one.last_day,
        substitute=staff.get(str(one.substitute), ""),
    )


def day_of(text: str | None) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime((text or "").strip(), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None
