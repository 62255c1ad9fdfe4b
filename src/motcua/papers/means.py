"""With which key a signer signs today: a confirmed service, a token, or the test authority's file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.kernel.clock import local_day
from motcua.papers.authority import NoCertificate, signer_files
from motcua.papers.keys import Key
from motcua.papers.models import SigningMeans

ON_TELEPHONE = frozenset({SigningMeans.Style.REMOTE, SigningMeans.Style.SIM})
AWAITED = ON_TELEPHONE | {SigningMeans.Style.LOCAL}  # prepared first, signed when the holder acts


@dataclass(frozen=True)
class Certificate:
    """What a certificate (chứng thư số) says of its holder; times are aware."""

    holder: str
    serial: str  # hexadecimal, in capitals
    issuer: str
    not_before: datetime
    not_after: datetime


def keys_folder() -> Path:
    return Path(settings.MOTCUA_HOME) / "keys"


def means_of(signer: str, on: date) -> SigningMeans | None:
    """Return what a signer uses on a day, the newest when days overlap; None: the file."""
    return _in_force(on).filter(signer=signer).first()


def in_force(signers: Iterable[str], on: date) -> dict[str, SigningMeans]:
    """Return signer → what they use on a day, for those who have more than a file."""
    found: dict[str, SigningMeans] = {}
    for one in _in_force(on).filter(signer__in=[*signers]):
        found.setdefault(one.signer, one)
    return found


def key_of(signer: str, now: datetime) -> Key:
    """Return the key of a signer that signs at once; raises ``NoCertificate``."""
    means = means_of(signer, local_day(now))
    if means is None:
        return signer_files(keys_folder(), signer)
    if means.style != SigningMeans.Style.TOKEN:
        raise NoCertificate(f"{signer} signs where we have no key")
    from motcua.papers.tokens import TokenKey  # the worker alone carries it

    return TokenKey(means.handle, chain(means.certificates))


@dataclass(frozen=True)
class Held:
    """What a signer signs with today; no certificate: they cannot sign."""

    style: str
    certificate: Certificate | None


def held_by(signers: Iterable[str], on: date) -> dict[str, Held]:
    """Return signer → what they sign with on a day, in one statement."""
    wanted = [*signers]
    means = in_force(wanted, on)
    return {
        one: Held(means[one].get_style_display(), said(chain(means[one].certificates)[0]))
        if one in means
        else Held("Khóa trên máy chủ", _file_certificate(one))
        for one in wanted
    }


def _file_certificate(signer: str) -> Certificate | None:
    try:
        return said(signer_files(keys_folder(), signer).certificates[0])
    except NoCertificate:
        return None


@lru_cache(maxsize=256)
def said(der: bytes) -> Certificate:
    read = x509.load_der_x509_certificate(der)
    return Certificate(
        holder=_common_name(read.subject),
        serial=f"{read.serial_number:X}",
        issuer=_common_name(read.issuer),
        not_before=read.not_valid_before_utc,
        not_after=read.not_valid_after_utc,
    )


def chain(pem: str) -> tuple[bytes, ...]:
    """Return the certificates (DER) of a PEM text; raises ``ValueError``."""
    found = x509.load_pem_x509_certificates(pem.encode())
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def _in_force(on: date) -> QuerySet[SigningMeans]:
    today = Q(last_day=None) | Q(last_day__gte=on)
    return SigningMeans.objects.filter(today, first_day__lte=on).order_by("-first_day", "-id")


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""
