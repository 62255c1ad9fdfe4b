"""The timestamp authority's EC keys and certificates, made once and kept in the sandbox's home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Wide, so that a scenario may replay an earlier or a later year.
VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)
VALID_UNTIL = datetime(2045, 1, 1, tzinfo=UTC)
NOTHING_ELSE = {
    "key_encipherment": False,
    "data_encipherment": False,
    "key_agreement": False,
    "encipher_only": False,
    "decipher_only": False,
}


@dataclass(frozen=True)
class Authority:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    issuer: x509.Certificate

    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def certificate_pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def issuer_pem(self) -> bytes:
        return self.issuer.public_bytes(serialization.Encoding.PEM)


def kept(home: Path) -> Authority:
    """Return the authority of this home, made at first use."""
    folder = home / "tsa"
    if not (folder / "tsa.pem").exists():
        _make(folder)
    key = kept_key(folder / "tsa-key.pem")
    certificate, issuer = (
        x509.load_pem_x509_certificate((folder / name).read_bytes())
        for name in ("tsa.pem", "ca.pem")
    )
    return Authority(key, certificate, issuer)


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def keep_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    path.touch(mode=0o600)
    plain = serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )


def kept_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} holds no EC key")
    return key


def _make(folder: Path) -> None:
    """Write the certificate last: without it, an interrupted start makes everything anew."""
    folder.mkdir(parents=True, exist_ok=True)
    issuer_key, key = new_key(), new_key()
    issuer_name = named("CA trình diễn của hệ thống mô phỏng")
    issuer = issuer_of(issuer_name, issuer_key)
    certificate = _certificate(issuer, issuer_key, key)
    pem = serialization.Encoding.PEM
    keep_key(folder / "tsa-key.pem", key)
    (folder / "ca.pem").write_bytes(issuer.public_bytes(pem))
    (folder / "tsa.pem").write_bytes(certificate.public_bytes(pem))


def issuer_of(name: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_cert_sign=True, crl_sign=True,
        **NOTHING_ELSE,
    )  # fmt: skip
    return (
        begun(name, name, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _certificate(
    issuer: x509.Certificate,
    issuer_key: ec.EllipticCurvePrivateKey,
    key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_cert_sign=False, crl_sign=False,
        **NOTHING_ELSE,
    )  # fmt: skip
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        begun(named("Dịch vụ cấp dấu thời gian trình diễn"), issuer.subject, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(above, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    until: datetime = VALID_UNTIL,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(until)
    )


def named(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )
