"""Turn the data of a paper (giấy tờ) into a PDF/A-2b; only the worker imports this module.

The same data gives the same bytes: the document's date is the paper's own ``issued_at``, fonts
come from the project alone, and a letter that Tinos lacks is an error instead of a wrong glyph.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst

from motcua.kernel.partial_dates import PartialDate
from motcua.papers.kinds import DRAFTS, template_of
from motcua.paths import ROOT

TEMPLATES = Path(__file__).parent / "templates"
FONTS = ROOT / "frontend" / "node_modules" / "@expo-google-fonts" / "tinos"
A4_HEIGHT = 841.89  # points
ARCHIVAL = ("a-2b",)


class CannotTypeset(Exception):
    """The data lacks something that the paper prints, or the fonts are not set up."""


@dataclass(frozen=True)
class Place:
    """The box of a visible signature: page from 0, corners in points from the bottom left."""

    page: int
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Typeset:
    """A PDF/A-2b and where its signatures (``person``, ``agency``) become visible."""

    pdf: bytes
    places: dict[str, Place]


def render(
    kind: str,
    data: dict[str, Any],
    *,
    demo: bool,
    root: Path = TEMPLATES,
    standards: Sequence[str] = ARCHIVAL,
) -> Typeset:
    """Typeset a paper; the head of every template lists the data it prints.

    ``root`` is a folder with the templates and the pictures that this paper shows. Raises
    ``CannotTypeset`` with typst's words, which name the missing key or letter.
    """
    template = template_of(kind)
    compiler = _compiler(
        template,
        {
            "data": json.dumps(_completed(data), ensure_ascii=False, sort_keys=True),
            "demo": "yes" if demo else "no",
            "draft": "yes" if kind in DRAFTS else "no",
        },
        root,
    )
    moment = datetime.fromisoformat(data["issued_at"])
    try:
        pdf = _compile(compiler, int(moment.timestamp()), standards)
        found = json.loads(compiler.query("<signature-place>", field="value"))
    except typst.TypstError as error:
        raise CannotTypeset(f"{template}: {error}") from error
    return Typeset(pdf, {place["role"]: _place(place) for place in found})


def stamp(data: dict[str, Any], *, demo: bool) -> bytes:
    """Draw the visible part of a signature as a one-page PDF of 42 × 24 mm."""
    inputs = {"data": json.dumps(data), "demo": "yes" if demo else "no"}
    try:
        return _compile(_compiler("signature-stamp", inputs, TEMPLATES), 0, ARCHIVAL)
    except typst.TypstError as error:
        raise CannotTypeset(f"signature-stamp: {error}") from error


def _compiler(template: str, inputs: dict[str, str], root: Path) -> typst.Compiler:
    return typst.Compiler(
        input=root / f"{template}.typ",
        root=root,
        font_paths=_fonts(),
        sys_inputs=inputs,
    )


@cache
def _fonts() -> typst.Fonts:
    """Read the fonts once a process: they are half of the time of a short paper."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _compile(compiler: typst.Compiler, moment: int, standards: Sequence[str]) -> bytes:
    pdf, warnings = compiler.compile_with_warnings(
        format="pdf", pdf_standards=list(standards), timestamp=moment
    )
    # an unknown font is only a warning to typst, and leaves a page without a letter on it
    if warnings or not isinstance(pdf, bytes):
        raise CannotTypeset("; ".join(warning.message for warning in warnings))
    return pdf


def _completed(data: dict[str, Any]) -> dict[str, Any]:
    """Add what follows from the data: the code to scan, a date of birth in words."""
    more: dict[str, Any] = {}
    if data.get("check_address"):
        drawing = BytesIO()
        code = segno.make(data["check_address"], error="m")
        code.save(drawing, kind="svg", border=0, xmldecl=False)
        more["check_qr"] = drawing.getvalue().decode()
    if data.get("child"):
        words = PartialDate.parse(data["child"]["birth"]).in_words()
        more["child"] = {**data["child"], "birth_in_words": words[0].upper() + words[1:]}
    return {**data, **more}


def _place(found: dict[str, Any]) -> Place:
    top = A4_HEIGHT - found["y"]
    return Place(
        page=found["page"] - 1,
        x1=round(found["x"]),
        y1=round(top - found["height"]),
        x2=round(found["x"] + found["width"]),
        y2=round(top),
    )
