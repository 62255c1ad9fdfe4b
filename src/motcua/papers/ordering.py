"""Papers ordered in a dossier and rendered by the worker."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.kernel import clock
from motcua.papers import keeping
from motcua.papers.confirming import forget_prepared
from motcua.papers.documents import examine
from motcua.papers.kinds import DRAFTS, INNER, RESULTS, TITLES
from motcua.papers.masking import masked_name
from motcua.papers.models import Paper
from motcua.papers.uploads import Accepted, Kind
from motcua.papers.views import PaperView, check_url, view


def order_paper(
    kind: str,
    dossier_code: str,
    data: dict[str, Any],
    now: datetime,
    *,
    cause: str,
    about: str,
) -> PaperView:
    """Order a paper in the caller's transaction; the worker renders it.

    ``cause`` (an event's id) makes a repeated order harmless: the first one's paper comes back.
    ``about`` is whom the paper is about; only a masked form of it is shown to who checks it.
    """
    code = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    address = None if kind in DRAFTS else check_url(code)
    paper, new = Paper.objects.get_or_create(
        dossier_code=dossier_code,
        kind=kind,
        cause=cause,
        defaults={
            "data": {**data, "issued_at": _local(now), "check_address": address},
            "agency": data["agency"]["name"],
            "masked_name": masked_name(about),
            "check_code": code,
            "ordered_at": now,
        },
    )
    if new:
        from motcua.papers import tasks

        tasks.render.configure(lock=f"paper-{paper.id}").defer(paper_id=str(paper.id))
    return view(paper)


def render_now(paper_id: UUID) -> PaperView:
    """Render a paper if that was not done yet; twice gives the same one file.

    Raises ``typeset.CannotTypeset`` and marks the paper failed when its data cannot be printed.
    """
    from motcua.papers import certified_copies, typeset

    paper = Paper.objects.get(pk=paper_id)
    if paper.state in {Paper.State.READY, Paper.State.DROPPED}:
        return view(paper)
    try:
        if paper.kind == certified_copies.KIND:
            made = certified_copies.render(paper.data, demo=settings.DEMO)
        else:
            made = typeset.render(paper.kind, paper.data, demo=settings.DEMO)
    except typeset.CannotTypeset as error:
        Paper.objects.filter(pk=paper_id).exclude(state=Paper.State.READY).update(
            state=Paper.State.FAILED, failure=str(error)[:400]
        )
        raise
    places = {role: asdict(place) for role, place in made.places.items()}
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper_id)
        if paper.state != Paper.State.READY:
            _make_ready(paper, made.pdf, places)
    return view(paper)


def paper(dossier_code: str, kind: str) -> PaperView | None:
    """Return the newest paper of that kind in the dossier."""
    rows = Paper.objects.filter(dossier_code=dossier_code, kind=kind)
    newest = rows.order_by("ordered_at").last()
    return view(newest) if newest else None


def papers_of(dossier_code: str, *, inner: bool = False) -> list[PaperView]:
    """Return the papers of a dossier, oldest first; ``inner`` adds those among officials."""
    rows = Paper.objects.filter(dossier_code=dossier_code).order_by("ordered_at")
    if not inner:
        rows = rows.exclude(kind__in=INNER)
    return [view(row) for row in rows.prefetch_related("signatures__request")]


def issued(dossier_code: str) -> PaperView | None:
    """Return the result (kết quả) that the dossier issued and that was not revoked."""
    rows = Paper.objects.filter(dossier_code=dossier_code, kind__in=RESULTS, revoked_at=None)
    newest = rows.exclude(issued_at=None).order_by("issued_at").last()
    return view(newest) if newest else None


def issued_of(dossier_codes: Iterable[str]) -> dict[str, PaperView]:
    """Return ``issued`` of several dossiers, by code, in two queries."""
    rows = Paper.objects.filter(dossier_code__in=set(dossier_codes), kind__in=RESULTS)
    standing = rows.filter(revoked_at=None).exclude(issued_at=None).order_by("issued_at")
    return {row.dossier_code: view(row) for row in standing.prefetch_related("signatures__request")}


@transaction.atomic
def drop(paper_id: UUID) -> None:
    """Give up a paper that nobody has signed: it is kept and said to be unsigned."""
    row = Paper.objects.select_for_update().prefetch_related("signatures").get(pk=paper_id)
    if row.issued_at is None and not any(one.signed_at for one in row.signatures.all()):
        Paper.objects.filter(pk=paper_id).update(state=Paper.State.DROPPED)
        for one in row.signatures.all():
            forget_prepared(one)


def results_of(dossier_codes: Iterable[str]) -> dict[str, PaperView]:
    """Return the newest result of each dossier, signed or not, by code, in two queries."""
    rows = Paper.objects.filter(dossier_code__in=set(dossier_codes), kind__in=RESULTS)
    kept = rows.exclude(state=Paper.State.DROPPED).order_by("ordered_at")
    return {row.dossier_code: view(row) for row in kept.prefetch_related("signatures__request")}


def revoke(paper_id: UUID, reason: str, now: datetime) -> PaperView:
    """Declare an issued paper void (thu hồi, hủy bỏ); the first time and reason stand."""
    with transaction.atomic():
        row = Paper.objects.select_for_update().get(pk=paper_id)
        if row.revoked_at is None:
            row.revoked_at, row.revocation_reason = now, reason
            row.save(update_fields=["revoked_at", "revocation_reason"])
    return view(row)


def renew_file(row: Paper, pdf: bytes, now: datetime) -> None:
    """Make ``pdf`` the paper's newest bytes, inside a transaction; for this room only."""
    title = TITLES.get(row.kind, row.kind)
    pages = examine(pdf)
    content = Accepted(
        kind=Kind.DOCUMENT,
        mime="application/pdf",
        name=f"{title}.pdf",
        content=pdf,
        pages=pages if isinstance(pages, int) else 0,
    )
    row.file = keeping.keep(content, owner="", dossier_code=row.dossier_code, now=now)


def _make_ready(row: Paper, pdf: bytes, places: dict[str, Any]) -> None:
    now = clock.now()
    renew_file(row, pdf, now)
    row.state, row.failure, row.places = Paper.State.READY, "", places
    if row.kind not in RESULTS and row.kind not in DRAFTS:
        row.issued_at = now
    row.save()


def _local(moment: datetime) -> str:
    return moment.astimezone(clock.HANOI).isoformat(timespec="seconds")
