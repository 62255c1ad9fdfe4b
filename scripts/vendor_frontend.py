"""Copy the front end's packages into the ignored folder that the pages serve.

GOV.UK Frontend arrives precompiled. Its typeface may be used on gov.uk only and its crown is the
British state's, so both are dropped here; Be Vietnam Pro takes the typeface's place. Components
that no page uses are left out: a citizen's first visit should cost less than 100 KiB. `qr` reads
the card before a counter's camera where the browser has no BarcodeDetector.

Run ``npm ci`` in ``frontend/`` first. Writes ``src/motcua/pages/static/vendor/``.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "frontend" / "node_modules"
VENDOR = ROOT / "src" / "motcua" / "pages" / "static" / "vendor"
GOVUK = PACKAGES / "govuk-frontend" / "dist" / "govuk"
TYPEFACE = PACKAGES / "@fontsource" / "be-vietnam-pro"
WEIGHTS = (400, 700)
SUBSETS = ("vietnamese", "latin")
QR_DECODER = ("decode.js", "index.js", "LICENSE", "LICENSE-MIT")
UNUSED = (
    "accordion",
    "breadcrumbs",
    "cookie-banner",
    "drop-zone",
    "exit-this-page",
    "feedback",
    "footer",
    "generic-header",
    "header",
    "language-navigation",
    "logo",
    "password-input",
    "service-navigation",
    "tabs",
)
_UNUSED_CLASS = re.compile(rf"\.govuk-(?:{'|'.join(UNUSED)})(?![a-z])")
_NESTED = ("@media", "@supports")


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield each top-level ``(prelude, body)`` of minified CSS; a statement has no body."""
    start = depth = opened = 0
    for place, letter in enumerate(css):
        if letter == "{":
            depth += 1
            opened = opened if depth > 1 else place
        elif letter == "}":
            depth -= 1
            if not depth:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1
        elif letter == ";" and not depth:
            start = place + 1


def trimmed(css: str) -> str:
    """Return the rules that used components need, without typefaces."""
    kept = []
    for prelude, body in rules(css):
        if prelude.startswith(_NESTED):
            inner = trimmed(body)
            kept.append(f"{prelude}{{{inner}}}" if inner else "")
        elif not prelude.startswith("@font-face"):
            # commas inside :not(…) are no separators
            selectors = re.split(r",(?![^(]*\))", prelude)
            used = [name for name in selectors if not _UNUSED_CLASS.search(name)]
            kept.append(f"{','.join(used)}{{{body}}}" if used else "")
    return "".join(kept)


def typefaces() -> str:
    """Return the @font-face rules of the subsets served, with their unicode ranges."""
    faces = []
    for weight in WEIGHTS:
        source = (TYPEFACE / f"{weight}.css").read_text(encoding="utf-8")
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal"
            face = re.search(rf"/\* {name} \*/.*?unicode-range:\s*([^;]+);", source, re.DOTALL)
            if face is None:
                raise SystemExit(f"{TYPEFACE / f'{weight}.css'}: no face called {name}")
            faces.append(
                f'@font-face{{font-family:"Be Vietnam Pro";font-style:normal;font-weight:{weight};'
                f'font-display:swap;src:url(fonts/{name}.woff2) format("woff2");'
                f"unicode-range:{face.group(1)}}}"
            )
    return "".join(faces)


def stylesheet() -> str:
    css = (GOVUK / "govuk-frontend.min.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = trimmed(css).replace("GDS Transport,", '"Be Vietnam Pro",')
    for forbidden in ("GDS", "crest", "/assets/"):
        if forbidden in css:
            raise SystemExit(f"govuk-frontend.min.css still names {forbidden!r}; trim it here")
    return typefaces() + css


def script(path: Path) -> str:
    """Return a script without its link to a source map that is not served."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", path.read_text(encoding="utf-8"))


def main() -> None:
    if not GOVUK.is_dir():
        sys.exit("frontend/node_modules is missing: run `npm ci` in frontend/ first")
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "fonts").mkdir(parents=True)
    (VENDOR / "govuk.css").write_text(stylesheet(), encoding="utf-8")
    (VENDOR / "govuk.js").write_text(script(GOVUK / "govuk-frontend.min.js"), encoding="utf-8")
    htmx = PACKAGES / "htmx.org" / "dist" / "htmx.min.js"
    (VENDOR / "htmx.js").write_text(script(htmx), encoding="utf-8")
    (VENDOR / "qr").mkdir()
    for part in QR_DECODER:
        (VENDOR / "qr" / part).write_text(script(PACKAGES / "qr" / part), encoding="utf-8")
    shutil.copy(TYPEFACE / "LICENSE", VENDOR / "fonts" / "OFL.txt")
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            shutil.copy(TYPEFACE / "files" / name, VENDOR / "fonts" / name)


if __name__ == "__main__":
    main()
