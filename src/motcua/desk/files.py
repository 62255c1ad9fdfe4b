"""Open a file of a dossier: what people sent, and the papers issued in it."""

from __future__ import annotations

import logging
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.desk.at_post import Me, at_post
from motcua.dossiers import service as dossiers
from motcua.papers import service as papers

log = logging.getLogger(__name__)
SHOWN_IN_BROWSER = frozenset({"application/pdf", "image/jpeg", "image/png"})


@require_safe
@at_post
def open_one(request: HttpRequest, me: Me, code: str, file_id: UUID) -> HttpResponseBase:
    """Send the bytes under their own type and name; ``?download`` saves instead of showing."""
    dossiers.dossier_for_official(me.actor, code)
    kept = papers.file(file_id)
    if kept is None or kept.dossier_code != code:
        raise dossiers.DossierNotFound
    log.info(
        "file opened",
        extra={"dossier": code, "file": str(file_id), "account": str(me.actor.account_id)},
    )
    content = papers.open_file(file_id)
    return sent(content, kept, saved="download" in request.GET)


def sent(content: bytes, kept: papers.KeptFile, *, saved: bool) -> HttpResponse:
    known = kept.mime in SHOWN_IN_BROWSER
    response = HttpResponse(
        content, content_type=kept.mime if known else "application/octet-stream"
    )
    response.headers["Content-Disposition"] = str(
        content_disposition_header(saved or not known, kept.name)
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
