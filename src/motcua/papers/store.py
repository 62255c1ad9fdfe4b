"""Files behind one door: bytes kept under their own SHA-256, in a folder of this machine.

The door is these functions; an object store would implement the same.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path

from django.conf import settings


class FileLost(Exception):
    """A kept file is missing, or its bytes are no longer those that were kept."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Keep ``content`` and return its SHA-256 (hex); the same bytes are kept once."""
    digest = digest_of(content)
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{digest}.{uuid.uuid4().hex}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    _settle(path.parent)
    return digest


def get(digest: str) -> bytes:
    """Return the kept bytes; raises ``FileLost`` when they are gone or changed."""
    try:
        content = _path(digest).read_bytes()
    except FileNotFoundError as error:
        raise FileLost(digest) from error
    if digest_of(content) != digest:
        raise FileLost(digest)
    return content


def forget(digest: str) -> None:
    """Erase the bytes, on their retention date or when their owner withdraws them."""
    _path(digest).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make the file's entry in ``folder`` survive a loss of power."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _path(digest: str) -> Path:
    return Path(settings.MOTCUA_HOME) / "files" / digest[:2] / digest
