"""What services have in common that sign when their user confirms on a telephone."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from motcua.exchange.errors import ExchangeError, Malformed


class NotConfirmed(ExchangeError):
    """The user did not confirm, and the service has ended the question.

    ``kind``: ``user_refused``, ``user_too_late``, ``user_unreachable`` (the telephone is off or
    has no network), ``pin_blocked``.
    """

    def __init__(self, system: str, kind: str) -> None:
        super().__init__(f"{system}: {kind}")
        self.system = system
        self.kind = kind


@dataclass(frozen=True)
class Credential:
    """A key at a service, by its certificates (DER) from its own upwards."""

    certificates: tuple[bytes, ...]
    enabled: bool


class ConfirmedSigning(Protocol):
    """Asks, and asks again for the answer; both are safe to repeat with the same reference.

    ``most`` hashes go into one question. Every method may raise an ``ExchangeError``.
    """

    most: int

    def credential(self, handle: str) -> Credential:
        """Return a user's key; raises ``Refused`` when the service does not know it."""
        ...

    def ask(self, handle: str, hashes: Sequence[bytes], reference: str, words: str) -> str:
        """Have the user asked on the telephone; returns what the answer is asked for by.

        ``hashes`` are SHA-256; ``reference`` is our id of the question; ``words`` are shown.
        """
        ...

    def answer(self, handle: str, question: str, hashes: Sequence[bytes]) -> Sequence[bytes]:
        """Return a signature for each hash, or nothing yet; raises ``NotConfirmed``."""
        ...


def chain(found: Mapping[str, Any], name: str, system: str) -> tuple[bytes, ...]:
    """Return the certificates (DER) of a list of Base64 texts."""
    texts = found.get(name)
    if not isinstance(texts, list) or not texts:
        raise Malformed(system, "no certificates")
    return tuple(decoded(one, system) for one in texts)


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def decoded(text: object, system: str) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as fault:
        raise Malformed(system, "not Base64") from fault
