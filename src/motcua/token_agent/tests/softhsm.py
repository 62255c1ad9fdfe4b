"""A token of SoftHSM in a folder, with keys and certificates as an issuer puts them on a USB token."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
INSTALLED = LIBRARY.exists() and shutil.which("softhsm2-util") is not None
PIN = "1234"
_PUT_CERTIFICATE = """
import sys, pkcs11
library, label, pin, key, path = sys.argv[1:]
with pkcs11.lib(library).get_token(token_label=label).open(rw=True, user_pin=pin) as session:
    session.create_object({
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
        pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.PRIVATE: False,
        pkcs11.Attribute.ID: bytes.fromhex(key), pkcs11.Attribute.SUBJECT: b"",
        pkcs11.Attribute.VALUE: open(path, "rb").read(),
    })
"""


@dataclass(frozen=True)
class Token:
    label: str
    configuration: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "SOFTHSM2_CONF": str(self.configuration)}

    def put(self, key: Path, label: str, number: str, certificate: bytes = b"") -> None:
        """Put a private key (PEM) onto the token, and perhaps its certificate (DER)."""
        self.run(
            "softhsm2-util", "--import", str(key), "--token", self.label, "--label", label,
            "--id", number, "--pin", PIN,
        )  # fmt: skip
        if certificate:
            kept = self.configuration.parent / f"{number}.der"
            kept.write_bytes(certificate)
            # a process of its own: the library reads its configuration once
            self.run(
                sys.executable, "-c", _PUT_CERTIFICATE, str(LIBRARY), self.label, PIN, number,
                str(kept),
            )  # fmt: skip

    def run(self, *words: str) -> None:
        subprocess.run(words, check=True, capture_output=True, env=self.environment)


def a_token(folder: Path, label: str = "MaiChau") -> Token:
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    made = Token(label, configuration)
    made.run(
        "softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN,
        "--so-pin", "5678",
    )  # fmt: skip
    return made
