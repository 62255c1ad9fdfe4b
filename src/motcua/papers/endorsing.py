"""Signatures on papers: ordered by a dossier, made by the worker, retried until they are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.exchange.errors import ExchangeError
from motcua.papers import store
from motcua.papers.authority import NoCertificate, signer_files, trust_list, valid_until
from motcua.papers.kinds import RESULTS
from motcua.papers.models import Paper, Signature
from motcua.papers.ordering import render_now, renew_file
from motcua.papers.verdicts import SignatureReport, Verdict
from motcua.papers.views import PaperView, view

if TYPE_CHECKING:
    from motcua.papers.signing import Act, Timestamper

_EXPECTED = {
    Signature.Role.PERSON: {Verdict.NOT_SEALED, Verdict.GENUINE},
    Signature.Role.AGENCY: {Verdict.GENUINE},
}


class CannotSign(Exception):
    """The signature that was made does not verify (``kind`` says how); nothing was kept."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the signature does not verify: {kind}")
        self.kind = kind


class Overtaken(Exception):
    """Another signature changed the paper meanwhile; signing again succeeds."""


@dataclass(frozen=True)
class Signer:
    """Who signs with which key; ``prefix`` is in whose stead (KT., TL., TUQ. CHỦ TỊCH)."""

    ref: str
    name: str
    agency: str
    title: str = ""
    prefix: str = ""


def keys_folder() -> Path:
    return Path(settings.MOTCUA_HOME) / "keys"


def may_sign_until(ref: str) -> datetime | None:
    """Return until when a signer's certificate is good; None when there is none."""
    return valid_until(keys_folder(), ref)


def order_signature(paper_id: UUID, signer: Signer, now: datetime) -> None:
    """Order a person's signature in the caller's transaction; the worker makes it."""
    _defer(_ordered(paper_id, Signature.Role.PERSON, signer, now))


def order_seal(paper_id: UUID, agency: Signer, now: datetime) -> None:
    """Order the agency's signature (đóng dấu số) in the caller's transaction."""
    _defer(_ordered(paper_id, Signature.Role.AGENCY, agency, now))


def sign_now(
    paper_id: UUID, signer: Signer, now: datetime, timestamper: Timestamper | None = None
) -> PaperView:
    """Sign as a person now; a second call changes nothing.

    Without a timestamp it raises an ``ExchangeError`` and the paper says what it waits for; also
    ``NoCertificate`` and ``CannotSign``. Outside any transaction: the timestamp is a question.
    """
    order = _ordered(paper_id, Signature.Role.PERSON, signer, now)
    return _make(order, now, timestamper)


def seal_now(
    paper_id: UUID, agency: Signer, now: datetime, timestamper: Timestamper | None = None
) -> PaperView:
    """Sign as the agency now, which issues a result; errors as in ``sign_now``."""
    order = _ordered(paper_id, Signature.Role.AGENCY, agency, now)
    return _make(order, now, timestamper)


def make_ordered(signature_id: int, now: datetime) -> None:
    """Make one ordered signature; for this room's job only."""
    _make(Signature.objects.get(pk=signature_id), now, None)


def _ordered(paper_id: UUID, role: Signature.Role, signer: Signer, now: datetime) -> Signature:
    order, _ = Signature.objects.get_or_create(
        paper_id=paper_id,
        role=role,
        defaults={
            "signer": signer.ref,
            "name": signer.name,
            "title": signer.title,
            "prefix": signer.prefix,
            "agency": signer.agency,
            "ordered_at": now,
        },
    )
    return order


def _defer(order: Signature) -> None:
    from motcua.papers import tasks

    tasks.sign.configure(lock=f"paper-{order.paper_id}").defer(signature_id=order.pk)


def _make(order: Signature, now: datetime, timestamper: Timestamper | None) -> PaperView:
    render_now(order.paper_id)
    paper = Paper.objects.get(pk=order.paper_id)
    if order.signed_at is None:
        try:
            pdf, mark = _signed(order, paper, now, timestamper)
        except (ExchangeError, NoCertificate, CannotSign) as error:
            order.obstacle, order.attempts = _kind(error), order.attempts + 1
            order.save(update_fields=["obstacle", "attempts"])
            raise
        paper = _record(order, paper, pdf, mark, now)
    return view(paper)


def _signed(
    order: Signature, paper: Paper, now: datetime, timestamper: Timestamper | None
) -> tuple[bytes, str]:
    """Return the paper with one more signature, and that signature's mark."""
    from motcua.papers.checking import check

    pdf = _apply(order, paper, _act(order, paper, now, timestamper))
    report = check(pdf, trust_list(keys_folder()), now)
    if report.verdict not in _EXPECTED[Signature.Role(order.role)]:
        raise CannotSign(report.verdict.value)
    return pdf, _newest(report.signatures).mark


def _act(order: Signature, paper: Paper, now: datetime, timestamper: Timestamper | None) -> Act:
    from motcua.exchange.clients.timestamp import authority
    from motcua.papers.signing import Act
    from motcua.papers.typeset import Place

    place = paper.places.get(order.role)
    return Act(
        key=signer_files(keys_folder(), order.signer),
        place=Place(**place) if place else None,
        now=now,
        timestamper=timestamper or authority(),
        demo=settings.DEMO,
    )


def _apply(order: Signature, paper: Paper, act: Act) -> bytes:
    from motcua.papers.signing import seal_agency, sign_person

    if paper.file is None:
        raise CannotSign("no_file")
    pdf = store.get(paper.file.digest)
    if order.role == Signature.Role.AGENCY:
        return seal_agency(pdf, act, agency=order.name)
    return sign_person(
        pdf,
        act,
        name=order.name,
        title=order.title,
        prefix=order.prefix,
        agency=order.agency,
    )


def _newest(signatures: tuple[SignatureReport, ...]) -> SignatureReport:
    return next(s for s in signatures if s.covers_whole_file)


def _record(order: Signature, signed: Paper, pdf: bytes, mark: str, now: datetime) -> Paper:
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=signed.pk)
        order.refresh_from_db()
        if order.signed_at is not None:
            return paper
        if paper.file_id != signed.file_id:
            raise Overtaken(str(paper.id))
        renew_file(paper, pdf, now)
        if order.role == Signature.Role.AGENCY and paper.kind in RESULTS:
            paper.issued_at = now
        paper.save(update_fields=["file", "issued_at"])
        order.signed_at, order.mark, order.obstacle = now, mark, ""
        order.save(update_fields=["signed_at", "mark", "obstacle"])
    return paper


def _kind(error: Exception) -> str:
    return str(getattr(error, "kind", type(error).__name__))[:80]
