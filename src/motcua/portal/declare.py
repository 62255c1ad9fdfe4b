"""Filling in a declaration: one group of questions a page, saved at every step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import wraps
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.service import Account, Organisation
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.catalogue.form_model import Page
from motcua.catalogue.package import Channel
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages import declaring, form_page
from motcua.pages.acting import ActingAs, acting_as
from motcua.pages.declaring import Declaration
from motcua.pages.templatetags.words import hour
from motcua.portal import helping, known_sources
from motcua.portal.acting import party
from motcua.portal.sign_in import person, signed_in, the_person, to_sign_in


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say what will be looked up, then begin or go on with the person's draft."""
    account, now = person(request), clock.now()
    procedure = _current(code)
    if Channel.ONLINE not in procedure.channels:
        raise Http404
    needed = procedure.identity_level.on(now.date())
    if account is None or account.level < needed:
        return to_sign_in(request.path, needed)
    who = acting_as(request)
    if not may_file(who, procedure):
        context = {"procedure": procedure, "acting_as": who}
        return render(request, "portal/not_as_this.html", context, status=403)
    if request.method != "POST":
        running = [d for d in dossiers.running_drafts(who.party.id, now) if d.procedure == code]
        draft = running[0] if running else None
        context = {"procedure": procedure, "draft": draft, "acting_as": who}
        return render(request, "portal/start.html", context)
    draft = dossiers.start_draft(who.party.id, procedure.code, procedure.revision, now)
    declaration = declaring.read(draft, procedure)
    if not known_sources.answered(declaration.sources):
        declaration = ask_registers(who, declaration, now)
    return redirect(next_address(declaration))


View = Callable[..., HttpResponse]


def of_own_draft(view: View) -> View:
    """Give a view the person's declaration; what was filed already is not filled in again."""
    return _of_draft(view, helpers=False)


def of_own_or_helped_draft(view: View) -> View:
    """Give a view the person's declaration, or one that its owner lets them help with."""
    return _of_draft(view, helpers=True)


def _of_draft(view: View, *, helpers: bool) -> View:
    @signed_in
    @wraps(view)
    def loaded(request: HttpRequest, draft_id: UUID, *args: str, **kwargs: str) -> HttpResponse:
        account, who = the_person(request), acting_as(request)
        draft = _running(who.party, draft_id)
        if draft is None and helpers:
            owner = helping.owner_helped(account, draft_id, clock.now())
            draft = _running(owner, draft_id) if owner else None
        elif draft and not who.covers(draft.procedure):
            raise Http404
        if draft is None:
            own_draft(request, draft_id)
            messages.info(request, _("Hồ sơ đã được nộp trước đó, không cần nộp lại"))
            return redirect("portal:my_page")
        procedure = catalogue.revision(draft.procedure, draft.revision)
        needed = procedure.identity_level.on(clock.today())
        if account.level < needed and who.party.id == draft.account:
            return to_sign_in(request.get_full_path(), needed)  # signed in again, lower
        return view(request, declaring.read(draft, procedure), *args, **kwargs)

    return loaded


def _running(owner: Account, draft_id: UUID) -> declaring.Draft | None:
    running = dossiers.running_drafts(owner.id, clock.now())
    return next((one for one in running if one.id == draft_id), None)


def helps(request: HttpRequest, declaration: Declaration) -> bool:
    """Tell whether somebody else than the owner fills the declaration in."""
    return party(request).id != declaration.account


