"""Post again what the national side lacks, and post at last what no lane ever knew of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from motcua.dossiers import rows
from motcua.dossiers.models import DossierRow, EventRow
from motcua.dossiers.outgoing import NATIONAL, QUIET, SNAPSHOT, mark_of, national_items
from motcua.exchange import comparing, lanes
from motcua.kernel.parity import Cause

AT_ONCE = 500
NEVER_POSTED = "never_posted"


@dataclass(frozen=True)
class Lack:
    """Why a dossier is posted again, and whether its progress rows are to go again too."""

    cause: Cause
    rows: bool


def post(lacking: Mapping[str, Lack], now: datetime) -> set[str]:
    """Post the lacking parts of dossiers again; returns the codes that got a delivery.

    A kind of which something is quarantined waits for its cure: the same words would be refused
    again, and nobody could tell which rows are lacking for another reason.
    """
    posted: set[str] = set()
    for codes in _chunks(sorted(lacking)):
        with transaction.atomic():
            told = _told(_locked(codes))
            refused = comparing.refused(NATIONAL, codes)
            for code, seqs in told.items():
                items = [
                    item for item in national_items(code, seqs)
                    if _wanted(item, lacking[code]) and (code, item.kind) not in refused
                ]  # fmt: skip
                lanes.post(NATIONAL, code, items, now, because=lacking[code].cause)
                posted |= {code} if items else set()
    return posted


def adopt_unposted(marked: int, now: datetime) -> int:
    """Bring dossiers that no mark speaks of into the comparison; returns how many.

    ``marked`` is how many the marks speak of: where that is all of them, nobody is looked for.
    """
    if DossierRow.objects.count() <= marked:
        return 0
    adopted = 0
    every = DossierRow.objects.order_by("code").values_list("code", flat=True).iterator()
    for codes in _chunks(every, 10_000):
        for some in _chunks(comparing.unmarked(NATIONAL, codes)):
            adopted += _adopt(some, now)
    return adopted


def _adopt(codes: Sequence[str], now: datetime) -> int:
    """Mark the lanes that are there; where there is none, post the whole dossier."""
    with transaction.atomic():
        found = _locked(codes)
        told = _told(found)
        marks = {
            code: mark_of(rows.state(found[code]), sequence=seqs[-1], rows=len(seqs))
            for code, seqs in told.items()
        }
        with_lane = comparing.mark(NATIONAL, marks)
        for code in told.keys() - with_lane:
            items = national_items(code, told[code])
            lanes.post(NATIONAL, code, items, now, mark=marks[code], because=NEVER_POSTED)
    return len(told)


def _locked(codes: Collection[str]) -> dict[str, DossierRow]:
    found = DossierRow.objects.select_for_update().filter(code__in=codes).order_by("code")
    return {row.code: row for row in found}


def _told(codes: Collection[str]) -> dict[str, list[int]]:
    """Return the numbers of the events that the portal is told of, by dossier, in order."""
    events = EventRow.objects.filter(dossier_id__in=list(codes)).exclude(kind__in=QUIET)
    told: defaultdict[str, list[int]] = defaultdict(list)
    for code, seq in events.order_by("seq").values_list("dossier_id", "seq"):
        told[code].append(seq)
    return told


def _wanted(item: lanes.Outgoing, lack: Lack) -> bool:
    return lack.cause != Cause.PROGRESS if item.kind == SNAPSHOT else lack.rows


def _chunks(codes: Iterable[str], size: int = AT_ONCE) -> Iterator[list[str]]:
    rest = iter(codes)
    while some := list(islice(rest, size)):
        yield some
