"""Downloads: a person's own uploads, and the papers of a dossier for those on it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages.acting import acting_as
from motcua.papers import service as papers
from motcua.portal.dossier import load
from motcua.portal.dossier_view import shown_papers
from motcua.portal.sign_in import signed_in


@require_safe
@signed_in
def my_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Send a file that the person uploaded, or one of a dossier that they are on."""
    found = papers.file(file_id)
    if found is None or not found.owner:
        raise Http404
    if not _is_theirs(request, found):
        load(request, found.dossier_code or "")
    return _sent(found)


@require_safe
@signed_in
def paper(request: HttpRequest, code: str, paper_id: UUID) -> HttpResponse:
    load(request, code)
    shown = next((one for one in shown_papers(code) if one.id == paper_id), None)
    found = papers.file(shown.file_id) if shown and shown.file_id else None
    if found is None:
        raise Http404
    return _sent(found)


def _is_theirs(request: HttpRequest, found: papers.KeptFile) -> bool:
    """Tell whether somebody's own upload is asked for; in a scope, only one of a draft in it."""
    now = acting_as(request)
    if found.owner != str(now.party.id):
        return False
    if now.procedures is None:
        return True
    drafts = dossiers.running_drafts(now.party.id, clock.now())
    answers = [said for one in drafts if now.covers(one.procedure) for said in one.answers.values()]
    return any(str(found.id) in said for said in answers if isinstance(said, list))


def _sent(found: papers.KeptFile) -> HttpResponse:
    try:
        content = papers.open_file(found.id)
    except papers.FileLost:
        raise Http404 from None
    response = HttpResponse(content, content_type=found.mime)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
