"""What the hub shows: read from its tables, judged by its own rule of lateness."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import psycopg
from psycopg.rows import dict_row

from motcua.kernel.parameters import parameters
from motcua.scenario.checking import Seen
from motcua.scenario.ledger import wire_moment

_DOSSIERS = "SELECT * FROM hub_hubdossier"
_STEPS = "SELECT dossier_id, at, status FROM hub_hubprogress"


def read(database: str, now: datetime, *, steps: bool = True) -> dict[str, Seen]:
    """Return every dossier that the hub knows as of ``now``, by code."""
    with psycopg.connect(database) as connection:
        rows = connection.cursor(row_factory=dict_row).execute(_DOSSIERS)
        seen = {row["code"]: _seen(row, now) for row in rows}
        if steps:
            for code, at, status in connection.execute(_STEPS):
                seen[code].steps[wire_moment(at), status] += 1
    return seen


def _seen(row: Mapping[str, Any], now: datetime) -> Seen:
    from motcua.hub.standing import due_words  # needs models, loaded after settings

    look, _ = due_words(SimpleNamespace(**row), parameters().calendar, now)  # type: ignore[arg-type]
    return Seen(row["status"], row["due_at"], row["finished_at"], look)
