"""Reports of parity rounds: kept as rows, one round an hour and destination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import connection

from motcua.exchange.models import ParityDifference, ParityRun
from motcua.kernel.parity import Cause, Entry

MOST_KEPT = 10_000  # of one round; all are counted
_BEGIN = """
WITH alone AS (SELECT pg_advisory_xact_lock(hashtext('parity ' || %(destination)s)))
INSERT INTO exchange_parityrun (destination, began_at, started)
SELECT %(destination)s, %(now)s, clock_timestamp() FROM alone
WHERE NOT EXISTS (
    SELECT 1 FROM exchange_parityrun WHERE destination = %(destination)s
    AND started > clock_timestamp() - %(pause)s * interval '1 second'
)
RETURNING id
"""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A dossier that differs, with both truths and whether it was posted again."""

    dossier: str
    cause: Cause
    ours: Entry | None
    theirs: Entry | None
    posted_again: bool


@dataclass(kw_only=True)
class Round:
    """What a round has counted so far; ``listed`` is how many rows the other side told."""

    ours: int = 0
    theirs: int = 0
    listed: int = 0
    differences: int = 0
    posted_again: int = 0
    on_the_way: int = 0
    error: str = ""


@dataclass(kw_only=True)
class Report(Round):
    """A round as operators read it."""

    id: int
    destination: str
    began_at: datetime
    ended_at: datetime | None
    causes: dict[str, int] = field(default_factory=dict)


def begin(destination: str, now: datetime, pause_s: float = 0) -> int | None:
    """Open a round, unless one was begun in the last ``pause_s`` real seconds."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, {"destination": destination, "now": now, "pause": pause_s})
        row = cursor.fetchone()
    return int(row[0]) if row else None


def keep(run: int, counted: Round, found: Sequence[Difference], now: datetime) -> None:
    """Close a round with what it counted and the differences that it names."""
    ParityDifference.objects.bulk_create(
        [
            ParityDifference(
                run_id=run, dossier=one.dossier, cause=one.cause, posted_again=one.posted_again,
                ours=asdict(one.ours) if one.ours else None,
                theirs=asdict(one.theirs) if one.theirs else None,
            )
            for one in found[:MOST_KEPT]
        ],
        batch_size=1000,
    )  # fmt: skip
    ParityRun.objects.filter(id=run).update(ended_at=now, **asdict(counted))


def latest(destination: str, count: int = 1) -> list[Report]:
    """Return the newest rounds that came to an end, newest first."""
    runs = ParityRun.objects.filter(destination=destination, ended_at__isnull=False)
    return [_report(run) for run in runs.order_by("-id")[:count]]


def differences(run: int, limit: int = 200) -> list[Difference]:
    """Return the differences that a round found, by cause and code."""
    rows = ParityDifference.objects.filter(run_id=run).order_by("cause", "dossier")[:limit]
    return [
        Difference(
            dossier=row.dossier,
            cause=Cause(row.cause),
            ours=Entry(**row.ours) if row.ours else None,
            theirs=Entry(**row.theirs) if row.theirs else None,
            posted_again=row.posted_again,
        )
        for row in rows
    ]


def _report(run: ParityRun) -> Report:
    names = Round.__dataclass_fields__
    counted = {name: getattr(run, name) for name in names}
    causes: dict[str, int] = {}
    for cause in run.found.values_list("cause", flat=True):
        causes[cause] = causes.get(cause, 0) + 1
    return Report(
        id=run.id,
        destination=run.destination,
        began_at=run.began_at,
        ended_at=run.ended_at,
        causes=dict(sorted(causes.items())),
        **counted,
    )
