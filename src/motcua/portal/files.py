"""Downloads: a person's own uploads, and the papers of a dossier for those on it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.papers import service as papers
from motcua.portal.dossier import load
from motcua.portal.dossier_view import shown_papers
from motcua.portal.sign_in import signed_in, the_person


@require_safe
@signed_in
def my_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Send a file that the person uploaded, or one of a dossier that they are on."""
    account = the_person(request)
    found = papers.file(file_id)
    if found is None or not found.owner:
        raise Http404
    if found.owner != str(account.id):
        load(account, found.dossier_code or "")
    return _sent(found)


@require_safe
@signed_in
def paper(request: HttpRequest, code: str, paper_id: UUID) -> HttpResponse:
    load(the_person(request), code)
    shown = next((one for one in shown_papers(code) if one.id == paper_id), None)
    found = papers.file(shown.file_id) if shown and shown.file_id else None
    if found is None:
        raise Http404
    return _sent(found)


def _sent(found: papers.KeptFile) -> HttpResponse:
    try:
        content = papers.open_file(found.id)
    except papers.FileLost:
        raise Http404 from None
    response = HttpResponse(content, content_type=found.mime)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
