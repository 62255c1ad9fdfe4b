"""The test certificate authority (tổ chức chứng thực thử nghiệm) that set-up creates.

Root → issuing → one certificate per person or agency. It stands in for the authorities that
certify officials and agencies; with their keys, only the folder ``trusted`` is filled.

The folder is 0700 and every file 0600::

    root.key root.pem root.crl  issuing.key issuing.pem issuing.crl
    signers/<ref>.key .pem      trusted/*.pem      timestamp/*.pem
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from motcua.papers.certificates import (
    Holder,
    Identity,
    holder_certificate,
    issuing_authority,
    key_as_pem,
    key_from_pem,
    revocation,
    revocation_list,
    root_authority,
)
from motcua.papers.keys import FileKey


class NoCertificate(Exception):
    """The signer has no certificate, or it was revoked (chưa có chứng thư số còn hiệu lực)."""


@dataclass(frozen=True)
class TrustList:
    """Certificates (DER) of trusted roots, authorities below them, timestamp roots; CRLs (DER)."""

    roots: tuple[bytes, ...]
    intermediates: tuple[bytes, ...]
    timestamp_roots: tuple[bytes, ...]
    revocations: tuple[bytes, ...]


def make_authority(folder: Path, now: datetime) -> None:
    """Create the authority once; a second call changes nothing."""
    with _alone_in(folder):
        if (folder / "issuing.crl").exists():
            return
        root = root_authority("Một Cửa – Gốc thử nghiệm")
        issuing = issuing_authority("Một Cửa – Cấp phát thử nghiệm", root)
        for name, identity in (("root", root), ("issuing", issuing)):
            _keep(folder / f"{name}.key", folder / f"{name}.pem", identity)
        for name, identity in (("root", root), ("issuing", issuing)):
            crl = revocation_list(identity, [], now).public_bytes(Encoding.DER)
            _write(folder / f"{name}.crl", crl)


def issue_certificate(folder: Path, holder: Holder) -> FileKey:
    """Issue the certificate of ``holder`` once; a second call returns the same files."""
    files = _files(folder, holder.ref)
    with _alone_in(folder):
        if not files.certificate.exists():
            _keep(files.key, files.certificate, holder_certificate(holder, _issuing(folder)))
    return files


def revoke_certificate(folder: Path, ref: str, now: datetime) -> None:
    """Put the certificate of ``ref`` on the list of revoked ones, from ``now`` on."""
    with _alone_in(folder):
        crl, certificate = _revoked(folder), _certificate(folder, ref)
        if not crl.get_revoked_certificate_by_serial_number(certificate.serial_number):
            entries = [*crl, revocation(certificate, now)]
            longer = revocation_list(_issuing(folder), entries, now)
            _write(folder / "issuing.crl", longer.public_bytes(Encoding.DER))


def signer_files(folder: Path, ref: str) -> FileKey:
    """Return the files of a signer that may sign; raises ``NoCertificate``."""
    serial = _certificate(folder, ref).serial_number
    if _revoked(folder).get_revoked_certificate_by_serial_number(serial):
        raise NoCertificate(f"the certificate of {ref} was revoked")
    return _files(folder, ref)


def trust_list(folder: Path) -> TrustList:
    """Return whom this machine trusts: the test authority and every root put beside it."""
    return TrustList(
        roots=_ders([folder / "root.pem", *sorted((folder / "trusted").glob("*.pem"))]),
        intermediates=_ders([folder / "issuing.pem"]),
        timestamp_roots=_ders(sorted((folder / "timestamp").glob("*.pem"))),
        revocations=tuple(path.read_bytes() for path in sorted(folder.glob("**/*.crl"))),
    )


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _files(folder: Path, ref: str) -> FileKey:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", ref):
        raise ValueError(f"not a signer's reference: {ref!r}")
    signers = folder / "signers"
    return FileKey(signers / f"{ref}.key", signers / f"{ref}.pem", folder / "issuing.pem")


def _issuing(folder: Path) -> Identity:
    certificate = x509.load_pem_x509_certificate((folder / "issuing.pem").read_bytes())
    return Identity(certificate, key_from_pem((folder / "issuing.key").read_bytes()))


def _revoked(folder: Path) -> x509.CertificateRevocationList:
    return _read_list((folder / "issuing.crl").read_bytes())


def _certificate(folder: Path, ref: str) -> x509.Certificate:
    try:
        return _read(_files(folder, ref).certificate.read_bytes())
    except FileNotFoundError as error:
        raise NoCertificate(f"{ref} has no certificate") from error


@lru_cache(maxsize=256)
def _read(pem: bytes) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem)


@lru_cache(maxsize=2)
def _read_list(der: bytes) -> x509.CertificateRevocationList:
    return x509.load_der_x509_crl(der)


def _ders(paths: list[Path]) -> tuple[bytes, ...]:
    found = (_read(p.read_bytes()) for p in paths if p.exists())
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in found)


def _keep(key: Path, certificate: Path, identity: Identity) -> None:
    _write(key, key_as_pem(identity))
    _write(certificate, identity.certificate.public_bytes(Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(path.name + ".new")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(path)
