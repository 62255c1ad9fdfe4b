"""Certificates and revocation lists of the test authority, EC P-256, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Fixed years, so that scenarios that replay other days still sign and verify.
VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)
VALID_TO = datetime(2050, 1, 1, tzinfo=UTC)
_DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")


@dataclass(frozen=True)
class Identity:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Holder:
    """Whom a certificate names; ``agency_code`` only on an agency's own certificate."""

    ref: str
    name: str
    agency: str
    agency_code: str = ""


def root_authority(name: str) -> Identity:
    """Return a self-signed root that may have one level of authorities below it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(common_name=name)
    return Identity(_authority(subject, key, subject, key, depth=1), key)


def issuing_authority(name: str, root: Identity) -> Identity:
    """Return an authority below ``root`` that issues to holders only."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = root.certificate.subject
    return Identity(_authority(_name(common_name=name), key, issuer, root.key, depth=0), key)


def holder_certificate(holder: Holder, issuer: Identity) -> Identity:
    """Return the signing certificate of a person or an agency."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(common_name=holder.name, agency=holder.agency, code=holder.agency_code)
    usage = x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    certificate = (
        _builder(subject, key, issuer.certificate.subject, issuer.key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(issues=False), critical=True)
        .add_extension(usage, critical=False)
        .sign(issuer.key, hashes.SHA256())
    )
    return Identity(certificate, key)


def revocation_list(
    issuer: Identity, revoked: list[x509.RevokedCertificate], now: datetime
) -> x509.CertificateRevocationList:
    """Return the list of revoked certificates (CRL) as it stands at ``now``."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now.astimezone(UTC))
        .next_update(now.astimezone(UTC) + timedelta(days=3650))
        .add_extension(_issued_by(issuer.key), critical=False)
        .add_extension(x509.CRLNumber(len(revoked) + 1), critical=False)
    )
    for entry in revoked:
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(issuer.key, hashes.SHA256())


def revocation(certificate: x509.Certificate, now: datetime) -> x509.RevokedCertificate:
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(certificate.serial_number)
        .revocation_date(now.astimezone(UTC))
        .build()
    )


def key_as_pem(identity: Identity) -> bytes:
    return identity.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def key_from_pem(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"expected an EC key, got {type(key).__name__}")
    return key


def _name(*, common_name: str, agency: str = "", code: str = "") -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, agency),
        (NameOID.COMMON_NAME, common_name),
        (NameOID.ORGANIZATION_IDENTIFIER, code),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _authority(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    depth: int,
) -> x509.Certificate:
    return (
        _builder(subject, key, issuer, issuer_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=depth), critical=True)
        .add_extension(_usage(issues=True), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_TO)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_issued_by(issuer_key), critical=False)
    )


def _issued_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_cert_sign=issues,
        crl_sign=issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
