"""A small timestamp authority (RFC 3161) for tests: answers in the process, with its own root."""

from __future__ import annotations

from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


class TimestampsOfTests:
    """Stamps every request with ``moment``, which a test may change."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = _self_signed(self._key)
        self.root_pem = self._certificate.public_bytes(serialization.Encoding.PEM)

    def stamp(self, request_der: bytes) -> bytes:
        request = tsp.TimeStampReq.load(request_der)
        token = self._token(request)
        return tsp.TimeStampResp(
            {"status": {"status": "granted"}, "time_stamp_token": token}
        ).dump()

    def _token(self, request: tsp.TimeStampReq) -> cms.ContentInfo:
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4.1",
                "message_imprint": request["message_imprint"],
                "serial_number": 1,
                "gen_time": self.moment.astimezone(UTC),
                "nonce": request["nonce"],
            }
        )
        content = cms.EncapsulatedContentInfo(
            {"content_type": "tst_info", "content": cms.ParsableOctetString(info.dump())}
        )
        certificate = x509.Certificate.load(
            self._certificate.public_bytes(serialization.Encoding.DER)
        )
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": content,
                "certificates": [certificate],
                "signer_infos": [self._signer_info(info.dump(), certificate)],
            }
        )
        return cms.ContentInfo({"content_type": "signed_data", "content": signed})

    def _signer_info(self, info: bytes, certificate: x509.Certificate) -> cms.SignerInfo:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(info)
        identifier = tsp.ESSCertIDv2({"cert_hash": certificate.sha256})
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute(
                    {"type": "message_digest", "values": [core.OctetString(digest.finalize())]}
                ),
                cms.CMSAttribute(
                    {
                        "type": "signing_certificate_v2",
                        "values": [tsp.SigningCertificateV2({"certs": [identifier]})],
                    }
                ),
            ]
        )
        signature = self._key.sign(attributes.untag().dump(), ec.ECDSA(hashes.SHA256()))
        return cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    cms.IssuerAndSerialNumber(
                        {
                            "issuer": certificate.issuer,
                            "serial_number": certificate.serial_number,
                        }
                    ),
                ),
                "digest_algorithm": {"algorithm": "sha256"},
                "signed_attrs": attributes,
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signature": signature,
            }
        )


def _self_signed(key: ec.EllipticCurvePrivateKey) -> certificates.Certificate:
    name = certificates.Name(
        [certificates.NameAttribute(NameOID.COMMON_NAME, "Dấu thời gian thử nghiệm")]
    )
    stamping = certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return (
        certificates.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2050, 1, 1, tzinfo=UTC))
        .add_extension(stamping, critical=True)
        .sign(key, hashes.SHA256())
    )
