"""Reorganise agencies (sắp xếp đơn vị): merge, split, rename, each by a decision and a first day."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.administering import within
from motcua.agencies import reorganising
from motcua.agencies import service as agencies
from motcua.agencies.reorganising import NewAgency, Ordered
from motcua.desk.administration import asked
from motcua.desk.administration.guard import as_administrator
from motcua.desk.at_post import Me, told
from motcua.kernel import clock
from motcua.kernel.agency_codes import AgencyCode
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc

TITLES = {
    "merge": "Sáp nhập, hợp nhất cơ quan",
    "split": "Chia, tách cơ quan",
    "rename": "Đổi tên cơ quan",
}
PARTS = {"merge": (1,), "split": (1, 2, 3), "rename": (1,)}


@require_http_methods(["GET", "HEAD", "POST"])
@as_administrator
def change(request: HttpRequest, me: Me, kind: str) -> HttpResponseBase:
    if kind not in TITLES:
        return told(request, me, 404, "Không tìm thấy trang", "Chọn việc cần làm ở trang Cơ quan")
    error = ""
    if request.method == "POST":
        try:
            CHANGES[kind](request.POST, me, _order(request.POST, me))
        except BadInput as refusal:
            error = f"{refusal}."
        else:
            messages.success(request, "Đã ghi việc sắp xếp, có hiệu lực từ ngày đã chọn.")
            return redirect("desk:administration:agencies")
    context = {
        "me": me,
        "kind": kind,
        "title": TITLES[kind],
        "communes": _bodies(me),
        "chosen": request.POST.getlist("agency"),
        "parts": [_typed(request.POST, n) for n in PARTS[kind]],
        "typed": request.POST,
        "error": error,
    }
    return render(request, "desk/administration/change.html", context, status=422 if error else 200)


@require_POST
@as_administrator
def undo(request: HttpRequest, me: Me, number: int) -> HttpResponseBase:
    if number not in {one.id for one in reorganising.changes(me.actor.agency)}:
        return told(request, me, 404, "Không tìm thấy", "Không có việc sắp xếp này")
    reorganising.undo(number, clock.now())
    messages.success(request, "Đã hủy việc sắp xếp; các cơ quan trở lại như trước.")
    return redirect("desk:administration:agencies")


def _merge(form: QueryDict, me: Me, order: Ordered) -> None:
    codes = _codes(form, me)
    kept = form.get("into", "")
    reorganising.merge(codes, kept if kept in codes else _new(form, 1, me), order)


def _split(form: QueryDict, me: Me, order: Ordered) -> None:
    parts = [_new(form, n, me) for n in PARTS["split"] if form.get(f"code-{n}", "").strip()]
    reorganising.split(_codes(form, me, most=1)[0], parts, order)


def _rename(form: QueryDict, me: Me, order: Ordered) -> None:
    (code,) = _codes(form, me, most=1)
    name, short_name = _name(form, 1)
    reorganising.rename(code, name, short_name, order)


CHANGES: dict[str, Callable[[QueryDict, Me, Ordered], None]] = {
    "merge": _merge,
    "split": _split,
    "rename": _rename,
}


def _order(form: QueryDict, me: Me) -> Ordered:
    on = asked.day(form.get("on", ""))
    if on is None or on <= clock.today():
        raise BadInput("Nhập ngày đầu tiên có hiệu lực, từ ngày mai trở đi")
    return Ordered(
        on=on,
        decision=nfc(form.get("decision", "")),
        by=me.actor.account_id,
        by_name=me.actor.name,
        at=clock.now(),
    )


def _codes(form: QueryDict, me: Me, most: int = 50) -> list[str]:
    codes = form.getlist("agency")
    if not codes or len(codes) > most or not all(within(me.actor, code) for code in codes):
        raise BadInput("Chọn một cơ quan" if most == 1 else "Chọn các cơ quan")
    return codes


def _new(form: QueryDict, n: int, me: Me) -> NewAgency:
    code = str(AgencyCode.parse(form.get(f"code-{n}", "")))
    name, short_name = _name(form, n)
    if not within(me.actor, code):
        raise BadInput(f"Nhập mã định danh mới, bắt đầu bằng {me.actor.agency}.")
    return NewAgency(
        code=code, name=name, short_name=short_name, kind="commune", parent=me.actor.agency,
        place_code=form.get(f"place-{n}", "").strip()[:8],
    )  # fmt: skip


def _name(form: QueryDict, n: int) -> tuple[str, str]:
    name = " ".join(nfc(form.get(f"name-{n}", "")).split())
    if not name or len(name) > 200:
        raise BadInput("Nhập tên đầy đủ của cơ quan, không quá 200 ký tự")
    return name, " ".join(nfc(form.get(f"short-{n}", "")).split())[:120]


def _typed(form: QueryDict, n: int) -> dict[str, object]:
    fields = ("code", "name", "short", "place")
    return {"n": n, **{field: form.get(f"{field}-{n}", "") for field in fields}}


def _bodies(me: Me) -> list[object]:
    rows = agencies.below(me.actor.agency, clock.today())
    return [one for one in rows if one.kind == "commune"]
