"""The list of what waits for an official, most worth a look first, in pages that never drift."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from motcua.accounts.service import Actor
from motcua.corrections.access import check_role, is_lead
from motcua.corrections.evidence import Fault
from motcua.corrections.models import LoadedRun, Proposal
from motcua.corrections.settling import Desk

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Place:
    """Filters and the place in the list; ``after`` is the (priority, number) of the last one seen."""

    fault: str = ""
    district: str = ""
    after: tuple[int, int] | None = None

    def behind(self, proposal: Proposal) -> Place:
        return replace(self, after=(proposal.priority, proposal.pk))


@dataclass(frozen=True)
class Counts:
    """How many wait: in all, as filtered, and by each filter."""

    total: int
    chosen: int
    faults: dict[str, int]
    districts: dict[str, int]


def has_run(agency: str, sector: str) -> bool:
    """Tell whether any run of a sector was loaded for an agency."""
    return LoadedRun.objects.filter(agency=agency, sector=sector).exists()


def waiting(actor: Actor) -> QuerySet[Proposal]:
    """What this official may decide now."""
    check_role(actor)
    desk = Desk.LEAD if is_lead(actor) else Desk.OFFICIAL
    rows = Proposal.objects.filter(agency=actor.agency, waits_for=desk)
    return rows.exclude(first_by=actor.account_id)


def page(actor: Actor, place: Place) -> list[Proposal]:
    """Return at most ``PAGE`` proposals behind the place, and one more if there are more."""
    rows = _behind(waiting(actor), place).select_related("run")
    return list(rows.defer("sides", "changes", "evidence")[: PAGE + 1])


def following(actor: Actor, place: Place) -> int | None:
    """Return the number of the next proposal behind the place."""
    return _behind(waiting(actor), place).values_list("pk", flat=True).first()


def counts(actor: Actor, place: Place) -> Counts:
    """Count what waits in one statement, which reads the index ``waiting_counts`` alone."""
    grouped = waiting(actor).values_list("fault", "district").annotate(n=Count("*"))
    faults: Counter[str] = Counter()
    districts: Counter[str] = Counter()
    chosen = total = 0
    for fault, district, n in grouped.order_by():
        fits_fault, fits_district = place.fault in ("", fault), place.district in ("", district)
        total += n
        chosen += n if fits_fault and fits_district else 0
        faults[fault] += n if fits_district else 0
        districts[district] += n if fits_fault else 0
    known = {fault.value: faults[fault.value] for fault in Fault if faults[fault.value]}
    return Counts(total, chosen, known, {name: n for name, n in sorted(districts.items()) if n})


def _behind(rows: QuerySet[Proposal], place: Place) -> QuerySet[Proposal]:
    if place.fault:
        rows = rows.filter(fault=place.fault)
    if place.district:
        rows = rows.filter(district=place.district)
    if place.after:
        priority, number = place.after
        later = Q(priority__lt=priority) | Q(pk__gt=number)
        rows = rows.filter(later, priority__lte=priority)
    return rows.order_by("-priority", "pk")
