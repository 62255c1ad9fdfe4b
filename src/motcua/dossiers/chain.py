"""The hash chain over stored canonical text: one changed byte is seen, erased content is not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.dossiers.commands import ContentRef
from motcua.dossiers.events import SCHEMA_VERSION, Event, upcast

GENESIS = "0" * 64
_EVENTS = UUID("6f0a7c52-52a5-4b5e-9a5e-0d6b1f6f4a11")


class StoredEvent(Protocol):
    text: str
    hash: str


def canonical(code: str, seq: int, event: Event) -> str:
    """Return the JSON text of an event: sorted keys, no spaces, moments in ISO 8601.

    An applicant's name stays out; the account id leads to it as long as it may be kept.
    """
    actor = {k: v for k, v in vars(event.actor).items() if v not in ("", None)}
    actor.pop("procedures", None)  # what somebody may do is no part of what they did
    if event.actor.role == Role.APPLICANT:
        actor.pop("name", None)
    body = {
        "dossier": code,
        "seq": seq,
        "kind": event.kind,
        "version": SCHEMA_VERSION,
        "at": event.at.isoformat(),
        "actor": actor,
        "facts": dict(event.facts),
        "content": [vars(ref) for ref in event.content],
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def event_id(code: str, seq: int) -> UUID:
    """Return the stable id of an event, under which deliveries name it as their cause."""
    return uuid5(_EVENTS, f"{code}#{seq}")


def link(previous: str, text: str) -> str:
    """Return the SHA-256 (hex) that ties ``text`` to the event before it."""
    return hashlib.sha256(previous.encode() + b"\n" + text.encode()).hexdigest()


def read(text: str) -> Event:
    """Return the event of a canonical text, brought to today's schema version."""
    body = json.loads(text)
    return Event(
        kind=body["kind"],
        at=datetime.fromisoformat(body["at"]),
        actor=_actor(body["actor"]),
        facts=upcast(body["kind"], body["version"], body["facts"]),
        content=tuple(
            ContentRef(id=UUID(ref["id"]), kind=ref["kind"], digest=ref["digest"])
            for ref in body["content"]
        ),
    )


def broken_at(rows: Iterable[StoredEvent]) -> int | None:
    """Return the number (from 1) of the first event whose hash does not fit, or None."""
    previous = GENESIS
    for number, row in enumerate(rows, start=1):
        if link(previous, row.text) != row.hash:
            return number
        previous = row.hash
    return None


def _actor(body: dict[str, Any]) -> Actor:
    helped = body.get("on_behalf_of")
    return Actor(
        account_id=UUID(body["account_id"]),
        role=Role(body["role"]),
        name=body.get("name", ""),
        title=body.get("title", ""),
        prefix=body.get("prefix", ""),
        agency=body.get("agency", ""),
        channel=body.get("channel", ""),
        terminal=body.get("terminal", ""),
        on_behalf_of=UUID(helped) if helped else None,
        decision=body.get("decision", ""),
    )
