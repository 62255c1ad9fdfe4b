"""Poppler reads our papers a second time, with nothing of ours in it."""

import shutil

import pytest

# The set-up installs poppler-utils where it may; where it may not, `motcua doctor` names the
# command. Every paper is also read back by pyHanko in tests that are never left out.
poppler = pytest.mark.skipif(
    not (shutil.which("pdffonts") and shutil.which("pdfsig")),
    reason="poppler-utils is not installed: papers are read back by our own libraries alone",
)
