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
from typing import Any, Generic, TypeVar

from django.db import connection

from motcua.hub.reading import Dossier, Progress

T = TypeVar("T", Dossier, Progress)


@dataclass(frozen=True)
class Tables:
    """Where to fold into: what pages read, or a copy that is being rebuilt."""

    dossiers: str = "hub_hubdossier"
    steps: str = "hub_hubprogress"


@dataclass(frozen=True)
class Heard(Generic[T]):
    """An item with the message that brought it, and when."""

    item: T
    message: int
    at: datetime


LIVE = Tables()
_TOLD = [name for name in Dossier.__dataclass_fields__ if name not in {"code", "sequence"}]
_SNAPSHOTS = """
INSERT INTO {dossiers} AS held (code, sequence, steps, first_heard_at, last_heard_at, message_id,
    {told})
SELECT code, sequence, 0, last_heard_at, last_heard_at, message_id, {told}
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
    GROUP BY code, digest
) told
WHERE step.dossier_id = told.code AND step.digest = told.digest AND step.sequence = 0
    AND NOT EXISTS (SELECT FROM {steps} there
        WHERE there.dossier_id = told.code AND there.sequence = told.sequence)
"""
_STEPS = """
WITH written AS (
    INSERT INTO {steps} AS held
        (dossier_id, sequence, digest, at, status, handler, title, unit, content, message_id)
    SELECT code, sequence, digest, at, status, handler, title, unit, content, message_id
    FROM json_to_recordset(%s::json) AS item(code text, sequence int, digest text,
        at timestamptz, status int, handler text, title text, unit text, content text,
        message_id bigint)
    WHERE sequence > 0 OR NOT EXISTS (SELECT FROM {steps} there
        WHERE there.dossier_id = item.code AND there.digest = item.digest)
    ON CONFLICT {conflict}
    RETURNING dossier_id, at, message_id, xmax = 0 AS fresh
)
UPDATE {dossiers} dossier SET
    steps = dossier.steps + told.fresh,
    news_at = greatest(dossier.news_at, told.newest),
    last_heard_at = greatest(dossier.last_heard_at, told.heard_at)
FROM (
    SELECT dossier_id, count(*) FILTER (WHERE fresh) AS fresh, max(at) AS newest,
        max(received_at) AS heard_at
    FROM written JOIN hub_message ON hub_message.id = message_id GROUP BY dossier_id
) told
WHERE dossier.code = told.dossier_id
"""
_STEP_FIELDS = ("digest", "at", "status", "handler", "title", "unit", "content", "message_id")
_BY_SEQUENCE = f"""(dossier_id, sequence) WHERE sequence > 0 DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _STEP_FIELDS)}
    WHERE excluded.digest <> held.digest"""
_BY_DIGEST = "(dossier_id, digest) WHERE sequence = 0 DO NOTHING"


def fold_dossiers(items: Iterable[Heard[Dossier]], into: Tables = LIVE) -> None:
    """Fold snapshots of one message, or of several that name no dossier twice."""
    newest: dict[str, Heard[Dossier]] = {}
    for one in items:
        held = newest.get(one.item.code)
        if held is None or one.item.sequence >= held.item.sequence:
            newest[one.item.code] = one
    rows = [
        {**vars(one.item), "message_id": one.message, "last_heard_at": one.at}
        for one in newest.values()
    ]
    changes = ", ".join(f"{name} = excluded.{name}" for name in _TOLD if name != "news_at")
    statement = _SNAPSHOTS.format(dossiers=into.dossiers, told=", ".join(_TOLD), changes=changes)
    with connection.cursor() as cursor:
        cursor.execute(statement, [_json(rows)])


def fold_steps(items: Sequence[Heard[Progress]], into: Tables = LIVE) -> None:
    """Fold steps of dossiers that are there, either all with a sequence or all without."""
    extended = bool(items[0].item.sequence)
    once: dict[tuple[str, int | str], dict[str, Any]] = {}
    for one in items:
        row = {**vars(one.item), "message_id": one.message}
        if extended:
            once[one.item.code, one.item.sequence] = row
        else:
            once.setdefault((one.item.code, one.item.digest), row)
    rows = _json(list(once.values()))
    names = {"dossiers": into.dossiers, "steps": into.steps}
    conflict = _BY_SEQUENCE if extended else _BY_DIGEST
    with connection.cursor() as cursor:
        if extended:
            cursor.execute(_ADOPT.format(**names), [rows])
        cursor.execute(_STEPS.format(**names, conflict=conflict), [rows])


def _json(rows: Sequence[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, default=str)
