"""Results that appear whole: written beside their place, put there by renaming."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from motcua.reconcile.source import BadInput

MANIFEST = "manifest.json"


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """Yield a draft folder that becomes ``folder`` when the block ends well, and vanishes if not.

    An earlier result in ``folder`` is replaced; any other folder is left alone (BadInput).
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise BadInput(f"Thư mục {folder.name} đã có tệp khác; đề nghị chọn thư mục trống")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft, old = (folder.with_name(f".{folder.name}.{end}") for end in ("draft", "old"))
    if old.exists() and not folder.exists():
        old.rename(folder)  # an earlier run was killed between its two renames
    for leftover in (draft, old):
        shutil.rmtree(leftover, ignore_errors=True)
    draft.mkdir()
    try:
        yield draft
        if folder.exists():
            folder.rename(old)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON that is the same for the same content."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
