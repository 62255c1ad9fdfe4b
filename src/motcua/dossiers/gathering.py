"""Gather what the national portal is told of many dossiers, in a few queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.accounts.service import identities
from motcua.agencies.service import names
from motcua.catalogue import service as catalogue
from motcua.catalogue.service import Procedure
from motcua.dossiers import chain
from motcua.dossiers.events import Event
from motcua.dossiers.models import Content, DossierRow, EventRow, Party
from motcua.dossiers.national_rows import NATIONAL_PORTAL, OWN_PORTAL, moment
from motcua.dossiers.outgoing import QUIET
from motcua.papers import service as papers
from motcua.papers.service import PaperView
from motcua.payments import service as payments
from motcua.payments.service import Owed
from motcua.registries import service as registries

Fields = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything that a whole-dossier snapshot speaks of.

    ``sequence`` is the number of the last event folded into ``row`` that the portal is told of.
    """

    row: DossierRow
    sequence: int
    procedure: Procedure
    agency: str
    people: Sequence[Fields]
    charges: Sequence[Owed]
    paper: PaperView | None
    supplements: Sequence[Fields]
    consulted: bool
    filed_at: str  # NoiNopHoSo


@dataclass(frozen=True)
class Trail:
    """All events of a dossier, and the names of the agencies that acted in it."""

    code: str
    events: Sequence[Event]
    agencies: Mapping[str, str]


def dossiers(codes: Collection[str]) -> dict[str, Gathered]:
    """Return by code what is known of the dossiers; a code without a dossier is left out."""
    rows = DossierRow.objects.in_bulk(list(codes))
    agencies = names({row.competent_agency for row in rows.values()})
    people, charges = _people(codes), _charges(codes)
    issued, supplements = papers.issued_of(codes), _supplements(codes)
    consulted = registries.consulted(codes)
    sequences, nationally = _sequences(rows), _filed_nationally(rows)
    return {
        code: Gathered(
            row=row,
            sequence=sequences[code],
            procedure=catalogue.revision(row.procedure, row.revision),
            agency=agencies[row.competent_agency],
            people=people.get(code, ()),
            charges=charges.get(code, ()),
            paper=issued.get(code),
            supplements=supplements.get(code, ()),
            consulted=code in consulted,
            filed_at=NATIONAL_PORTAL if code in nationally else OWN_PORTAL,
        )
        for code, row in rows.items()
    }


def trails(codes: Collection[str]) -> dict[str, Trail]:
    """Return by code the events of dossiers."""
    rows = EventRow.objects.filter(dossier_id__in=set(codes)).order_by("dossier_id", "seq")
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for code, text in rows.values_list("dossier_id", "text"):
        events[code].append(chain.read(text))
    acting = {event.actor.agency for trail in events.values() for event in trail}
    agencies = names(acting - {""})
    return {code: Trail(code, trail, agencies) for code, trail in events.items()}


def _sequences(rows: Mapping[str, DossierRow]) -> dict[str, int]:
    """Return the last told event of each row as it was read, whatever happened since."""
    found = dict.fromkeys(rows, 0)
    told = EventRow.objects.filter(dossier_id__in=rows).exclude(kind__in=QUIET)
    for code, seq in told.values_list("dossier_id", "seq"):
        if found[code] < seq <= rows[code].seq:
            found[code] = seq
    return found


def _filed_nationally(codes: Collection[str]) -> set[str]:
    """Return the codes of dossiers that their applicants filed on the national portal."""
    first = EventRow.objects.filter(dossier_id__in=codes, seq=1)
    return {
        code
        for code, text in first.values_list("dossier_id", "text")
        if chain.read(text).facts.get("filed_at") == NATIONAL_PORTAL
    }


def _people(codes: Collection[str]) -> Mapping[str, list[Fields]]:
    parties = list(Party.objects.filter(dossier_code__in=set(codes)).order_by("id"))
    known = identities(party.account for party in parties if party.account)
    people: defaultdict[str, list[Fields]] = defaultdict(list)
    for party in parties:
        identity = known.get(party.account) if party.account else None
        people[party.dossier_code].append(
            {
                "part": party.part,
                "full_name": party.full_name,
                "personal_id": party.personal_id,
                "phone": party.phone,
                "tech_id": identity.tech_id if identity else "",
                "level": str(identity.level) if identity else "",
                "sort": identity.sort if identity else "",
            }
        )
    return people


def _charges(codes: Collection[str]) -> Mapping[str, list[Owed]]:
    found: defaultdict[str, list[Owed]] = defaultdict(list)
    for charge in payments.charges_of(codes):
        found[charge.dossier].append(charge)
    return found


def _supplements(codes: Collection[str]) -> Mapping[str, list[Fields]]:
    lists = Content.objects.filter(dossier_code__in=set(codes), kind="supplement_list")
    found: defaultdict[str, list[Fields]] = defaultdict(list)
    for one in lists.order_by("created_at"):
        found[one.dossier_code].append(
            {
                "HoSoBoSungId": str(one.id),
                "NoiDungBoSung": "; ".join(one.body["items"]) if one.body else "",
                "NgayBoSung": moment(one.created_at),
            }
        )
    return found
