"""Calibration by the officials' decisions: predicted and accepted shares, agreement, sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Avg, Case, Count, IntegerField, Q, QuerySet, Value, When

from motcua.accounts.service import Actor
from motcua.corrections.access import check_role
from motcua.corrections.agreeing import Agreement, Share
from motcua.corrections.evidence import AT_THE_SOURCE, FAULT_WORDS, Fault
from motcua.corrections.models import LoadedRun, Proposal
from motcua.corrections.settling import FINAL, State

EDGES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
SHOWN = 40


@dataclass(frozen=True)
class Bin:
    """Settled proposals whose predicted chance lies from ``low`` to below ``high``."""

    low: float
    high: float
    predicted: float
    accepted: Share

    @property
    def fits(self) -> bool:
        return self.accepted.covers(self.predicted)


@dataclass(frozen=True)
class Source:
    """What to mend where the data come from: ``of`` is a kind of fault or a district."""

    of: str
    proposals: int
    accepted: int
    settled: int
    advice: str


@dataclass(frozen=True)
class Figures:
    sector: str
    sectors: list[str]
    proposals: int
    settled: Share
    bins: list[Bin]
    agreement: Agreement
    faults: list[Source]
    districts: list[Source]


def figures(actor: Actor, sector: str = "") -> Figures:
    """Count all runs of the official's agency, or those of one sector, in four statements."""
    check_role(actor)
    runs = LoadedRun.objects.filter(agency=actor.agency)
    sectors = sorted(set(runs.values_list("sector", flat=True)))
    rows = Proposal.objects.filter(agency=actor.agency).exclude(state=State.REPLACED)
    rows = rows.filter(run__sector=sector) if sector in sectors else rows
    faults, districts = _sources(rows)
    bins = _bins(rows.filter(state__in=FINAL))
    return Figures(
        sector=sector if sector in sectors else "",
        sectors=sectors,
        proposals=sum(one.proposals for one in faults),
        settled=Share(sum(b.accepted.hits for b in bins), sum(b.accepted.total for b in bins)),
        bins=bins,
        agreement=_agreement(rows),
        faults=faults,
        districts=districts[:SHOWN],
    )


def as_json(found: Figures) -> dict[str, Any]:
    """Return plain values; shares between 0 and 1, None where nothing was counted."""
    return {
        "sector": found.sector,
        "proposals": found.proposals,
        "settled": _share(found.settled),
        "bins": [
            {"from": b.low, "below": b.high, "predicted": round(b.predicted, 6), "fits": b.fits}
            | _share(b.accepted)
            for b in found.bins
        ],
        "agreement": _share(found.agreement.share) | {"kappa": found.agreement.kappa},
        "faults": [vars(one) for one in found.faults],
        "districts": [vars(one) for one in found.districts],
    }


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    return {
        "accepted": share.hits,
        "total": share.total,
        "share": share.observed,
        "interval": [round(low, 6), round(high, 6)],
    }


def _bins(settled: QuerySet[Proposal]) -> list[Bin]:
    limits = list(pairwise(EDGES))
    whens = [When(probability__lt=high, then=Value(i)) for i, (_, high) in enumerate(limits)]
    drawn = Case(*whens, default=Value(len(limits) - 1), output_field=IntegerField())
    rows = settled.annotate(bin=drawn).values_list("bin").order_by("bin")
    counted = rows.annotate(
        predicted=Avg("probability"), n=Count("pk"), yes=Count("pk", filter=_ACCEPTED)
    )
    return [
        Bin(limits[i][0], limits[i][1], predicted, Share(yes, n))
        for i, predicted, n, yes in counted
    ]


def _agreement(rows: QuerySet[Proposal]) -> Agreement:
    pairs = rows.filter(twice=True, readings__in=("aa", "ar", "ra", "rr"))
    found = dict(pairs.values_list("readings").annotate(n=Count("pk")).order_by())
    return Agreement(*(found.get(pair, 0) for pair in ("aa", "ar", "ra", "rr")))


def _sources(rows: QuerySet[Proposal]) -> tuple[list[Source], list[Source]]:
    """Group by kind of fault and by district, most proposals first."""
    counted = rows.values_list("fault", "district").annotate(
        n=Count("pk"), yes=Count("pk", filter=_ACCEPTED), settled=Count("pk", filter=_SETTLED)
    )
    by_fault: dict[str, Counter[str]] = {}
    by_district: dict[str, Counter[str]] = {}
    for fault, district, n, yes, settled in counted.order_by():
        for group, name in ((by_fault, fault), (by_district, district)):
            group.setdefault(name, Counter()).update({"n": n, "yes": yes, "settled": settled})
        by_district[district][f"fault {fault}"] += n
    faults = [_source(FAULT_WORDS[Fault(f)], c, AT_THE_SOURCE[Fault(f)]) for f, c in by_fault.items()]  # fmt: skip
    districts = [_source(d or "(không ghi)", c, _commonest(c)) for d, c in by_district.items()]
    return _ordered(faults), _ordered(districts)


def _source(of: str, counted: Counter[str], advice: str) -> Source:
    return Source(of, counted["n"], counted["yes"], counted["settled"], advice)


def _commonest(counted: Counter[str]) -> str:
    faults = {name.partition(" ")[2]: n for name, n in counted.items() if name.startswith("fault ")}
    return f"Nhiều nhất: {FAULT_WORDS[Fault(max(sorted(faults), key=faults.__getitem__))].lower()}"


def _ordered(sources: list[Source]) -> list[Source]:
    return sorted(sources, key=lambda one: (-one.proposals, one.of))


_ACCEPTED = Q(state=State.ACCEPTED)
_SETTLED = Q(state__in=FINAL)
