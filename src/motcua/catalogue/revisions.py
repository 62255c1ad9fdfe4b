"""Where revisions lie on disk, and how a published one is kept from changing.

``procedures/<code>/<revision>/`` holds ``procedure.yaml`` and ``form.yaml``. Publishing writes
``CHECKSUMS`` beside them in the format of ``sha256sum``; from then on the files are frozen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from motcua.kernel.documents import Fault

CHECKSUMS = "CHECKSUMS"
REQUIRED = ("procedure.yaml", "form.yaml")
_FROZEN = "the published files; to change the law's data, publish a new revision"


class AlreadyPublished(Exception):
    """The revision is published; a change needs a new revision."""


def folders(root: Path) -> Iterator[Path]:
    """Yield the folders of all revisions under ``root``, in order of code and number."""
    for procedure in sorted(root.iterdir()):
        if procedure.is_dir() and not procedure.name.startswith("_"):
            numbered = [folder for folder in procedure.iterdir() if folder.name.isdecimal()]
            yield from sorted(numbered, key=lambda folder: int(folder.name))


def is_published(folder: Path) -> bool:
    return (folder / CHECKSUMS).exists()


def checksum(folder: Path) -> str:
    """Return one SHA-256 over all files of a revision."""
    return hashlib.sha256(_listing(folder).encode()).hexdigest()


def publish(folder: Path) -> None:
    """Freeze a revision; raises ``AlreadyPublished``."""
    if is_published(folder):
        raise AlreadyPublished(f"{folder.parent.name} revision {folder.name} is published already")
    (folder / CHECKSUMS).write_text(_listing(folder), encoding="utf-8")


def frozen_faults(folder: Path, root: Path) -> list[Fault]:
    """Return a fault for each file of a published revision that was changed, added or lost."""
    if not is_published(folder):
        return []
    published = _rows((folder / CHECKSUMS).read_text(encoding="utf-8"))
    present = _rows(_listing(folder))
    return [
        Fault(f"{folder.relative_to(root).as_posix()}/{name}", "(whole file)", wrong, _FROZEN)
        for name in sorted(published.keys() | present.keys())
        if (wrong := _difference(published.get(name), present.get(name)))
    ]


def _difference(published: str | None, present: str | None) -> str:
    if published == present:
        return ""
    if present is None:
        return "missing from a published revision"
    return "changed after publication" if published else "added after publication"


def _listing(folder: Path) -> str:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in files
        if file.name != CHECKSUMS
    )


def _rows(listing: str) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in listing.splitlines())
    return {name: digest for digest, name in pairs}
