"""Fold accepted items into the rows that pages read, a whole message in one statement.

A snapshot is folded when its sequence is newer than what is held; of two with one sequence the
one that arrived later stays. A snapshot without a sequence (the plain wire) always counts as
newer. Rows are written in order of code, so that two messages never wait for each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.hub.reading import Dossier, Progress


@dataclass(frozen=True)
class Tables:
    """Where to fold into: what pages read, or a copy that is being rebuilt."""

    dossiers: str = "hub_hubdossier"
    steps: str = "hub_hubprogress"


@dataclass(frozen=True)
class Heard:
    """By which message, and when, items came."""

    message: int
    at: datetime


LIVE = Tables()
_TOLD = [name for name in Dossier.__dataclass_fields__ if name not in {"code", "sequence"}]
_SNAPSHOTS = """
INSERT INTO {dossiers} AS held (code, sequence, steps, first_heard_at, last_heard_at, message_id,
    {told})
SELECT code, sequence, 0, %s, %s, %s, {told}
FROM json_populate_recordset(NULL::hub_hubdossier, %s::json) ORDER BY code
ON CONFLICT (code) DO UPDATE SET
    {changes},
    news_at = greatest(held.news_at, excluded.news_at),
    sequence = greatest(held.sequence, excluded.sequence),
    last_heard_at = greatest(held.last_heard_at, excluded.last_heard_at),
    message_id = excluded.message_id
WHERE excluded.sequence = 0 OR excluded.sequence > held.sequence
    OR excluded.sequence = held.sequence AND excluded.message_id > held.message_id
        AND excluded.digest <> held.digest
"""
_ADOPT = """
UPDATE {steps} step SET sequence = told.sequence
FROM (
    SELECT code, digest, min(sequence) AS sequence
    FROM json_to_recordset(%s::json) AS item(code text, digest text, sequence int)
    WHERE sequence > 0 GROUP BY code, digest
) told
WHERE step.dossier_id = told.code AND step.digest = told.digest AND step.sequence = 0
    AND NOT EXISTS (SELECT FROM {steps} there
        WHERE there.dossier_id = told.code AND there.sequence = told.sequence)
"""
_STEPS = """
WITH written AS (
    INSERT INTO {steps} AS held
        (dossier_id, sequence, digest, at, status, handler, title, unit, content, message_id)
    SELECT code, sequence, digest, at, status, handler, title, unit, content, %s
    FROM json_to_recordset(%s::json) AS item(code text, sequence int, digest text,
        at timestamptz, status int, handler text, title text, unit text, content text)
    ON CONFLICT {conflict}
    RETURNING dossier_id, at, xmax = 0 AS fresh
)
UPDATE {dossiers} dossier SET
    steps = dossier.steps + told.fresh,
    news_at = greatest(dossier.news_at, told.newest),
    last_heard_at = greatest(dossier.last_heard_at, %s)
FROM (
    SELECT dossier_id, count(*) FILTER (WHERE fresh) AS fresh, max(at) AS newest
    FROM written GROUP BY dossier_id
) told
WHERE dossier.code = told.dossier_id
"""
_STEP_FIELDS = ("digest", "at", "status", "handler", "title", "unit", "content", "message_id")
_BY_SEQUENCE = f"""(dossier_id, sequence) WHERE sequence > 0 DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _STEP_FIELDS)}
    WHERE excluded.digest <> held.digest"""
_BY_DIGEST = "(dossier_id, digest) WHERE sequence = 0 DO NOTHING"


def fold_dossiers(items: Sequence[Dossier], heard: Heard, into: Tables = LIVE) -> None:
    """Fold snapshots; of several of one dossier the newest counts."""
    newest: dict[str, Dossier] = {}
    for one in items:
        if one.code not in newest or one.sequence >= newest[one.code].sequence:
            newest[one.code] = one
    changes = ", ".join(f"{name} = excluded.{name}" for name in _TOLD if name != "news_at")
    statement = _SNAPSHOTS.format(dossiers=into.dossiers, told=", ".join(_TOLD), changes=changes)
    with connection.cursor() as cursor:
        cursor.execute(statement, [heard.at, heard.at, heard.message, _json(newest.values())])


def fold_steps(items: Sequence[Progress], heard: Heard, into: Tables = LIVE) -> None:
    """Fold steps of dossiers that are there, either all with a sequence or all without."""
    extended = bool(items[0].sequence)
    once = {(one.code, one.sequence or one.digest): one for one in items}
    rows = _json(once.values())
    names = {"dossiers": into.dossiers, "steps": into.steps}
    conflict = _BY_SEQUENCE if extended else _BY_DIGEST
    with connection.cursor() as cursor:
        if extended:
            cursor.execute(_ADOPT.format(**names), [rows])
        statement = _STEPS.format(**names, conflict=conflict)
        cursor.execute(statement, [heard.message, rows, heard.at])


def _json(items: Iterable[Dossier | Progress]) -> str:
    return json.dumps([vars(one) for one in items], ensure_ascii=False, default=str)
