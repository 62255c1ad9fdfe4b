"""The story of a dossier for people: what happened, when, by which body and person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.accounts.roles import Role
from motcua.agencies.service import names
from motcua.dossiers.events import Event
from motcua.dossiers.history import events_of
from motcua.dossiers.labels import EVENT_LABELS
from motcua.dossiers.table import INNER_EVENTS


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """``body`` is the agency, ``person`` the official with title; both empty for applicants."""

    at: datetime
    kind: str
    label: str
    body: str
    person: str
    until: datetime | None


def timeline(code: str, *, inner: bool = False) -> list[TimelineEntry]:
    """Return the entries, oldest first; ``inner`` adds what only officials need."""
    events = [e for e in events_of(code) if inner or e.kind not in INNER_EVENTS]
    bodies = names(e.actor.agency for e in events if e.actor.agency)
    return list(entries(events, bodies))


def entries(events: Iterable[Event], bodies: Mapping[str, str]) -> Iterable[TimelineEntry]:
    for event in events:
        official = event.actor.role not in {Role.APPLICANT, Role.SYSTEM}
        person = ", ".join(filter(None, (event.actor.name, event.actor.title))) if official else ""
        yield TimelineEntry(
            at=event.at,
            kind=event.kind,
            label=_label(event),
            body=bodies.get(event.actor.agency, ""),
            person=person,
            until=event.moment("answer_by") or event.moment("due_at"),
        )


def _label(event: Event) -> str:
    late = ", sau thời hạn đã thông báo" if event.facts.get("after_limit") else ""
    return EVENT_LABELS[event.kind] + late
