"""Print a certified copy: the scan of the original page by page, stamped, with its certification.

Pictures are typeset with the rest (PDF/A-2b). Pages of a PDF are laid beneath what is typeset, as
drawings without links, fields or scripts; such a copy does not claim to be PDF/A, since the fonts
of a scan are whatever its maker put in. Only the worker imports this module.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.papers import keeping, typeset
from motcua.papers.typeset import ARCHIVAL, TEMPLATES, CannotTypeset, Typeset

KIND = "certified-copy"
POINTS_A_MM = 72 / 25.4
FRAME = (25, 20, 160, 210)  # left, top, width, height of a page's picture, mm; as in the template


@dataclass(frozen=True)
class Sheet:
    """One page of the original: a picture, or a page of a PDF."""

    picture: bytes = b""
    page: Any = None


def render(data: dict[str, Any], *, demo: bool) -> Typeset:
    """Return the copy; raises ``CannotTypeset`` when a scan cannot be read."""
    try:
        sheets = list(_sheets(data["originals"]))
        with TemporaryDirectory() as folder:
            drawn = _typeset(data, sheets, Path(folder), demo=demo)
        return Typeset(_underlaid(drawn.pdf, sheets), drawn.places)
    except (PdfError, LookupError) as error:
        raise CannotTypeset(f"{KIND}: {error}") from error


def _sheets(originals: Sequence[str]) -> Iterator[Sheet]:
    for original in originals:
        kept = keeping.file(UUID(original))
        if kept is None:
            raise LookupError(f"scan {original} is gone")
        content = keeping.open_file(kept.id)
        if kept.mime == "application/pdf":
            reader = PdfFileReader(BytesIO(content))
            for number in range(_page_count(reader)):
                yield Sheet(page=reader.find_page_for_modification(number)[0].get_object())
        else:
            yield Sheet(picture=content)


def _page_count(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _typeset(data: dict[str, Any], sheets: Sequence[Sheet], folder: Path, *, demo: bool) -> Typeset:
    for template in ("administrative", KIND):
        shutil.copy(TEMPLATES / f"{template}.typ", folder)
    shown: list[dict[str, str]] = []
    for number, sheet in enumerate(sheets):
        name = f"sheet-{number}.jpg"
        if sheet.picture:
            (folder / name).write_bytes(sheet.picture)
        shown.append({"picture": name} if sheet.picture else {})
    standards = () if any(sheet.page is not None for sheet in sheets) else ARCHIVAL
    return typeset.render(
        KIND, {**data, "sheets": shown}, demo=demo, root=folder, standards=standards
    )


def _underlaid(pdf: bytes, sheets: Sequence[Sheet]) -> bytes:
    if all(sheet.page is None for sheet in sheets):
        return pdf
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    for number, sheet in enumerate(sheets):
        if sheet.page is not None:
            _lay(writer, number, sheet.page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _lay(writer: IncrementalPdfFileWriter, number: int, page: Any) -> None:
    """Draw a page of the scan beneath page ``number``, as large as its frame allows."""
    box = [float(edge) for edge in _inherited(page, "/CropBox", "/MediaBox")]
    turn = int(_inherited(page, "/Rotate") or 0) % 360
    drawing = generic.StreamObject(
        DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): ArrayObject(map(FloatObject, box)),
                pdf_name("/Resources"): writer.import_object(
                    _inherited(page, "/Resources") or DictionaryObject()
                ),
            }
        ),
        stream_data=_content(page),
    )
    placed = " ".join(f"{value:.5f}" for value in _placing(box, turn))
    beneath = generic.StreamObject(stream_data=f"q {placed} cm /Scan Do Q\n".encode())
    resources = DictionaryObject(
        {pdf_name("/XObject"): DictionaryObject({pdf_name("/Scan"): writer.add_object(drawing)})}
    )
    writer.add_stream_to_page(number, writer.add_object(beneath), resources, prepend=True)


def _inherited(page: Any, *names: str) -> Any:
    """Return the first of these entries that the page or the nodes above it have."""
    for name in names:
        node = page
        while node is not None:
            if name in node:
                return node[name]
            # its get() would return a reference instead of what it refers to
            node = node["/Parent"] if "/Parent" in node else None  # noqa: SIM401
    return None


def _content(page: Any) -> bytes:
    parts = page["/Contents"] if "/Contents" in page else ArrayObject()
    streams = [part.get_object() for part in parts] if isinstance(parts, list) else [parts]
    return b"\n".join(stream.data for stream in streams)


def _placing(box: Sequence[float], turn: int) -> tuple[float, ...]:
    """Return the matrix that turns, scales and centres ``box`` in the frame."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    if turn in {90, 270}:
        wide, high = high, wide
    x, y, width, height = (edge * POINTS_A_MM for edge in FRAME)
    scale = min(width / wide, height / high)
    corner = {0: (left, bottom), 90: (bottom, -right), 180: (-right, -top), 270: (-top, left)}[turn]
    a, b, c, d = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}[turn]
    across = x + (width - wide * scale) / 2 - corner[0] * scale
    up = typeset.A4_HEIGHT - y - (height + high * scale) / 2 - corner[1] * scale
    return (a * scale, b * scale, c * scale, d * scale, across, up)
