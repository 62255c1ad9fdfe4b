"""Time-based one-time passwords (RFC 6238) of the demo's officials.

The secret of a demo official is the Base32 of SHA-1 of 'motcua-demo-totp:' and the username: known
to everybody, so a start that is no demo must refuse it.
"""

from __future__ import annotations

import hashlib
import hmac

STEP_SECONDS = 30


def demo_secret(username: str) -> bytes:
    return hashlib.sha1(f"motcua-demo-totp:{username}".encode(), usedforsecurity=False).digest()


def code(secret: bytes, unix_time: float) -> str:
    """Return six digits; ``unix_time`` in seconds."""
    counter = int(unix_time // STEP_SECONDS).to_bytes(8, "big")
    digest = hmac.digest(secret, counter, "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
