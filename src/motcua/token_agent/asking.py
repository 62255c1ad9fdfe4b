"""What the desk's page asks to have signed, read and judged before anybody is asked for a PIN.

One request is JSON: ``{"certificate": Base64 of the signer's certificate (DER), "papers":
[{"name": the kind of paper, "attributes": Base64 of the CMS signed attributes (DER)}]}``.
Only attributes of a CAdES signature that name this certificate are signed, so that nothing else
(a login, a contract of another site) can be made of what comes out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, x509  # type: ignore[import-untyped]
from asn1crypto.tsp import SigningCertificateV2  # which ``cms`` knows once it is loaded

MOST = 50
LONGEST_BODY = 256 * 1024  # bytes; 50 papers are about 40 KB
LONGEST_NAME = 80


class BadRequest(ValueError):
    """Something that is not a request of the desk; nobody is asked for anything."""


@dataclass(frozen=True)
class Asked:
    """A request that may be signed: whose certificate (DER), kinds of papers, attributes (DER)."""

    certificate: bytes
    names: tuple[str, ...]
    attributes: tuple[bytes, ...]

    @property
    def holder(self) -> str:
        return str(x509.Certificate.load(self.certificate).subject.native.get("common_name", ""))

    @property
    def number(self) -> str:
        return check_number(self.attributes)

    @property
    def counted(self) -> list[tuple[int, str]]:
        """Return how many papers of which kind."""
        return [(count, name) for name, count in Counter(self.names).items()]


def check_number(attributes: Sequence[bytes]) -> str:
    """Return the four digits (mã đối chiếu) that page and program both show."""
    hashes = b"".join(hashlib.sha256(one).digest() for one in attributes)
    return f"{int(hashlib.sha256(hashes).hexdigest(), 16) % 10_000:04}"


def read(body: bytes) -> Asked:
    """Return the request; raises ``BadRequest``."""
    try:
        told = json.loads(body)
        certificate = _decoded(told["certificate"])
        papers = [(_shown(one["name"]), _decoded(one["attributes"])) for one in told["papers"]]
    except (ValueError, KeyError, TypeError) as fault:
        raise BadRequest("not a request of the desk") from fault
    if not 0 < len(papers) <= MOST:
        raise BadRequest(f"between 1 and {MOST} papers")
    for _, attributes in papers:
        _check(attributes, certificate)
    names, attributes = zip(*papers, strict=True)
    return Asked(certificate, names, attributes)


def _decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError) as fault:
        raise BadRequest("not Base64") from fault


def _shown(name: Any) -> str:
    """Return a name without anything that a terminal would obey."""
    kept = "".join(letter for letter in str(name) if letter.isprintable()).strip()
    return kept[:LONGEST_NAME] or "(không có tên)"


def _check(attributes: bytes, certificate: bytes) -> None:
    try:
        found = cms.CMSAttributes.load(attributes, strict=True)
        values = {one["type"].native: one["values"] for one in found}
        named: SigningCertificateV2 = values["signing_certificate_v2"][0]
        whose = named["certs"][0]["cert_hash"].native
        content = values["content_type"][0].native
        digest = values["message_digest"][0].native
    except (ValueError, KeyError, IndexError, TypeError) as fault:
        raise BadRequest("not the attributes of a signature on a paper") from fault
    if content != "data" or len(digest) != hashlib.sha256().digest_size:
        raise BadRequest("not the attributes of a signature on a paper")
    if whose != hashlib.sha256(certificate).digest():
        raise BadRequest("the attributes name another certificate")
