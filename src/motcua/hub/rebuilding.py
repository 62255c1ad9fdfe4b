"""Fold all stored messages anew and bring the present rows to the result.

The new rows grow in tables of their own while pages and receiving go on; only the comparison at
the end, and what came meanwhile, holds up receivers for a moment. Nothing is ever hidden.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Q

from motcua.hub import folding, reading, receiving
from motcua.hub.codes import Refusal
from motcua.hub.folding import Heard, Tables
from motcua.hub.models import HubDossier, HubProgress, Message, MessageItem
from motcua.hub.reading import Dossier, Progress

MESSAGES_AT_ONCE = 200
ROWS_AT_ONCE = 1000
_NEW = Tables("rebuilt_dossier", "rebuilt_progress")


@dataclass
class Rebuilt:
    """What was read, and how many rows differed from what the messages say."""

    messages: int = 0
    items: int = 0
    unreadable: int = 0  # accepted once, refused by the rules of today
    changed: int = 0


def rebuild(tell: Callable[[Rebuilt], None]) -> Rebuilt:
    """Rebuild; ``tell`` hears of the progress after every few hundred messages."""
    done = Rebuilt()
    _make_tables()
    last = 0
    missed: list[int] = []
    for part in _read_ahead(_parts(Q())):
        # what is not visible yet was numbered before and is committed later, or never
        missed += set(range(last + 1, part.messages[-1] + 1)) - set(part.messages)
        last = part.messages[-1]
        _fold(part, done)
        tell(done)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {folding.LIVE.dossiers} IN EXCLUSIVE MODE")
        for part in _parts(Q(id__gt=last) | Q(id__in=missed)):
            _fold(part, done)
        done.changed = _bring_over(cursor)
    return done


def _make_tables() -> None:
    with connection.cursor() as cursor:
        for table, live, columns in _tables():
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {table} AS SELECT {', '.join(columns)} FROM {live} "  # noqa: S608
                "WITH NO DATA"
            )
        cursor.execute(f"CREATE UNIQUE INDEX ON {_NEW.dossiers} (code)")
        cursor.execute(
            f"CREATE UNIQUE INDEX ON {_NEW.steps} (dossier_id, sequence) WHERE sequence > 0"
        )
        cursor.execute(
            f"CREATE UNIQUE INDEX ON {_NEW.steps} (dossier_id, digest) WHERE sequence = 0"
        )


def _tables() -> Iterator[tuple[str, str, list[str]]]:
    for table, model in ((_NEW.dossiers, HubDossier), (_NEW.steps, HubProgress)):
        columns = [
            str(one.column)
            for one in model._meta.concrete_fields
            if not one.generated and one.name != "id"
        ]
        yield table, model._meta.db_table, columns


@dataclass
class _Part:
    """Some messages by number, and what their accepted items say, in order."""

    messages: list[int]
    heard: list[Heard[Dossier] | Heard[Progress]] = field(default_factory=list)
    unreadable: int = 0


def _parts(which: Q) -> Iterator[_Part]:
    """Read the messages in the order in which they were stored."""
    last = 0
    folded = [receiving.DOSSIERS, receiving.PROGRESS]
    found = Message.objects.filter(which, service__in=folded).order_by("id")
    while batch := list(found.filter(id__gt=last)[:MESSAGES_AT_ONCE]):
        yield _read(batch)
        last = batch[-1].id


def _read_ahead(parts: Iterator[_Part]) -> Iterator[_Part]:
    """Yield parts, each read while PostgreSQL folds the one before, over another connection."""
    if connection.in_atomic_block:  # which the other connection could not look into
        yield from parts
        return
    with ThreadPoolExecutor(1) as reader:
        try:
            ahead = reader.submit(next, parts, None)
            while part := ahead.result():
                ahead = reader.submit(next, parts, None)
                yield part
        finally:
            reader.submit(connection.close)


@dataclass
class _Buffer:
    """Items that may go in one statement: no dossier twice, steps all of one kind."""

    dossiers: dict[str, Heard[Dossier]] = field(default_factory=dict)
    steps: list[Heard[Progress]] = field(default_factory=list)

    def add(self, one: Heard[Dossier] | Heard[Progress]) -> None:
        if isinstance(one.item, Dossier):
            self._add_dossier(cast("Heard[Dossier]", one))
        else:
            self._add_step(cast("Heard[Progress]", one))

    def _add_dossier(self, one: Heard[Dossier]) -> None:
        if one.item.code in self.dossiers or len(self.dossiers) >= ROWS_AT_ONCE:
            self.flush()
        self.dossiers[one.item.code] = one

    def _add_step(self, one: Heard[Progress]) -> None:
        extended = bool(one.item.sequence)
        other = self.steps and bool(self.steps[0].item.sequence) is not extended
        if other or len(self.steps) >= ROWS_AT_ONCE:
            self.flush()
        self.steps.append(one)

    def flush(self) -> None:
        if self.dossiers:
            folding.fold_dossiers(self.dossiers.values(), _NEW)
        if self.steps:
            folding.fold_steps(self.steps, _NEW)
        self.dossiers, self.steps = {}, []


def _read(batch: list[Message]) -> _Part:
    items = MessageItem.objects.filter(message__in=[message.id for message in batch])
    of = groupby(items.order_by("message_id", "position"), key=attrgetter("message_id"))
    accepted = {number: list(listed) for number, listed in of}
    part = _Part([message.id for message in batch])
    for message in batch:
        data = json.loads(message.body)["data"]
        for item in accepted.get(message.id, []):
            try:
                part.heard.append(_heard(message, data[item.position], item.sequence))
            except Refusal:
                part.unreadable += 1
    return part


def _heard(message: Message, told: Any, sequence: int) -> Heard[Dossier] | Heard[Progress]:
    number, at = message.id, message.received_at
    if message.service == receiving.DOSSIERS:
        return Heard(reading.dossier(told, at, sequence), number, at)
    return Heard(reading.progress(told, at, sequence), number, at)


def _fold(part: _Part, done: Rebuilt) -> None:
    buffer = _Buffer()
    for one in part.heard:
        buffer.add(one)
    buffer.flush()
    done.messages += len(part.messages)
    done.items += len(part.heard) + part.unreadable
    done.unreadable += part.unreadable


def _bring_over(cursor: Any) -> int:
    """Change, add and remove what differs; returns how many rows did."""
    changed = 0
    (_, _, dossier), (_, _, step) = _tables()
    same_dossier = "held.code = new.code"
    same_step = """held.dossier_id = new.dossier_id AND held.sequence = new.sequence
        AND (held.sequence > 0 OR held.digest = new.digest)"""
    live = folding.LIVE
    for statement in (
        _removal(live.steps, _NEW.steps, same_step),
        _removal(live.dossiers, _NEW.dossiers, same_dossier),
        _change(live.dossiers, _NEW.dossiers, same_dossier, dossier),
        _change(live.steps, _NEW.steps, same_step, step),
        _addition(live.dossiers, _NEW.dossiers, same_dossier, dossier),
        _addition(live.steps, _NEW.steps, same_step, step),
    ):
        cursor.execute(statement)
        changed += cursor.rowcount
    return changed


def _removal(live: str, new: str, same: str) -> str:
    return f"DELETE FROM {live} held WHERE NOT EXISTS (SELECT FROM {new} new WHERE {same})"  # noqa: S608


def _change(live: str, new: str, same: str, columns: Iterable[str]) -> str:
    listed = list(columns)
    held, there = (", ".join(f"{side}.{one}" for one in listed) for side in ("held", "new"))
    return f"""UPDATE {live} held SET ({", ".join(listed)}) = ROW ({there}) FROM {new} new
        WHERE {same} AND ({held}) IS DISTINCT FROM ({there})"""  # noqa: S608


def _addition(live: str, new: str, same: str, columns: Iterable[str]) -> str:
    listed = ", ".join(columns)
    return f"""INSERT INTO {live} ({listed}) SELECT {listed} FROM {new} new
        WHERE NOT EXISTS (SELECT FROM {live} held WHERE {same})"""  # noqa: S608
