"""Who acts: every event says who did it, in which role, for whom, by which channel and where."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from motcua.accounts.roles import Role

SYSTEM_ID = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One account acting in one role.

    ``agency`` is the code of the official's agency, empty for a person. ``channel`` is
    ``online``, ``counter``, ``post`` or ``system``. Who signs in another's stead does it by
    ``decision``, for ``procedures`` only when there are any. ``on_behalf_of`` names the account that is
    helped (người được hỗ trợ) or the organisation acted for, when somebody acts for another.
    """

    account_id: UUID
    role: Role
    name: str
    title: str = ""
    prefix: str = ""  # in whose stead: KT. CHỦ TỊCH, TL., TUQ.
    agency: str = ""
    channel: str = "online"
    terminal: str = ""
    on_behalf_of: UUID | None = None
    decision: str = ""
    procedures: frozenset[str] = frozenset()

    @property
    def holder(self) -> UUID:
        """The account that drafts, uploads and commands belong to: the organisation's, acted for.

        Two delegates who press the same button do the same command.
        """
        acted_for = self.on_behalf_of if self.role == Role.APPLICANT else None
        return acted_for or self.account_id


def system_actor(duty: str) -> Actor:
    """Return the actor of what law makes happen by itself, e.g. consent by silence."""
    return Actor(account_id=SYSTEM_ID, role=Role.SYSTEM, name=duty, channel="system")
