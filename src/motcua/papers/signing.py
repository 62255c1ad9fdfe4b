"""Two PAdES B-T signatures on a paper: the person's, then the agency's (đóng dấu số).

A signature is made in three steps, whoever holds the key: the paper is prepared and what has to
be signed is known; the key signs it, now or when somebody confirms on a telephone; the signature
is stamped with the time and put into the paper. Only the worker imports this module. The visible
part of a signature is drawn by typst and appears with the signature itself; see ADR 0021.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Protocol

from asn1crypto import cms, x509  # type: ignore[import-untyped]
from asn1crypto.tsp import TimeStampReq, TimeStampResp  # type: ignore[import-untyped]
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.exchange.errors import Malformed, Refused
from motcua.kernel.clock import HANOI
from motcua.papers import typeset
from motcua.papers.asn1_lengths import mend
from motcua.papers.keys import Key
from motcua.papers.typeset import Place

mend()

# Hex digits kept for one signature with its timestamp token (about 5 KB): one pass instead of two.
BYTES_RESERVED = 24576
_WHOLE_BOX = SimpleBoxLayoutRule(
    AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0)
)


class Timestamper(Protocol):
    """The exchange's client of the timestamp authority (RFC 3161)."""

    def stamp(self, request_der: bytes) -> bytes:
        """Return the authority's answer (DER); raises an ``ExchangeError``."""
        ...


@dataclass(frozen=True)
class Shown:
    """What a signature says and where on the paper it becomes visible; None: nowhere."""

    field: str
    name: str
    reason: str
    location: str
    stamp: dict[str, str]
    place: Place | None
    now: datetime
    demo: bool


@dataclass(frozen=True)
class Prepared:
    """A paper with room for one more signature, and the attributes (DER) that have to be signed.

    ``start`` and ``end`` bound the room in ``document``; ``digest`` is the SHA-256 of the rest.
    """

    document: bytes
    attributes: bytes
    digest: bytes
    start: int
    end: int

    @property
    def hash(self) -> bytes:
        """What a key that takes hashes signs: the SHA-256 of the attributes."""
        return hashlib.sha256(self.attributes).digest()


@dataclass(frozen=True)
class Act:
    """One act of signing: with which key, when, and where on the paper it becomes visible."""

    key: Key
    place: Place | None
    now: datetime
    timestamper: Timestamper
    demo: bool


def sign_person(pdf: bytes, act: Act, *, name: str, title: str, prefix: str, agency: str) -> bytes:
    """Return ``pdf`` with the signature of a person; raises an ``ExchangeError`` without timestamp.

    ``prefix`` is in whose stead they sign (KT. CHỦ TỊCH, TL. CHỦ TỊCH, TUQ. CHỦ TỊCH), or empty.
    """
    shown = person(
        name=name, title=title, prefix=prefix, agency=agency, place=act.place, now=act.now,
        demo=act.demo,
    )  # fmt: skip
    return _at_once(pdf, act, shown)


def seal_agency(pdf: bytes, act: Act, *, agency: str) -> bytes:
    """Return a signed ``pdf`` with the agency's signature over the whole of it."""
    return _at_once(pdf, act, seal(agency=agency, place=act.place, now=act.now, demo=act.demo))


def person(
    *, name: str, title: str, prefix: str, agency: str, place: Place | None, now: datetime,
    demo: bool,
) -> Shown:  # fmt: skip
    office = f"{prefix} – {title.upper()}" if prefix else title.upper()
    stamp = {"role": "person", "name": name, "title": title, "agency": agency}
    return Shown("Person", f"{office} {name}", f"{office} ký", agency, stamp, place, now, demo)


def seal(*, agency: str, place: Place | None, now: datetime, demo: bool) -> Shown:
    stamp = {"role": "agency", "name": agency}
    return Shown("Agency", agency, "Cơ quan phát hành", agency, stamp, place, now, demo)


def prepare(pdf: bytes, shown: Shown, certificates: tuple[bytes, ...]) -> Prepared:
    """Return ``pdf`` with room for a signature of whoever holds the first of ``certificates``."""
    return asyncio.run(_prepare(pdf, shown, certificates))


