"""Compare all dossiers with the national side, post again what differs, keep a report.

From day to agency to dossier, downwards only where the digests differ, so that a round costs as
much as there are differences. What is still on its way is no difference.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings

from motcua.dossiers import posting_again
from motcua.dossiers.outgoing import NATIONAL
from motcua.exchange import comparing, reports
from motcua.exchange.clients.national import NationalPortal, portal
from motcua.exchange.clients.national_parity import TheirListing
from motcua.exchange.comparing import Standing
from motcua.exchange.errors import ExchangeError
from motcua.exchange.reports import Difference, Report, Round
from motcua.kernel import clock
from motcua.kernel.parity import Cause, Entry, Tally, cause, compare, differing

log = logging.getLogger(__name__)
HOUR_S = 3600
NO_EXTENSION = "no_extension"
CURABLE = frozenset({Cause.MISSING, Cause.OLDER, Cause.STATUS, Cause.PROGRESS, Cause.CONTENT})


@dataclass
class _Found:
    counted: Round = field(default_factory=Round)
    differences: list[Difference] = field(default_factory=list)


def compare_hourly(now: datetime) -> int:
    """Do a round when none was begun for an hour; returns how many dossiers differed."""
    if not settings.SYSTEMS[NATIONAL]["extension"]:
        return 0
    report = run(now, pause_s=HOUR_S)
    return report.differences if report else 0


def run(
    now: datetime, *, deep: bool = False, pause_s: float = 0, asked: NationalPortal | None = None
) -> Report | None:
    """Do one round and return its report, None when another began less than ``pause_s`` ago.

    ``deep`` lists every dossier, whatever the digests say: it also finds contents that differ
    under the same sequence. Without the extension the national side cannot be compared, and the
    report's ``error`` says so.
    """
    number = reports.begin(NATIONAL, now, pause_s)
    if number is None:
        return None
    found = _Found()
    client = asked or portal()
    try:
        if client.extension:
            _descend(TheirListing(client), found, now, deep=deep)
        else:
            found.counted.error = NO_EXTENSION
    except ExchangeError as fault:
        log.warning("parity interrupted", extra={"fault": str(fault)})
        found.counted.error = fault.kind
    reports.keep(number, found.counted, found.differences, clock.now())
    return reports.latest(NATIONAL)[0]


def _descend(theirs: TheirListing, found: _Found, now: datetime, *, deep: bool) -> None:
    posting_again.adopt_unposted(sum(one.count for one in comparing.days(NATIONAL).values()), now)
    their_days, our_days = theirs.days(), comparing.days(NATIONAL)
    found.counted.ours = sum(one.count for one in our_days.values())
    found.counted.theirs = sum(one.count for one in their_days.values())
    found.counted.listed += len(their_days)
    for day in _keys(our_days, their_days, deep=deep):
        ours: dict[str, Standing] = {}
        told: dict[str, Entry] = {}
        for agency in _agencies(theirs, day, found.counted, deep=deep):
            steady, their_entries = _cell(theirs, day, agency)
            ours |= steady
            told |= their_entries
        found.counted.listed += len(told)
        _note(ours, told, found, now)


def _agencies(theirs: TheirListing, day: str, counted: Round, *, deep: bool) -> Iterator[str]:
    their_agencies = theirs.agencies(day)
    counted.listed += len(their_agencies)
    ours = comparing.agencies(NATIONAL, _date(day))
    yield from _keys(ours, their_agencies, deep=deep)


def _cell(
    theirs: TheirListing, day: str, agency: str
) -> tuple[dict[str, Standing], dict[str, Entry]]:
    """Read one agency and day on both sides; what moved meanwhile counts as on its way."""
    before = comparing.dossiers(NATIONAL, _date(day), agency)
    told = theirs.dossiers(day, agency)
    after = comparing.dossiers(NATIONAL, _date(day), agency)
    steady = {
        code: one if one == before.get(code) else Standing(one.entry, one.posted, True)
        for code, one in after.items()
    }
    return steady, told


def _note(
    ours: Mapping[str, Standing], told: Mapping[str, Entry], found: _Found, now: datetime
) -> None:
    """Compare one day's listings, post again what differs and count it."""
    strangers = comparing.named(NATIONAL, told.keys() - ours.keys())
    known = {**ours, **strangers}  # a dossier filed on another day than the other side believes
    moving = {code for code, one in known.items() if one.on_the_way}
    differing_ = compare(
        [one.entry for code, one in ours.items() if code not in moving],
        [one for code, one in told.items() if code not in moving],
    )
    differing_ |= {
        code: cause(one.entry, told[code]) or Cause.CONTENT
        for code, one in strangers.items() if code not in moving
    }  # fmt: skip
    lacking = {
        code: posting_again.Lack(why, rows=_lacks_rows(known[code].entry, told.get(code)))
        for code, why in differing_.items() if why in CURABLE
    }  # fmt: skip
    posted = posting_again.post(lacking, now)
    found.counted.on_the_way += len(moving)
    found.counted.differences += len(differing_)
    found.counted.posted_again += len(posted)
    room = reports.MOST_KEPT - len(found.differences)
    found.differences += [
        Difference(
            dossier=code,
            cause=why,
            ours=known[code].entry if code in known else None,
            theirs=told.get(code),
            posted_again=code in posted,
        )
        for code, why in list(differing_.items())[:room]
    ]


def _lacks_rows(ours: Entry, theirs: Entry | None) -> bool:
    return theirs is None or theirs.progress != ours.progress


def _keys(ours: Mapping[str, Tally], theirs: Mapping[str, Tally], *, deep: bool) -> list[str]:
    return sorted(ours.keys() | theirs.keys()) if deep else differing(ours, theirs)


def _date(day: str) -> date:
    return date(int(day[:4]), int(day[4:6]), int(day[6:]))


@dataclass(frozen=True, kw_only=True)
class Both:
    """What the two sides hold of one dossier; ``fault`` says why theirs could not be asked."""

    ours: Entry | None
    theirs: Mapping[str, Any] | None
    fault: str = ""


def both(code: str, asked: NationalPortal | None = None) -> Both:
    """Ask the national side about one dossier (TraCuuHoSo) and return both truths."""
    standing = comparing.named(NATIONAL, [code]).get(code)
    ours = standing.entry if standing else None
    try:
        return Both(ours=ours, theirs=(asked or portal()).looked_up(code))
    except ExchangeError as fault:
        return Both(ours=ours, theirs=None, fault=fault.kind)
