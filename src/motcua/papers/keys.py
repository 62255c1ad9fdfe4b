"""The keys that sign at once: files of the test authority, and tokens behind PKCS#11.

Keys that their holder confirms on a telephone are asked in ``confirming``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from motcua.papers.certificates import key_from_pem


class Key(Protocol):
    """A private key that signs now, with the certificates (DER) from its own upwards."""

    @property
    def certificates(self) -> tuple[bytes, ...]: ...

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the SHA-256 of ``data``, as a CMS holds it."""
        ...


@dataclass(frozen=True)
class FileKey:
    """Where a signer's private key and certificate lie, and the certificate that issued it."""

    key: Path
    certificate: Path
    issuer: Path

    @property
    def certificates(self) -> tuple[bytes, ...]:
        return tuple(der for path in (self.certificate, self.issuer) for der in ders(path))

    def sign(self, data: bytes) -> bytes:
        return key_from_pem(self.key.read_bytes()).sign(data, ec.ECDSA(hashes.SHA256()))


def ders(path: Path) -> tuple[bytes, ...]:
    """Return the certificates (DER) of a PEM file."""
    return _ders_of(path.read_bytes())


@lru_cache(maxsize=256)
def _ders_of(pem: bytes) -> tuple[bytes, ...]:
    return tuple(one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(pem))