def finish(
    prepared: Prepared,
    signature: bytes,
    certificates: tuple[bytes, ...],
    timestamper: Timestamper,
) -> bytes:
    """Return the signed paper, timestamped; raises an ``ExchangeError`` without timestamp."""
    try:
        content = asyncio.run(_content(prepared, signature, certificates, timestamper))
    except TimestampRequestError as error:
        raise Refused("timestamp", "no token", str(error)) from error
    output = BytesIO(prepared.document)
    _room(prepared).fill_with_cms(output, content)
    return output.getvalue()


def _at_once(pdf: bytes, act: Act, shown: Shown) -> bytes:
    certificates = act.key.certificates
    prepared = prepare(pdf, shown, certificates)
    return finish(prepared, act.key.sign(prepared.attributes), certificates, act.timestamper)


async def _prepare(pdf: bytes, shown: Shown, certificates: tuple[bytes, ...]) -> Prepared:
    holder = _holder(certificates)
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=shown.field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            cades_signed_attr_spec=CAdESSignedAttrSpec(),
            name=shown.name,
            reason=shown.reason,
            location=shown.location,
        ),
        signer=holder,
        stamp_style=_style(shown) if shown.place else None,
        new_field_spec=_field(shown),
    )
    session = signer.init_signing_session(IncrementalPdfFileWriter(BytesIO(pdf)))
    session.system_time = shown.now
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=BYTES_RESERVED)
    room, written = document.digest_tbs_document(output=BytesIO())
    attributes = await holder.signed_attrs(
        room.document_digest,
        "sha256",
        attr_settings=PdfCMSSignedAttributes(
            signing_time=shown.now, cades_signed_attrs=CAdESSignedAttrSpec()
        ),
        use_pades=True,
    )
    return Prepared(
        document=written.getvalue(),  # type: ignore[attr-defined]
        attributes=attributes.dump(),
        digest=room.document_digest,
        start=room.reserved_region_start,
        end=room.reserved_region_end,
    )


async def _content(
    prepared: Prepared,
    signature: bytes,
    certificates: tuple[bytes, ...],
    timestamper: Timestamper,
) -> cms.ContentInfo:
    return await _holder(certificates, signature).async_sign_prescribed_attributes(
        "sha256",
        cms.CMSAttributes.load(prepared.attributes),
        timestamper=_ThroughExchange(timestamper),
    )


def _holder(certificates: tuple[bytes, ...], signature: bytes | None = None) -> ExternalSigner:
    own, *above = (x509.Certificate.load(der) for der in certificates)
    store = SimpleCertificateStore.from_certs(above)
    return ExternalSigner(own, store, signature)


def _room(prepared: Prepared) -> PreparedByteRangeDigest:
    return PreparedByteRangeDigest(
        document_digest=prepared.digest,
        reserved_region_start=prepared.start,
        reserved_region_end=prepared.end,
    )


class _ThroughExchange(TimeStamper):
    """pyHanko's own HTTP client would bypass the exchange."""

    def __init__(self, timestamper: Timestamper) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._timestamper = timestamper

    async def async_request_tsa_response(self, req: TimeStampReq) -> TimeStampResp:
        answer = self._timestamper.stamp(req.dump())
        try:
            return TimeStampResp.load(answer, strict=True)
        except ValueError as error:
            raise Malformed("timestamp", "not a timestamp response") from error


class _Drawing(PdfContent):
    """A page drawn by typst, as the appearance of a signature."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        self.resources.xobject["/Drawing"] = page
        return b"/Drawing Do"


def _field(shown: Shown) -> SigFieldSpec:
    place = shown.place
    return SigFieldSpec(
        shown.field,
        on_page=place.page if place else 0,
        box=(place.x1, place.y1, place.x2, place.y2) if place else None,
    )


def _style(shown: Shown) -> StaticStampStyle:
    said: dict[str, Any] = {**shown.stamp, "time": _local(shown.now)}
    drawing = _Drawing(typeset.stamp(said, demo=shown.demo))
    return StaticStampStyle(background=drawing, background_layout=_WHOLE_BOX, border_width=0)


def _local(moment: datetime) -> str:
    return moment.astimezone(HANOI).strftime("%H:%M:%S %d/%m/%Y +07:00")
