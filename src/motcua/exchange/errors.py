"""What can go wrong with the world outside, in three words of our own.

Callers handle these and never the errors of a transport library.
"""

from __future__ import annotations


class ExchangeError(Exception):
    """A call to another system brought no usable answer."""

    kind = "error"


class Unreachable(ExchangeError):
    """No answer: nothing is known of what the other side did.

    ``kind`` is a short class for figures (``timeout``, ``http_503``, ``circuit`` …). A call that
    is not ``retryable`` (wrong address, wrong credentials) needs a person, yet loses nothing.
    """

    def __init__(self, system: str, kind: str, *, retryable: bool = True) -> None:
        super().__init__(f"{system}: {kind}")
        self.system = system
        self.kind = kind
        self.retryable = retryable


class Refused(ExchangeError):
    """The other side understood and said no; ``code`` and ``reason`` are its own words."""

    kind = "refused"

    def __init__(self, system: str, code: str, reason: str = "") -> None:
        super().__init__(f"{system}: {code} {reason}".rstrip())
        self.system = system
        self.code = code
        self.reason = reason


class Undelivered(ExchangeError):
    """The other side answered, yet does not hold what was sent, or does not prove it.

    ``kind``: ``wrong_digest`` (it stored something else), ``not_confirmed`` (it does not find the
    dossier that it accepted), ``other_status``, ``unknown_dossier`` (it has lost the dossier that
    these rows belong to), ``clocks_differ`` (by its clock, what was sent has not happened yet).
    """

    def __init__(self, system: str, kind: str) -> None:
        super().__init__(f"{system}: {kind}")
        self.system = system
        self.kind = kind


class Malformed(ExchangeError):
    """An answer that does not follow the wire format, so that its meaning is unknown."""

    kind = "malformed"

    def __init__(self, system: str, what: str) -> None:
        super().__init__(f"{system}: {what}")
        self.system = system


class Unrenderable(Exception):
    """A delivery that the present mapping cannot put into the wire's words."""


class TransactionOpen(Exception):
    """A question was asked while a transaction was open; locks would wait for a stranger."""
