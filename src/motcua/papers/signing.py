"""Two PAdES B-T signatures on a paper: the person's, then the agency's (đóng dấu số).

Only the worker imports this module. The visible part of a signature is drawn by typst and
appears with the signature itself, never before; see ADR 0021.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Protocol

from asn1crypto.tsp import TimeStampReq, TimeStampResp  # type: ignore[import-untyped]
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from motcua.exchange.errors import Malformed, Refused
from motcua.kernel.clock import HANOI
from motcua.papers import typeset
from motcua.papers.asn1_lengths import mend
from motcua.papers.authority import KeyFiles
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
class Act:
    """One act of signing: with which key, when, and where on the paper it becomes visible."""

    key: KeyFiles
    place: Place | None
    now: datetime
    timestamper: Timestamper
    demo: bool


def sign_person(pdf: bytes, act: Act, *, name: str, title: str, prefix: str, agency: str) -> bytes:
    """Return ``pdf`` with the signature of a person; raises an ``ExchangeError`` without timestamp.

    ``prefix`` is in whose stead they sign (KT. CHỦ TỊCH, TL. CHỦ TỊCH, TUQ. CHỦ TỊCH), or empty.
    """
    office = f"{prefix} – {title.upper()}" if prefix else title.upper()
    words = (f"{office} {name}", f"{office} ký", agency)
    shown = {"role": "person", "name": name, "title": title, "agency": agency}
    return _sign(pdf, act, "Person", words, shown)


def seal_agency(pdf: bytes, act: Act, *, agency: str) -> bytes:
    """Return a signed ``pdf`` with the agency's signature over the whole of it."""
    words = (agency, "Cơ quan phát hành", agency)
    return _sign(pdf, act, "Agency", words, {"role": "agency", "name": agency})


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


def _sign(
    pdf: bytes, act: Act, field: str, words: tuple[str, str, str], shown: dict[str, str]
) -> bytes:
    place, (name, reason, location) = act.place, words
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            cades_signed_attr_spec=CAdESSignedAttrSpec(),
            name=name,
            reason=reason,
            location=location,
        ),
        signer=_identity(act.key),
        timestamper=_ThroughExchange(act.timestamper),
        stamp_style=_style({**shown, "time": _local(act.now)}, act.demo) if place else None,
        new_field_spec=SigFieldSpec(
            field,
            on_page=place.page if place else 0,
            box=(place.x1, place.y1, place.x2, place.y2) if place else None,
        ),
    )
    try:
        return asyncio.run(_finish(signer, IncrementalPdfFileWriter(BytesIO(pdf)), act.now))
    except TimestampRequestError as error:
        raise Refused("timestamp", "no token", str(error)) from error


def _identity(key: KeyFiles) -> SimpleSigner:
    return SimpleSigner.load(  # type: ignore[no-untyped-call,no-any-return]
        str(key.key), str(key.certificate), ca_chain_files=[str(key.issuer)]
    )


async def _finish(signer: PdfSigner, writer: IncrementalPdfFileWriter, now: datetime) -> bytes:
    session = signer.init_signing_session(writer)
    session.system_time = now
    output = BytesIO()
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=BYTES_RESERVED)
    digest, _ = document.digest_tbs_document(output=output)
    await document.perform_signature(
        digest.document_digest, PdfCMSSignedAttributes(signing_time=now)
    )
    return output.getvalue()


def _style(shown: dict[str, Any], demo: bool) -> StaticStampStyle:
    drawing = _Drawing(typeset.stamp(shown, demo=demo))
    return StaticStampStyle(background=drawing, background_layout=_WHOLE_BOX, border_width=0)


def _local(moment: datetime) -> str:
    return moment.astimezone(HANOI).strftime("%H:%M:%S %d/%m/%Y +07:00")
