"""Whom a notice is for, and under which key they find it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A person by what is known of them; an account's own phone and address fill what is empty."""

    account: UUID | None = None
    personal_id: str = ""
    phone: str = ""
    email: str = ""

    @property
    def key(self) -> str:
        """Return the key of the person's notices; raises ``ValueError`` when nothing is known."""
        if self.account:
            return f"account:{self.account}"
        for kind, value in (
            ("id", self.personal_id),
            ("phone", self.phone),
            ("email", self.email.lower()),
        ):
            if value:
                return f"{kind}:{value}"
        raise ValueError("a notice needs somebody to tell")


def keys_of(account: UUID, personal_id: str | None) -> Iterable[str]:
    """Yield the keys of a signed-in person, also of the time before they had an account."""
    yield f"account:{account}"
    if personal_id:
        yield f"id:{personal_id}"
