"""Paper dossiers leave the counter by a list that giver and taker sign (bàn giao hồ sơ giấy)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import service as agencies
from motcua.counter import service as counter
from motcua.counter.service import PaperLine
from motcua.desk.at_post import Me
from motcua.desk.counter.opened import agency_of, at_counter
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import OfficialsDossier
from motcua.kernel import clock

LONGEST_TAKER = 160
LONGEST_PAPERS = 3  # digits


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def waiting(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Show whose papers still lie at the counter; make a list of those that are chosen."""
    agency, now = agency_of(me), clock.now()
    listed = counter.listed(agency, now)
    found = [one for one in dossiers.with_papers(me.actor) if one.dossier.code not in listed]
    faults: dict[str, str] = {}
    if request.method == "POST":
        taker = request.POST.get("taker", "").strip()[:LONGEST_TAKER]
        chosen = request.POST.getlist("dossier")
        lines = [_line(request, one) for one in found if one.dossier.code in chosen]
        if not taker:
            faults["taker"] = "Ghi bộ phận hoặc người nhận"
        if not lines:
            faults["dossiers"] = "Chọn ít nhất một hồ sơ"
        if not faults:
            made = counter.hand_papers_over(lines, taker, me.actor, agency, now)
            return redirect("desk:counter:paper_list", made.id)
    context = {
        "me": me,
        "found": found,
        "lists": counter.hand_overs(agency),
        "taker": request.POST.get("taker", ""),
        "chosen": request.POST.getlist("dossier"),
        "faults": faults,
    }
    return render(
        request, "desk/counter/papers_waiting.html", context, status=422 if faults else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def paper_list(request: HttpRequest, me: Me, list_id: UUID) -> HttpResponseBase:
    """Show one list as it is printed; note that the taker has signed the print."""
    found = counter.hand_over_at(agency_of(me), list_id)
    if request.method == "POST":
        counter.note_signed(found, clock.now())
        messages.success(request, "Đã ghi nhận ký nhận.")
        return redirect("desk:counter:paper_list", list_id)
    return render(request, "desk/counter/paper_list.html", {"me": me, "list": found})


@require_safe
@at_counter
def elsewhere(request: HttpRequest, me: Me) -> HttpResponseBase:
    """List what was received here and another agency decides, until it is handed over here."""
    found = dossiers.received_for_others(me.actor)
    names = agencies.names({one.dossier.competent_agency for one in found})
    rows = [
        (one, names.get(one.dossier.competent_agency, ""), dossiers.official_label(one.dossier))
        for one in found
    ]
    return render(request, "desk/counter/elsewhere.html", {"me": me, "rows": rows})


def _line(request: HttpRequest, one: OfficialsDossier) -> PaperLine:
    count = request.POST.get(f"papers-{one.dossier.code}", "").strip()
    papers = count if count.isascii() and count.isdecimal() and len(count) <= LONGEST_PAPERS else ""
    return PaperLine(
        code=one.dossier.code,
        procedure=one.procedure_name,
        subject=one.subject_name,
        papers=papers,
    )
