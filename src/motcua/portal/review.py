"""The last look at a declaration, and submitting it once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from motcua.catalogue import forms
from motcua.dossiers import service as dossiers
from motcua.filing import service as filing
from motcua.kernel import clock
from motcua.pages import declaring
from motcua.pages.acting import acting_as
from motcua.pages.declaring import Declaration
from motcua.pages.sentences import in_language
from motcua.portal import helping
from motcua.portal.acting import applicant, party
from motcua.portal.declare import (
    address,
    helps,
    of_own_or_helped_draft,
    own_draft,
    read,
    review_address,
)
from motcua.portal.sign_in import signed_in, the_person, to_sign_in


@dataclass(frozen=True)
class Section:
    """One page of the form as the review shows it."""

    title: str
    rows: list[dict[str, str]]
    url: str


@require_safe
@of_own_or_helped_draft
def review(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    return _show(request, declaration, declaring.faults(declaration, clock.today(), _language()))


@require_POST
@signed_in
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Submit the draft; pressed twice, it is submitted once and both answers are the same."""
    account, now = party(request), clock.now()
    draft = own_draft(request, draft_id)
    declaration = read(draft)
    needed = declaration.procedure.identity_level.on(clock.today())
    if the_person(request).level < needed:
        return to_sign_in(review_address(declaration), needed)
    helped_by = helping.helped_by(account, draft.id) if draft.helped else []
    actor = applicant(request)
    try:
        if settings.ROLE == "hub":
            acting = _acting(request)
            code = filing.file_draft(account, draft, actor, now, helped_by=helped_by, acting=acting)
        else:
            code = dossiers.submit_draft(account, draft, actor, now, helped_by=helped_by)
    except dossiers.IncompleteDeclaration as refusal:
        return _show(request, declaration, refusal.faults)
    except dossiers.SameSubject as clash:
        return _show(request, declaration, {"": f"{clash}."})
    return redirect("portal:submitted", code)


def _acting(request: HttpRequest) -> filing.Acting | None:
    """Return under which node's mandate the person files, None for themselves."""
    who = acting_as(request)
    return filing.Acting(who.person, who.mandate.id, who.mandate.root) if who.mandate else None


def _show(
    request: HttpRequest,
    declaration: Declaration,
    faults: dict[str, str],
) -> HttpResponse:
    context = {
        "declaration": declaration,
        "sections": sections(declaration),
        "errors": [
            (_where(declaration, question), in_language(said)) for question, said in faults.items()
        ],
        "told": forms.pointed_out(declaring.filled(declaration, clock.today())),
        "charges": dossiers.charge_lines(declaration.procedure, declaration.answers, clock.today()),
        "back": _last(declaration),
        "helps": helps(request, declaration),
    }
    return render(request, "portal/review.html", context)


def sections(declaration: Declaration) -> list[Section]:
    language = _language()
    return [
        Section(
            page.title.said(language),
            [{"label": label, "value": value} for label, value in rows],
            address(declaration, page),
        )
        for page, rows in forms.summary(declaration.form, declaration.answers, language)
    ]


def _where(declaration: Declaration, question: str) -> str:
    """Return the address of the page that asks a question, at the question."""
    if all(question != asked.id for asked in declaration.form.questions()):
        return ""
    return f"{address(declaration, declaration.form.page_of(question))}#{question}"


def _last(declaration: Declaration) -> str:
    return (
        address(declaration, declaration.pages[-1])
        if declaration.pages
        else review_address(declaration)
    )


def _language() -> str:
    return get_language() or "vi"
