"""Signatures on papers: ordered by a dossier, made by the worker, retried until they are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.exchange.errors import ExchangeError
from motcua.kernel.clock import local_day
from motcua.papers import store
from motcua.papers.authority import NoCertificate, trust_list
from motcua.papers.confirming import forget_prepared, sign_later
from motcua.papers.kinds import RESULTS
from motcua.papers.means import AWAITED, chain, key_of, keys_folder, means_of
from motcua.papers.models import Paper, Signature
from motcua.papers.ordering import render_now, renew_file
from motcua.papers.verdicts import SignatureReport, Verdict
from motcua.papers.views import PaperView, view

if TYPE_CHECKING:
    from motcua.papers.models import SigningMeans
    from motcua.papers.signing import Prepared, Shown, Timestamper

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


def order_signature(paper_id: UUID, signer: Signer, now: datetime) -> None:
    """Order a person's signature in the caller's transaction; the worker makes it."""
    sign_later(_ordered(paper_id, Signature.Role.PERSON, signer, now))


def order_seal(paper_id: UUID, agency: Signer, now: datetime) -> None:
    """Order the agency's signature (đóng dấu số) in the caller's transaction."""
    sign_later(_ordered(paper_id, Signature.Role.AGENCY, agency, now))


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
    """Make one ordered signature; for this room's job only.

    Nothing is made while somebody has yet to confirm, nor once a confirmed value did not verify.
    """
    order = Signature.objects.select_related("request").get(pk=signature_id)
    if order.request is None or order.value:
        _make(order, now, None)


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


def _make(order: Signature, now: datetime, timestamper: Timestamper | None) -> PaperView:
    render_now(order.paper_id)
    paper = Paper.objects.get(pk=order.paper_id)
    if order.signed_at is None and paper.state == Paper.State.READY:
        means = means_of(order.signer, local_day(now))
        if means and means.style in AWAITED and not order.value:
            _prepare(order, paper, means, now)
            return view(paper)
        try:
            pdf, mark = _signed(order, paper, now, timestamper)
        except (ExchangeError, NoCertificate, CannotSign) as error:
            _note_obstacle(order, error)
            raise
        paper = _record(order, paper, pdf, mark, now)
    return view(paper)


def _prepare(order: Signature, paper: Paper, means: SigningMeans, now: datetime) -> None:
    """Keep what the holder is going to sign; asked about once, it stays as it is."""
    from motcua.papers.signing import prepare

    if paper.file is None or not _is_to_prepare(order, means):
        return
    forget_prepared(order)
    prepared = prepare(
        store.get(paper.file.digest), _shown(order, paper, now), chain(means.certificates)
    )
    order.prepared = {
        "style": means.style,
        "handle": means.handle,
        "certificates": means.certificates,
        "file": str(paper.file_id),
        "document": store.put(prepared.document),
        "attributes": prepared.attributes.hex(),
        "digest": prepared.digest.hex(),
        "hash": prepared.hash.hex(),
        "room": [prepared.start, prepared.end],
    }
    order.prepared_at, order.obstacle = now, ""
    order.save(update_fields=["prepared", "prepared_at", "obstacle"])


def _is_to_prepare(order: Signature, means: SigningMeans) -> bool:
    """Tell whether nothing was prepared yet, or for another key about which nobody was asked."""
    if order.prepared_at is None or order.prepared is None:
        return True
    return order.request is None and not prepared_for(order, means)


def prepared_for(order: Signature, means: SigningMeans) -> bool:
    """Tell whether what is prepared is to be signed with this key."""
    kept = order.prepared or {}
    return (kept.get("style"), kept.get("handle")) == (means.style, means.handle)


def _signed(
    order: Signature, paper: Paper, now: datetime, timestamper: Timestamper | None
) -> tuple[bytes, str]:
    """Return the paper with one more signature, and that signature's mark."""
    from motcua.papers.checking import check

    pdf = _apply(order, paper, now, timestamper)
    report = check(pdf, trust_list(keys_folder()), now)
    if report.verdict not in _EXPECTED[Signature.Role(order.role)]:
        raise CannotSign(report.verdict.value)
    return pdf, _newest(report.signatures).mark


def _apply(order: Signature, paper: Paper, now: datetime, timestamper: Timestamper | None) -> bytes:
    from motcua.exchange.clients.timestamp import authority
    from motcua.papers.signing import finish, prepare

    if paper.file is None:
        raise CannotSign("no_file")
    stamping = timestamper or authority()
    if order.value:
        prepared, certificates = _confirmed(order, paper)
        return finish(prepared, bytes.fromhex(order.value), certificates, stamping)
    key = key_of(order.signer, now)
    certificates = key.certificates
    prepared = prepare(store.get(paper.file.digest), _shown(order, paper, now), certificates)
    return finish(prepared, key.sign(prepared.attributes), certificates, stamping)


def _confirmed(order: Signature, paper: Paper) -> tuple[Prepared, tuple[bytes, ...]]:
    """Return what was confirmed, with the holder's certificates."""
    from motcua.papers.signing import Prepared

    kept = order.prepared or {}
    if kept.get("file") != str(paper.file_id):
        raise CannotSign("overtaken")
    start, end = kept["room"]
    prepared = Prepared(
        document=store.get(kept["document"]),
        attributes=bytes.fromhex(kept["attributes"]),
        digest=bytes.fromhex(kept["digest"]),
        start=start,
        end=end,
    )
    return prepared, chain(kept["certificates"])


def _shown(order: Signature, paper: Paper, now: datetime) -> Shown:
    from motcua.papers.signing import person, seal
    from motcua.papers.typeset import Place

    found = paper.places.get(order.role)
    place = Place(**found) if found else None
    if order.role == Signature.Role.AGENCY:
        return seal(agency=order.name, place=place, now=now, demo=settings.DEMO)
    return person(
        name=order.name, title=order.title, prefix=order.prefix, agency=order.agency,
        place=place, now=now, demo=settings.DEMO,
    )  # fmt: skip


def _note_obstacle(order: Signature, error: Exception) -> None:
    """Say why nothing was signed; a value that does not verify is worth no second try."""
    order.obstacle, order.attempts = _kind(error), order.attempts + 1
    if isinstance(error, CannotSign) and error.kind != Verdict.NOT_TIMESTAMPED:
        order.value = ""
    order.save(update_fields=["obstacle", "attempts", "value"])


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
        forget_prepared(order)
        order.signed_at, order.mark, order.obstacle = now, mark, ""
        order.prepared = None
        order.save(update_fields=["signed_at", "mark", "obstacle", "prepared"])
    return paper


def _kind(error: Exception) -> str:
    return str(getattr(error, "kind", type(error).__name__))[:80]
