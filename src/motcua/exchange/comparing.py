"""Our side of a parity round: what the lanes' marks say that a destination must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from motcua.exchange.lanes import Mark
from motcua.kernel.parity import Entry, Tally, set_digest_of, weight_sql

_WEIGHT = weight_sql("dossier", "status", "sequence", "rows")
_TALLIES = """
SELECT {key}, count(*), sum({weight}) FROM exchange_lane
WHERE destination = %s AND {where} GROUP BY 1
"""
_DAYS = _TALLIES.format(key="to_char(day, 'YYYYMMDD')", weight=_WEIGHT, where="day IS NOT NULL")
_AGENCIES = _TALLIES.format(key="agency", weight=_WEIGHT, where="day = %s")
_LISTED = """
SELECT dossier, status, sequence, rows, stored, last_ordinal,
       EXISTS (SELECT 1 FROM exchange_delivery delivery
               WHERE delivery.lane_id = lane.id AND delivery.state = 'pending')
FROM exchange_lane lane WHERE destination = %s AND day IS NOT NULL AND
"""
_CELL = _LISTED + "day = %s AND agency = %s"
_NAMED = _LISTED + "dossier = ANY(%s)"
_MARK = """
UPDATE exchange_lane lane
SET day = mark.day, agency = mark.agency, status = mark.status, sequence = mark.sequence,
    rows = mark.rows
FROM unnest(%s::text[], %s::date[], %s::text[], %s::text[], %s::bigint[], %s::int[])
     AS mark (dossier, day, agency, status, sequence, rows)
WHERE lane.destination = %s AND lane.dossier = mark.dossier AND lane.day IS NULL
RETURNING lane.dossier
"""
_UNMARKED = """
SELECT asked.code FROM unnest(%s::text[]) AS asked (code)
WHERE NOT EXISTS (SELECT 1 FROM exchange_lane lane WHERE lane.destination = %s
                  AND lane.dossier = asked.code AND lane.day IS NOT NULL)
"""
_REFUSED = """
SELECT DISTINCT lane.dossier, delivery.kind
FROM exchange_delivery delivery JOIN exchange_lane lane ON lane.id = delivery.lane_id
WHERE lane.destination = %s AND lane.dossier = ANY(%s) AND delivery.state = 'quarantined'
"""


@dataclass(frozen=True)
class Standing:
    """What must be there of a dossier, and whether something of it is still on its way.

    ``posted`` counts what was ever posted: two equal readings mean that nothing happened between.
    """

    entry: Entry
    posted: int
    on_the_way: bool


def days(destination: str) -> dict[str, Tally]:
    """Return the tally of each day of filing (yyyyMMdd)."""
    return _tallies(_DAYS, [destination])


def agencies(destination: str, day: date) -> dict[str, Tally]:
    """Return the tally of each agency on a day."""
    return _tallies(_AGENCIES, [destination, day])


def dossiers(destination: str, day: date, agency: str) -> dict[str, Standing]:
    """Return the dossiers of an agency and day, by code."""
    return _standings(_CELL, [destination, day, agency])


def named(destination: str, codes: Collection[str]) -> dict[str, Standing]:
    """Return those of the named dossiers that are to be compared, by code."""
    return _standings(_NAMED, [destination, list(codes)])


def unmarked(destination: str, codes: Collection[str]) -> list[str]:
    """Return the codes that no lane would bring into a comparison."""
    return [row[0] for row in _rows(_UNMARKED, [list(codes), destination])]


def mark(destination: str, marks: Mapping[str, Mark]) -> set[str]:
    """Mark lanes that were opened before there were marks; returns the codes that had a lane."""
    columns = (
        [one.day for one in marks.values()],
        [one.agency for one in marks.values()],
        [one.status for one in marks.values()],
        [one.sequence for one in marks.values()],
        [one.rows for one in marks.values()],
    )
    return {row[0] for row in _rows(_MARK, [list(marks), *columns, destination])}


def refused(destination: str, codes: Collection[str]) -> set[tuple[str, str]]:
    """Return (dossier, kind) of what is quarantined: it is not posted again."""
    return {(code, kind) for code, kind in _rows(_REFUSED, [destination, list(codes)])}


def _tallies(query: str, values: list[Any]) -> dict[str, Tally]:
    return {
        key: Tally(count, set_digest_of(int(total))) for key, count, total in _rows(query, values)
    }


def _standings(query: str, values: list[Any]) -> dict[str, Standing]:
    return {
        code: Standing(
            Entry(code=code, status=status, sequence=sequence, progress=rows, stored=stored),
            posted,
            on_the_way,
        )
        for code, status, sequence, rows, stored, posted, on_the_way in _rows(query, values)
    }


def _rows(query: str, values: list[Any]) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
