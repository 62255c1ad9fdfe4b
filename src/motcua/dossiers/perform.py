"""Do one command: one transaction with events, current row, deliveries and the follow-up job."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from motcua.accounts.actors import Actor
from motcua.dossiers import chain, follow, outgoing, reading, rows, writing
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent, kept
from motcua.dossiers.decide import decide
from motcua.dossiers.errors import CommandReused, DossierNotFound, StaleDossier
from motcua.dossiers.events import Event
from motcua.dossiers.evolve import evolve
from motcua.dossiers.models import Content, DossierRow, EventRow
from motcua.dossiers.reading_law import law_of
from motcua.dossiers.signers import refuse_ended_certificate, refuse_ended_seal
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import Action

_REMEMBER = """
INSERT INTO dossiers_commandreceipt (actor, command_id, digest, dossier_code, at)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (actor, command_id) DO NOTHING
"""
_RECALL = """
SELECT digest, dossier_code FROM dossiers_commandreceipt WHERE actor = %s AND command_id = %s
"""


@dataclass(frozen=True)
class Held:
    """A dossier whose row the present transaction has locked, and the hash of its last event."""

    dossier: Dossier
    head: str


def perform(
    code: str,
    command: Command,
    actor: Actor,
    *,
    command_id: UUID,
    now: datetime,
    contents: Sequence[NewContent] = (),
    seen: int | None = None,
) -> Dossier:
    """Do ``command`` to the dossier ``code`` and return it as it is afterwards.

    ``command_id`` is unique per actor: sent again it changes nothing and returns the dossier.
    ``seen`` is the number of the last event that the actor had on screen. Raises
    ``ActionRefused``, ``StaleDossier``, ``CommandReused`` or ``DossierNotFound``.
    """
    with transaction.atomic():
        after = perform_on(
            locked(code),
            command,
            actor,
            command_id=command_id,
            now=now,
            contents=contents,
            seen=seen,
        )
    return after.dossier


def locked(code: str) -> Held:
    """Lock a dossier in the caller's transaction; raises ``DossierNotFound``."""
    row = reading.one(DossierRow, lock=True, code=code)
    if row is None:
        raise DossierNotFound
    return Held(rows.state(row), row.head)


def perform_on(
    held: Held,
    command: Command,
    actor: Actor,
    *,
    command_id: UUID,
    now: datetime,
    contents: Sequence[NewContent] = (),
    seen: int | None = None,
) -> Held:
    """Do what ``perform`` does, in the transaction that holds the dossier's row."""
    before = held.dossier
    code = before.code
    if not remember(actor, command_id, body_digest(code, command, contents), code, now):
        return held
    if seen is not None and seen != before.seq:
        raise StaleDossier
    command = with_refs(command, contents)
    if command.action == Action.SIGN:
        refuse_ended_certificate(actor, now)
    if command.action == Action.ISSUE:
        refuse_ended_seal(before.competent_agency, now)
    events = decide(before, command, actor, now, law_of(before, now))
    return _record(held, events, kept(code, contents, now), now)


def with_refs(command: Command, contents: Sequence[NewContent]) -> Command:
    return Command(
        action=command.action,
        facts=command.facts,
        content=tuple(c.ref for c in contents),
        until=command.until,
    )


def body_digest(code: str, command: Command, contents: Sequence[NewContent]) -> str:
    """Return the SHA-256 of what a command says, without the ids that each attempt draws."""
    said = [code, command.action, dict(command.facts), str(command.until)]
    written = [[c.kind, c.body] for c in contents]
    text = json.dumps([said, written], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def remember(actor: Actor, command_id: UUID, digest: str, code: str, now: datetime) -> bool:
    """Note the command; False when this very command was done before."""
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, [actor.holder, command_id, digest, code, now])
        if cursor.rowcount:
            return True
    recall(actor, command_id, digest)
    return False


def recall(actor: Actor, command_id: UUID, digest: str = "") -> str | None:
    """Return the code of the dossier that a command made, when it was done before.

    Raises ``CommandReused`` when what was done then is not what ``digest`` stands for.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RECALL, [actor.holder, command_id])
        found = cursor.fetchone()
    if found and digest not in ("", found[0]):
        raise CommandReused
    return found[1] if found else None


def chain_events(
    code: str, first_seq: int, head: str, events: Sequence[Event]
) -> tuple[list[EventRow], str]:
    """Return the rows of new events behind ``head``, and the new head of the chain."""
    written = []
    for seq, event in enumerate(events, start=first_seq):
        text = chain.canonical(code, seq, event)
        head = chain.link(head, text)
        written.append(
            EventRow(
                id=chain.event_id(code, seq), dossier_id=code, seq=seq, kind=event.kind,
                at=event.at, text=text, hash=head,
            )
        )  # fmt: skip
    return written, head


def numbered(events: Sequence[Event], after: Dossier) -> list[tuple[int, Event]]:
    """Return each of the events that led to ``after`` behind its number in the dossier."""
    return list(enumerate(events, start=after.seq - len(events) + 1))


def _record(
    held: Held, events: Sequence[Event], contents: Sequence[Content], now: datetime
) -> Held:
    before = after = held.dossier
    for event in events:
        after = evolve(after, event)
    written, head = chain_events(before.code, before.seq + 1, held.head, events)
    changed = {**rows.changed_columns(before, after), "head": head}
    new = numbered(events, after)
    with writing.together():
        writing.insert_and_change([*written, *contents], before.code, changed)
        outgoing.post(before.code, new, now, after)
        follow.queue(before.code, new)
    return Held(after, head)
