"""Signatures with a token in the signer's own computer: prepared here, signed there, then kept.

What comes back is compared with the certificate that was recorded for the signer before it is kept;
like every other signature it is checked as a whole before the paper bears it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.db import transaction
from django.db.models import QuerySet

from motcua.papers.confirming import sign_later
from motcua.papers.endorsing import prepared_for
from motcua.papers.kinds import TITLES
from motcua.papers.means import chain, in_force
from motcua.papers.models import Paper, Signature, SigningMeans

LOCAL = SigningMeans.Style.LOCAL
LONGEST_SIGNATURE = 1024  # bytes; RSA with 4096 bits makes 512


@dataclass(frozen=True)
class ToSign:
    """A paper whose prepared attributes (DER) wait for the key of ``certificate`` (DER)."""

    id: int
    title: str
    dossier_code: str
    certificate: bytes
    attributes: bytes
    prepared_at: datetime
    obstacle: str


@dataclass(frozen=True)
class AtToken:
    """``ready`` may be signed; ``coming`` are being prepared, ``stamping`` get their timestamp."""

    ready: Sequence[ToSign]
    coming: int
    stamping: int


@dataclass(frozen=True)
class Taken:
    """How many signatures were kept, and how many were not made by the recorded key."""

    kept: int
    wrong: int


def signs_at_token(signers: Sequence[str], on: date) -> bool:
    """Tell whether one of these keys is on a token in its holder's computer that day."""
    return any(one.style == LOCAL for one in in_force(signers, on).values())


def waiting_at_token(signers: Sequence[str], on: date) -> AtToken:
    """Return what waits for tokens, oldest first; for a key that was replaced it is prepared anew."""
    means = in_force(signers, on)
    here = {ref for ref, one in means.items() if one.style == LOCAL}
    ready, coming, stamping = [], 0, 0
    for row in _unsigned(signers).select_related("paper").order_by("ordered_at", "pk"):
        kept = row.prepared or {}
        if row.signer not in here and kept.get("style") != LOCAL:
            continue
        if row.value:
            stamping += 1
        elif row.signer in here and row.prepared and prepared_for(row, means[row.signer]):
            ready.append(_to_sign(row))
        else:
            coming += 1
            if row.prepared:
                sign_later(row)
    return AtToken(ready, coming, stamping)


@transaction.atomic
def take_signatures(signers: Sequence[str], made: Mapping[int, bytes]) -> Taken:
    """Keep signatures by the number of what they sign; twice changes nothing."""
    kept = wrong = 0
    rows = _unsigned(signers).filter(pk__in=made, value="", prepared__style=LOCAL)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        if not _is_by_recorded_key(row, made[row.pk]):
            wrong += 1
            continue
        row.value, row.obstacle = made[row.pk].hex(), ""
        row.save(update_fields=["value", "obstacle"])
        sign_later(row)
        kept += 1
    return Taken(kept, wrong)


def _unsigned(signers: Sequence[str]) -> QuerySet[Signature]:
    standing = [Paper.State.PENDING, Paper.State.READY]
    return Signature.objects.filter(signer__in=signers, signed_at=None, paper__state__in=standing)


def _to_sign(row: Signature) -> ToSign:
    kept = row.prepared or {}
    return ToSign(
        id=row.pk,
        title=TITLES.get(row.paper.kind, row.paper.kind),
        dossier_code=row.paper.dossier_code,
        certificate=chain(kept["certificates"])[0],
        attributes=bytes.fromhex(kept["attributes"]),
        prepared_at=row.prepared_at or row.ordered_at,
        obstacle=row.obstacle,
    )


def _is_by_recorded_key(row: Signature, signature: bytes) -> bool:
    waits = _to_sign(row)
    key = x509.load_der_x509_certificate(waits.certificate).public_key()
    if len(signature) > LONGEST_SIGNATURE:
        return False
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, waits.attributes, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, waits.attributes, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True
