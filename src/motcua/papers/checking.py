"""Is this PDF what an agency signed? Read by pyHanko against our own list of trust.

Only the worker imports this module: what is checked comes from strangers.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from datetime import datetime, timedelta
from io import BytesIO

from asn1crypto import x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from motcua.kernel.clock import HANOI
from motcua.papers.asn1_lengths import mend
from motcua.papers.authority import TrustList
from motcua.papers.verdicts import CheckReport, SignatureReport, Verdict, verdict_of

mend()
log = logging.getLogger(__name__)

JUST_NOW = timedelta(minutes=1)  # what is good now was good then: no second look
# What a file made to harm makes a parser raise.
_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def check(pdf: bytes, trust: TrustList, now: datetime) -> CheckReport:
    """Check every signature of ``pdf``; a stranger's file never raises, it gets a verdict."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        found = reader.embedded_regular_signatures
        reports = tuple(_report(signature, trust, now) for signature in found)
    except _UNREADABLE as error:
        log.info("an uploaded PDF cannot be read: %s", type(error).__name__)
        return CheckReport(Verdict.UNREADABLE)
    return CheckReport(verdict_of(reports), reports)


def _report(signature: EmbeddedPdfSignature, trust: TrustList, now: datetime) -> SignatureReport:
    found = _validate(signature, trust, signed_at=now, now=now)
    stamp = found.timestamp_validity
    if stamp is not None and stamp.intact and stamp.valid and stamp.trusted:
        signed_at = stamp.timestamp
        # a certificate counts if it was good when it signed, whatever happened to it later
        just_now = found.trusted and abs(now - signed_at) < JUST_NOW
        signer = found if just_now else _validate(signature, trust, signed_at=signed_at, now=now)
    else:
        signed_at, signer = None, found
    holder = signature.signer_cert.subject.native
    return SignatureReport(
        mark=hashlib.sha256(signature.signer_info["signature"].native).hexdigest(),
        signer=str(holder.get("common_name", "")),
        agency=str(holder.get("organization_name", "")),
        by_agency="organization_identifier" in holder,
        time=signed_at.astimezone(HANOI).isoformat() if signed_at else None,
        intact=found.intact and found.valid,
        allowed_changes_only=_only_signatures_followed(found),
        covers_whole_file=found.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        timestamped=signed_at is not None,
        trusted=signer.trusted,
        revoked=signer.revoked,
    )


def _validate(
    signature: EmbeddedPdfSignature, trust: TrustList, *, signed_at: datetime, now: datetime
) -> PdfSignatureStatus:
    return asyncio.run(
        async_validate_pdf_signature(
            signature,
            signer_validation_context=_signers(trust, signed_at),
            ts_validation_context=_timestamps(trust, now),
        )
    )


def _only_signatures_followed(status: PdfSignatureStatus) -> bool:
    level = status.modification_level
    only_signed = level is not None and level <= ModificationLevel.FORM_FILLING
    return only_signed and status.docmdp_ok is True


def _signers(trust: TrustList, moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in trust.roots],
        other_certs=[x509.Certificate.load(other) for other in trust.intermediates],
        crls=list(trust.revocations),
        moment=moment,
        revocation_mode="require",
        retroactive_revinfo=True,  # today's list says what was revoked at the time of signing
        allow_fetching=False,
    )


def _timestamps(trust: TrustList, now: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in trust.timestamp_roots],
        moment=now,
        allow_fetching=False,
    )