@require_POST
@of_own_draft
def ask_again(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """Ask the registers once more after they did not answer."""
    declaration = ask_registers(acting_as(request), declaration, clock.now())
    if not known_sources.answered(declaration.sources):
        messages.info(
            request,
            _("Chưa tra cứu được dữ liệu dân cư. Ông/bà tự điền, hệ thống sẽ tự kiểm tra lại sau"),
        )
    return redirect(next_address(declaration))


@require_safe
@of_own_or_helped_draft
def go_on(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    return redirect(next_address(declaration))


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_or_helped_draft
def page(request: HttpRequest, declaration: Declaration, page_id: str) -> HttpResponse:
    try:
        asked = declaration.form.page(page_id)
    except KeyError:
        raise Http404 from None
    if asked not in declaration.pages:
        return redirect(next_address(declaration))
    if request.method == "POST":
        return _save(request, declaration, asked)
    return _show(request, declaration, asked, form_page.written(asked, declaration), {})


def _save(request: HttpRequest, declaration: Declaration, asked: Page) -> HttpResponse:
    language, now = get_language() or "vi", clock.now()
    posted = {name: request.POST.getlist(name) for name in request.POST}
    parsed = forms.parse(asked, posted, declaration.answers, declaration.locked, language)
    try:
        saved = declaring.save(
            declaration, parsed.merged(declaration.answers), seen=_seen(request), now=now
        )
        if party(request).id == the_person(request).id == saved.account:  # registers answer them
            saved = _with_notice(the_person(request), saved, asked, now)
    except dossiers.DraftMoved:
        return _show_both(request, declaration, asked, parsed.raw)
    wrong = {**form_page.rule_faults(saved, asked, clock.today(), language), **parsed.errors}
    if "later" in request.POST and not form_page.typed_wrong(wrong, parsed.raw):
        messages.success(
            request,
            _("Đã lưu lúc %(time)s. Ông/bà có thể làm tiếp trên thiết bị bất kỳ")
            % {"time": hour(now)},
        )
        return redirect("portal:help_others" if helps(request, saved) else "portal:my_page")
    if "papers" in request.POST and not form_page.typed_wrong(wrong, parsed.raw):
        return redirect(f"{address(saved, asked)}papers/{quote(request.POST['papers'], safe='')}/")
    if wrong:
        typed = {**form_page.written(asked, saved), **parsed.raw}
        return _show(request, saved, asked, typed, wrong)
    filled = declaring.filled(saved, now.date())
    said = [p for p in forms.pointed_out(filled) if _is_on(asked, p)]
    if said and request.POST.get("told") != _key(said):
        return _show(request, saved, asked, form_page.written(asked, saved), {}, told=said)
    following = saved.after(asked)
    return redirect(address(saved, following) if following else review_address(saved))


def _show(
    request: HttpRequest,
    declaration: Declaration,
    asked: Page,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    told: Iterable[forms.PointedOut] = (),
    others: Iterable[Mapping[str, str]] = (),
) -> HttpResponse:
    groups, faults = form_page.drawn(asked, declaration, typed, errors)
    said = list(told)
    before = declaration.before(asked)
    context = {
        "declaration": declaration,
        "page": asked,
        "step": declaration.pages.index(asked) + 1,
        "steps": len(declaration.pages),
        "groups": groups,
        "errors": faults,
        "back": address(declaration, before)
        if before
        else reverse("portal:procedure", args=[declaration.procedure.code]),
        "told": said,
        "told_key": _key(said),
        "others": others,
        "registers_down": not known_sources.answered(declaration.sources),
        "helps": helps(request, declaration),
        "only_confirm": asked.confirm and not forms.unanswered(asked, declaration.answers),
    }
    return render(request, "portal/declare_page.html", context)


def _show_both(
    request: HttpRequest, before: Declaration, asked: Page, typed: Mapping[str, str]
) -> HttpResponse:
    """Another tab saved a newer version: show it beside what was typed here, overwrite nothing."""
    newest = reload(before)
    language = get_language() or "vi"
    others = [
        {"label": q.label.said(language), "value": forms.shown(q, newest.answers[q.id], language)}
        for q in declaring.questions(asked, newest)
        if newest.answers.get(q.id) is not None
    ]
    return _show(request, newest, asked, typed, {}, others=others)


def _is_on(asked: Page, said: forms.PointedOut) -> bool:
    return any(question.id == said.question for question in asked.questions)


def _key(told: Iterable[forms.PointedOut]) -> str:
    return ",".join(sorted(said.question for said in told))


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else 0


def may_file(who: ActingAs, procedure: catalogue.Procedure) -> bool:
    """Tell whether the law lets somebody of this kind file, and the mandate covers it."""
    kind = catalogue.Applicant.PERSON
    if who.for_organisation:
        known = Organisation.objects.filter(account=who.party).first()
        kind = catalogue.Applicant(known.sort) if known else catalogue.Applicant.ORGANISATION
    return kind in procedure.applicants and who.covers(procedure.code)


def ask_registers(who: ActingAs, declaration: Declaration, now: datetime) -> Declaration:
    """Ask outside any transaction, then save what came with the draft.

    For an organisation no register is asked: its draft is seen by all who act for it.
    """
    sources = (
        known_sources.of_organisation(who.party, who.person, now)
        if who.for_organisation
        else known_sources.gather(who.person, declaration.procedure.code)
    )
    return declaring.save(
        declaration, declaration.answers, seen=declaration.version, now=now, sources=sources
    )


def _with_notice(
    account: Account, declaration: Declaration, asked: Page, now: datetime
) -> Declaration:
    """Look a birth notice up once its code has been typed on this page."""
    paths = {fill.path: q.id for q in asked.questions for fill in q.prefill}
    code = declaration.answers.get(paths.get(known_sources.NOTICE_CODE, ""))
    if not code or "notice" in declaration.sources:
        return declaration
    known = declaration.sources
    sources = known_sources.with_notice(account, declaration.procedure.code, code, known)
    if sources == known:
        return declaration
    return declaring.save(
        declaration, declaration.answers, seen=declaration.version, now=now, sources=sources
    )


def load(request: HttpRequest, draft_id: UUID) -> Declaration:
    """Load a draft of whom the person acts for; anybody else's is not found."""
    return read(own_draft(request, draft_id))


def read(draft: declaring.Draft) -> Declaration:
    return declaring.read(draft, catalogue.revision(draft.procedure, draft.revision))


def own_draft(request: HttpRequest, draft_id: UUID) -> dossiers.Draft:
    """Return a draft of whom the person acts for; anybody else's is not found."""
    try:
        draft = dossiers.draft_of(party(request).id, draft_id)
    except dossiers.DossierNotFound:
        raise Http404 from None
    if not acting_as(request).covers(draft.procedure):
        raise Http404
    return draft


def reload(declaration: Declaration) -> Declaration:
    """Return the newest version of a declaration that was loaded before."""
    draft = dossiers.draft_of(declaration.account, declaration.draft_id)
    return declaring.read(draft, declaration.procedure)


def address(declaration: Declaration, asked: Page) -> str:
    return reverse("portal:declare_page", args=[declaration.draft_id, asked.id])


def review_address(declaration: Declaration) -> str:
    return reverse("portal:review", args=[declaration.draft_id])


def next_address(declaration: Declaration) -> str:
    asked = declaration.next_to_fill()
    return address(declaration, asked) if asked else review_address(declaration)


def _current(code: str) -> catalogue.Procedure:
    try:
        return catalogue.current(code, clock.today())
    except LookupError:
        raise Http404 from None
