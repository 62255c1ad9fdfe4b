"""Answers timestamp requests (RFC 3161, with ESSCertIDv2 of RFC 5816)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from motcua_sandbox.tsa import keys
from motcua_sandbox.tsa.keys import Authority

POLICY = "1.3.6.1.4.1.99999.1.1"  # of the demo; the arc belongs to nobody
LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}


class _Rejection(core.Sequence):  # type: ignore[misc]
    """A TimeStampResp without its token, which tsp.TimeStampResp demands against RFC 3161."""

    _fields = [("status", tsp.PKIStatusInfo)]


class Rejected(Exception):
    """``str()`` is a PKIFailureInfo name."""


def parse(body: bytes) -> tsp.TimeStampReq:
    """Raises Rejected."""
    try:
        request = tsp.TimeStampReq.load(body, strict=True)
        imprint = request["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        digest = imprint["hashed_message"].native
        policy = request["req_policy"].native
    except (ValueError, TypeError) as fault:
        raise Rejected("bad_data_format") from fault
    if algorithm not in LENGTHS:
        raise Rejected("bad_alg")
    if len(digest) != LENGTHS[algorithm]:
        raise Rejected("bad_data_format")
    if policy not in (None, POLICY):
        raise Rejected("unaccepted_policy")
    return request


def granted(
    request: tsp.TimeStampReq, authority: Authority, serial: int, at: datetime, *, forged: bool
) -> bytes:
    """Return the DER of a granted answer; ``forged`` signs with a key of nobody's."""
    info = _info(request, serial, at)
    certificate = asn1_x509.Certificate.load(authority.der())
    attributes = _attributes(info, certificate)
    key = keys.new_key() if forged else authority.key
    signature = key.sign(attributes.untag().dump(), ec.ECDSA(hashes.SHA256()))
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {
                            "issuer": certificate.issuer,
                            "serial_number": certificate.serial_number,
                        }
                    )
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": signature,
        }
    )
    signed = _signed_data(info, signer, [certificate] if request["cert_req"].native else [])
    token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
    answer = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
    return bytes(answer.dump())


def rejected(reason: str) -> bytes:
    return bytes(_Rejection({"status": {"status": "rejection", "fail_info": {reason}}}).dump())


def _info(request: tsp.TimeStampReq, serial: int, at: datetime) -> tsp.TSTInfo:
    fields = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": request["message_imprint"],
        "serial_number": serial,
        "gen_time": at.astimezone(UTC).replace(microsecond=0),
        "accuracy": {"seconds": 1},
    }
    if request["nonce"].native is not None:
        fields["nonce"] = request["nonce"].native
    return tsp.TSTInfo(fields)


def _attributes(info: tsp.TSTInfo, certificate: asn1_x509.Certificate) -> cms.CMSAttributes:
    digest = hashlib.sha256(info.dump()).digest()
    own = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate.dump()).digest()})
    named = {
        "content_type": "tst_info",
        "message_digest": digest,
        "signing_certificate_v2": tsp.SigningCertificateV2({"certs": [own]}),
    }
    return cms.CMSAttributes(
        [cms.CMSAttribute({"type": name, "values": [value]}) for name, value in named.items()]
    )


def _signed_data(
    info: tsp.TSTInfo, signer: cms.SignerInfo, certificates: list[asn1_x509.Certificate]
) -> cms.SignedData:
    fields = {
        "version": "v3",
        "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
        "encap_content_info": {
            "content_type": "tst_info",
            "content": core.ParsableOctetString(info.dump()),
        },
        "signer_infos": [signer],
    }
    if certificates:
        fields["certificates"] = certificates
    return cms.SignedData(fields)
