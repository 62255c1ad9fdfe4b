"""What a signed paper says."""

from __future__ import annotations

import subprocess
from pathlib import Path


def text_of(pdf: Path) -> str:
    """Return the text in one line; insists on the signatures of a person and of the agency."""
    said = subprocess.run(["pdfsig", "-nocert", pdf], capture_output=True, text=True, check=True)
    assert said.stdout.count("Signature is Valid.") == 2
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True)
    return " ".join(done.stdout.split())
