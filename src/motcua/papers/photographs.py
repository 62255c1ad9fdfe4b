"""Photographs of papers: opened with care, turned upright, shrunk, and written anew.

Writing the picture anew drops everything that is no picture: place and time of the photograph,
the phone's name, whatever was hidden behind the last byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

FORMATS = ("JPEG", "PNG")
LARGEST_PIXELS = 50_000_000
LONGEST_SIDE = 3000  # pixels; an A4 page at 256 dots an inch
QUALITY = 85
# Variance of the Laplacian at 1,000 pixels; measured on a printed form: sharp 1,550, just
# readable 75, unreadable below 20.
BLURRED_BELOW = 60.0
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


class NotAPhotograph(Exception):
    """The bytes begin like a picture but cannot be opened as one."""


class TooManyPixels(Exception):
    """The picture would need too much memory to open."""


@dataclass(frozen=True)
class Photograph:
    jpeg: bytes
    width: int
    height: int
    blurred: bool


def reworked(content: bytes) -> Photograph:
    """Return the photograph upright, at most ``LONGEST_SIDE`` long, as a JPEG of our own."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decodes a smaller picture
            if picture.width * picture.height > LARGEST_PIXELS:
                raise TooManyPixels(f"{picture.width} × {picture.height}")
            whole = picture if picture.mode in {"L", "RGB"} else _in_colours(picture)
            whole.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before any copy is made of it
            upright = _on_white(ImageOps.exif_transpose(whole))
    except Image.DecompressionBombError as error:
        raise TooManyPixels(str(error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPhotograph(type(error).__name__) from error
    written = BytesIO()
    upright.save(written, "JPEG", quality=QUALITY, optimize=True)
    return Photograph(written.getvalue(), upright.width, upright.height, _is_blurred(upright))


def _in_colours(picture: Image.Image) -> Image.Image:
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A"))
    return page


def _is_blurred(picture: Image.Image) -> bool:
    if min(picture.size) < 3:
        return True
    small = picture.convert("L")
    small.thumbnail((1000, 1000))
    edges = small.filter(_LAPLACIAN)
    # the filter copies the outermost pixels as they are
    inside = edges.crop((1, 1, edges.width - 1, edges.height - 1))
    return ImageStat.Stat(inside).var[0] < BLURRED_BELOW
