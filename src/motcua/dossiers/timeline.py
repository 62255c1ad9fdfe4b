"""The story of a dossier for people: what happened, when, by which body and person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.accounts.roles import Role
from motcua.agencies.service import names
from motcua.dossiers.events import Event
from motcua.dossiers.history import events_of
from motcua.dossiers.labels import EVENT_LABELS
from motcua.dossiers.table import INNER_EVENTS
from motcua.dossiers.workload import names_of


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """``body`` is the agency, ``person`` the official with title; both empty for applicants.

    Who acts for an organisation is named, with the organisation.
    ``tracking`` is the number of what went by post (số hiệu bưu gửi).
    """

    at: datetime
    kind: str
    label: str
    body: str
    person: str
    until: datetime | None
    tracking: str = ""


def timeline(code: str, *, inner: bool = False) -> list[TimelineEntry]:
    """Return the entries, oldest first; ``inner`` adds what only officials need."""
    return told(events_of(code), inner=inner)


def told(events: Iterable[Event], *, inner: bool = False) -> list[TimelineEntry]:
    """Return what ``timeline`` does, for who has the dossier's events already."""
    events = [e for e in events if inner or e.kind not in INNER_EVENTS]
    bodies = names(e.actor.agency for e in events if e.actor.agency)
    acting = names_of(e.actor.account_id for e in events if _is_for_organisation(e))
    return list(entries(events, bodies, acting))


def entries(
    events: Iterable[Event], bodies: Mapping[str, str], acting: Mapping[UUID, str]
) -> Iterable[TimelineEntry]:
    """Put events into entries; ``acting`` has the names of those who act for an organisation."""
    for event in events:
        official = event.actor.role not in {Role.APPLICANT, Role.SYSTEM}
        name = event.actor.name if official else ""
        if _is_for_organisation(event):
            name = acting.get(event.actor.account_id, "")
        person = ", ".join(filter(None, (name, event.actor.title))) if name else ""
        yield TimelineEntry(
            at=event.at,
            kind=event.kind,
            label=_label(event),
            body=bodies.get(event.actor.agency, ""),
            person=person,
            until=event.moment("answer_by") or event.moment("due_at"),
            tracking=event.facts.get("tracking", ""),
        )


def _is_for_organisation(event: Event) -> bool:
    return event.actor.role == Role.APPLICANT and event.actor.on_behalf_of is not None


def _label(event: Event) -> str:
    late = ", sau thời hạn đã thông báo" if event.facts.get("after_limit") else ""
    return EVENT_LABELS[event.kind] + late
