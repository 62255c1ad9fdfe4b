"""PDFs that people send: what must not be inside, found without opening them.

Web workers stay small, so no PDF library is loaded here. The names in a file are read from its
bytes and from its compressed object streams, where a careful sender could hide them. It keeps
out what an honest scan never holds; viewers that officials use must still run no script.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from enum import Enum

LARGEST_INFLATED = 64 * 1024 * 1024
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
# An object stream begins with pairs of numbers; a picture or a page's drawing does not.
_OBJECT_STREAM = re.compile(rb"(?:\s|%[^\r\n]*[\r\n])*\d+\s+\d+\s")
_OBJECT_STREAM_NAME = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z0-9])")


class Danger(Enum):
    """Why a PDF is not accepted."""

    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    ATTACHMENTS = "attachments"
    BROKEN = "broken"


_DANGERS = (
    (Danger.ENCRYPTED, re.compile(rb"/Encrypt(?![A-Za-z0-9])")),
    (
        Danger.ACTIVE,
        re.compile(rb"/(?:JavaScript|Launch|RichMedia|SubmitForm|ImportData)(?![a-z])"),
    ),
    (Danger.ATTACHMENTS, re.compile(rb"/EmbeddedFiles?(?![A-Za-z0-9])")),
)


def examine(content: bytes) -> int | Danger:
    """Return how many pages the PDF has, or the first danger found in it."""
    if b"startxref" not in content[-4096:]:
        return Danger.BROKEN
    outside = _plain(content)
    try:
        inside = [_plain(stream) for stream in _object_streams(content)]
    except _Unreadable:
        return Danger.BROKEN
    if len(_OBJECT_STREAM_NAME.findall(outside)) > len(inside):
        return Danger.BROKEN
    for danger, name in _DANGERS:
        if any(name.search(part) for part in (outside, *inside)):
            return danger
    return sum(len(_PAGE.findall(part)) for part in (outside, *inside))


class _Unreadable(Exception):
    """The object streams inflate to more than any honest file needs."""


def _object_streams(content: bytes) -> Iterator[bytes]:
    left = LARGEST_INFLATED
    for match in _STREAM.finditer(content):
        inflating = zlib.decompressobj()
        try:
            start = inflating.decompress(content[match.end() : match.end() + 512], 256)
            if not _OBJECT_STREAM.match(start):
                continue
            whole = zlib.decompressobj().decompress(content[match.end() :], left)
        except zlib.error:
            continue
        left -= len(whole)
        if not left:
            raise _Unreadable
        yield whole


def _plain(part: bytes) -> bytes:
    """Undo the escapes of names: ``/Java#53cript`` is ``/JavaScript``."""
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)
