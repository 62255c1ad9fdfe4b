"""A command: one action with what the actor said; content travels beside it, never inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.table import Action


@dataclass(frozen=True, kw_only=True)
class ContentRef:
    """Where declared content lies: its id and salted SHA-256, so that it can be erased."""

    id: UUID
    kind: str  # declaration, note, supplement_list, supplement_answer, registration …
    digest: str


@dataclass(frozen=True, kw_only=True)
class Command:
    """What somebody wants to do to one dossier.

    ``facts`` are small plain values that may stay for ever (codes, counts, ways); whatever a
    person wrote about people goes into ``content``. ``until`` is the moment a command proposes:
    the new appointment of an apology, or the answer limit of a supplement.
    """

    action: Action
    facts: Mapping[str, Any] = field(default_factory=dict)
    content: tuple[ContentRef, ...] = ()
    until: datetime | None = None

    def fact(self, name: str, default: Any = "") -> Any:
        return self.facts.get(name, default)

    def has_content(self, kind: str) -> bool:
        return any(ref.kind == kind for ref in self.content)
