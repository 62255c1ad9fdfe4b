"""What happened to a dossier, and how versions written long ago are still read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.accounts.actors import Actor
from motcua.dossiers.commands import ContentRef

SCHEMA_VERSION = 1

# (event kind, version) → how its facts read in the next version; a version once written stays.
UPCASTERS: dict[tuple[str, int], Callable[[Mapping[str, Any]], dict[str, Any]]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """One fact about a dossier, at a business time, by an actor.

    ``facts`` hold JSON values only; moments are ISO 8601 with offset.
    """

    kind: str
    at: datetime
    actor: Actor
    facts: Mapping[str, Any] = field(default_factory=dict)
    content: tuple[ContentRef, ...] = ()

    def moment(self, name: str) -> datetime | None:
        text = self.facts.get(name)
        return datetime.fromisoformat(text) if text else None


def upcast(kind: str, version: int, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Bring stored facts to today's schema version; raises ``KeyError`` for an unknown one."""
    while version < SCHEMA_VERSION:
        facts = UPCASTERS[kind, version](facts)
        version += 1
    return facts
