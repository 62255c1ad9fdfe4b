"""A visit and its intakes: kept from the first scan on, so that a power cut loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.accounts.actors import Actor
from motcua.counter.models import Intake, Visit

KEPT = timedelta(days=30)  # what nobody went on with; as long as a draft


class NotAtThisCounter(Exception):
    """No such visit or intake at this agency; both are the same answer (404)."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who is at the counter; ``birth`` is a partial date, ISO, ``sex`` male, female or empty."""

    personal_id: str
    name: str
    birth: str
    sex: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """Who brings the papers for somebody else, and by which authorisation."""

    name: str
    personal_id: str
    paper: str


@dataclass(frozen=True, kw_only=True)
class Represented:
    """For which organisation somebody came, by what right and by which paper."""

    tax_code: str
    name: str
    right: str
    paper: str


def start_visit(
    visitor: Visitor,
    actor: Actor,
    agency: str,
    *,
    read_from: str,
    now: datetime,
    represented: Represented | None = None,
    told: Mapping[str, Any] | None = None,
) -> Visit:
    """Begin a visit; ``told`` is what the business register said of the organisation."""
    return Visit.objects.create(
        agency=agency,
        official=actor.account_id,
        official_name=actor.name,
        read_from=read_from,
        person=asdict(visitor),
        organisation={**asdict(represented), "told": told} if represented else {},
        begun_at=now,
    )


def keep_answers(visit: Visit, compared: Mapping[str, Any], sources: Mapping[str, Any]) -> Visit:
    """Keep what the registers answered about the visitor."""
    visit.compared, visit.sources = dict(compared), dict(sources)
    visit.save(update_fields=["compared", "sources"])
    return visit


def keep_told(visit: Visit, told: Mapping[str, Any]) -> None:
    """Keep what the business register answered when it was asked again."""
    visit.organisation = {**visit.organisation, "told": told}
    visit.save(update_fields=["organisation"])


def keep_carrier(visit: Visit, carrier: Carrier | None) -> None:
    visit.carrier = asdict(carrier) if carrier else {}
    visit.save(update_fields=["carrier"])


def visit_at(agency: str, visit_id: UUID) -> Visit:
    """Load a visit at this counter; raises ``NotAtThisCounter`` for any other."""
    found = Visit.objects.filter(agency=agency, id=visit_id).first()
    if found is None:
        raise NotAtThisCounter
    return found


def open_visits(agency: str) -> list[Visit]:
    """Return the visits that were not ended, newest first, with their intakes; two statements."""
    found = Visit.objects.filter(agency=agency, ended_at=None).prefetch_related("intakes")
    return list(found.order_by("-begun_at")[:100])


def end_visit(visit: Visit, now: datetime) -> None:
    Visit.objects.filter(id=visit.id, ended_at=None).update(ended_at=now)


def keep_intake(visit: Visit, intake: Intake) -> Intake:
    intake.visit = visit
    intake.save(force_insert=True)
    return intake


def intake_at(agency: str, intake_id: UUID) -> Intake:
    """Load an intake with its visit; raises ``NotAtThisCounter`` for another counter's."""
    found = Intake.objects.select_related("visit").filter(id=intake_id).first()
    if found is None or found.visit.agency != agency:
        raise NotAtThisCounter
    return found


def hold_intake(agency: str, intake_id: UUID) -> Intake:
    """Load and lock an intake that is about to be filed, in the caller's transaction."""
    intake_at(agency, intake_id)
    return Intake.objects.select_for_update(of=("self",)).select_related("visit").get(id=intake_id)


def settle(intake: Intake, code: str, now: datetime) -> None:
    """Note under which code an intake was filed."""
    intake.dossier, intake.filed_at = code, now
    intake.save(update_fields=["dossier", "filed_at"])


def visit_of_dossier(code: str) -> Visit | None:
    """Return the visit in which a dossier was taken in, None when it came otherwise."""
    return Visit.objects.filter(intakes__dossier=code).first()


def drop_old_visits(now: datetime) -> int:
    """Erase visits that are over for good, with what was said in them; returns how many."""
    return Visit.objects.filter(begun_at__lte=now - KEPT).delete()[0]
