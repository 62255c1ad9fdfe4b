"""Finding a procedure: the first page, situations in life, search, and the procedure's own page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Channel, Fee, Paper
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.kernel.parameters import LifeEvent, parameters


@dataclass(frozen=True)
class Door:
    """A situation in life on the first page; ``icon`` is the name of its drawing."""

    id: str
    icon: str
    label: str


@dataclass(frozen=True)
class PaperLine:
    """A paper to bring; ``replaced_by`` names the data that takes its place."""

    name: str
    replaced_by: str
    always: bool


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "home",
        "life_events": [_door(event) for event in parameters().life_events],
        "essential": catalogue.published(clock.today()),
    }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:200]
    on = clock.today()
    found = [catalogue.current(hit.code, on) for hit in catalogue.search(words, on)]
    title = _("Kết quả tìm “%(words)s”") % {"words": words} if words else _("Tìm thủ tục")
    context = {"section": "home", "title": title, "words": words, "found": found}
    return render(request, "portal/search.html", context)


@require_safe
def life_event(request: HttpRequest, event_id: str) -> HttpResponse:
    event = next((e for e in parameters().life_events if e.id == event_id), None)
    if event is None:
        raise Http404
    here = {procedure.code: procedure for procedure in catalogue.published(clock.today())}
    context = {
        "section": "home",
        "title": _door(event).label,
        "found": [here[code] for code in event.procedures if code in here],
        "elsewhere": [
            (code, parameters().procedure_names.get(code, ""))
            for code in event.procedures
            if code not in here
        ],
    }
    return render(request, "portal/search.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    on = clock.today()
    try:
        shown = catalogue.current(code, on)
    except LookupError:
        raise Http404 from None
    online = Channel.ONLINE in shown.channels
    channel = Channel.ONLINE if online else Channel.COUNTER
    papers = [paper for paper in shown.papers if channel in paper.channels]
    context = {
        "section": "home",
        "procedure": shown,
        "limit": shown.limit(channel, on).value,
        "to_submit": [_line(paper) for paper in papers if paper.demand == "submit"],
        "to_present": [_line(paper) for paper in papers if paper.demand == "present"],
        "fees": [(fee, fee.amounts.on(on), _unit(fee)) for fee in shown.fees],
        "free": all(fee.per != "dossier" for fee in shown.fees),
        "steps": shown.steps_by(channel),
        "diagram": mark_safe(dossiers.phase_diagram(_("Các trạng thái của hồ sơ"))),  # noqa: S308 - drawn from our own table
        "identity_level": shown.identity_level.on(on) if online else 0,
    }
    return render(request, "portal/procedure.html", context)


def _door(event: LifeEvent) -> Door:
    label = event.en if get_language() == "en" else event.vi
    return Door(event.id, event.id, label)


def _unit(fee: Fee) -> str:
    if fee.scale:
        return _("trang")
    return _("hồ sơ") if fee.per == "dossier" else _("bản")


def _line(paper: Paper) -> PaperLine:
    language = get_language() or "vi"
    replaced = paper.replaced_by.said(language) if paper.replaced_by else ""
    return PaperLine(paper.name.said(language), replaced, paper.when is None)
