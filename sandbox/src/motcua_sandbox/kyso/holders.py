"""Keys and certificates of the demo's officials at the signing services, by one authority.

``SCA-<username>`` is a credential of remote signing; ``SCA-<username>-cu`` is one whose certificate
ended on 01/11/2026 and ``SCA-<username>-sap-het`` ends on 05/12/2026. A SIM is known by its number:
099 and seven digits, in the order in which the officials are listed.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding

from motcua_sandbox.authenticator.routes import OFFICIALS
from motcua_sandbox.tsa.keys import (
    NOTHING_ELSE,
    VALID_FROM,
    VALID_UNTIL,
    begun,
    issuer_of,
    keep_key,
    kept_key,
    named,
    new_key,
)

ENDS = {
    "-cu": datetime(2026, 10, 31, 17, tzinfo=UTC),
    "-sap-het": datetime(2026, 12, 5, 16, 59, tzinfo=UTC),
}
PREFIX = "SCA-"


class Unknown(Exception):
    """No official of the demo has this credential or number."""


class Holders:
    """Makes each key at first use and keeps it in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        with self._lock:
            if not (folder / "ca.crl").exists():
                self._make_authority()

    def certificates(self, credential: str) -> tuple[bytes, ...]:
        """Return the certificates (DER), the holder's own first; raises Unknown."""
        self._made(credential)
        own = x509.load_pem_x509_certificate(self._path(credential, "pem").read_bytes())
        return (own.public_bytes(Encoding.DER), self._issuer().public_bytes(Encoding.DER))

    def sign(self, credential: str, digest: bytes, *, forged: bool) -> bytes:
        """Return the ECDSA signature of a SHA-256; ``forged`` signs with a key of nobody's."""
        self._made(credential)
        key = new_key() if forged else kept_key(self._path(credential, "key"))
        return key.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))

    def public(self, name: str) -> bytes:
        """Return ``ca.pem`` or ``ca.crl``."""
        return (self._folder / name).read_bytes()

    def _made(self, credential: str) -> None:
        username, until = _owner(credential)
        with self._lock:
            if not self._path(credential, "pem").exists():
                self._make(credential, OFFICIALS[username][0], until)

    def _make(self, credential: str, name: str, until: datetime) -> None:
        key, issuer = new_key(), self._issuer()
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=True, key_cert_sign=False, crl_sign=False,
            **NOTHING_ELSE,
        )  # fmt: skip
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key("ca").public_key())
        certificate = (
            begun(named(name), issuer.subject, key, until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(above, critical=False)
            .sign(self._key("ca"), hashes.SHA256())
        )
        keep_key(self._path(credential, "key"), key)
        self._path(credential, "pem").write_bytes(certificate.public_bytes(Encoding.PEM))

    def _make_authority(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        key = new_key()
        issuer = issuer_of(named("CA ký số trình diễn"), key)
        none_revoked = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.subject)
            .last_update(VALID_FROM)
            .next_update(VALID_UNTIL)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()),
                critical=False,
            )
            .sign(key, hashes.SHA256())
        )
        keep_key(self._path("ca", "key"), key)
        self._path("ca", "pem").write_bytes(issuer.public_bytes(Encoding.PEM))
        self._path("ca", "crl").write_bytes(none_revoked.public_bytes(Encoding.DER))

    def _issuer(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self._path("ca", "pem").read_bytes())

    def _key(self, name: str) -> ec.EllipticCurvePrivateKey:
        return kept_key(self._path(name, "key"))

    def _path(self, name: str, kind: str) -> Path:
        return self._folder / f"{name}.{kind}"


def number_of(username: str) -> str:
    """Return the telephone number, as networks write it."""
    return f"8499{[*OFFICIALS].index(username) + 1:07}"


def owner(credential: str) -> str:
    """Return whose telephone a credential or number rings; raises Unknown."""
    return _owner(credential)[0]


def _owner(credential: str) -> tuple[str, datetime]:
    by_number = {number_of(username): username for username in OFFICIALS}
    if credential in by_number:
        return by_number[credential], VALID_UNTIL
    ending = next((e for e in ENDS if credential.endswith(e)), "")
    username = credential.removeprefix(PREFIX).removesuffix(ending)
    if not credential.startswith(PREFIX) or username not in OFFICIALS:
        raise Unknown(credential)
    return username, ENDS.get(ending, VALID_UNTIL)
