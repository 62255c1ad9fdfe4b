"""Take messages of our own extension of the wire (``motcua-1``): each item is judged alone.

An item that is refused is kept as a dead letter and holds up no other. The answer has a row for
each item, with the digest of what was stored; the node compares it with what it sent. An item
that was stored before changes nothing and gets the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction

from motcua.hub import folding, reading, receiving, storing
from motcua.hub.codes import Answer, Refusal
from motcua.hub.folding import Heard
from motcua.hub.models import HubAccount, HubDossier
from motcua.hub.reading import Dossier, Progress
from motcua.hub.storing import Accepted, Refused
from motcua.kernel import parity

Rows = list[dict[str, Any]]
T = TypeVar("T", Dossier, Progress)
_THERE = """
SELECT step.dossier_id, step.sequence, step.digest FROM hub_hubprogress step
JOIN json_to_recordset(%s::json) AS item(code text, sequence int)
    ON item.code = step.dossier_id AND item.sequence = step.sequence
"""


def is_spoken(asked: Mapping[str, Any]) -> bool:
    """Whether a message carries the extension and this hub knows it."""
    return settings.HUB_EXTENSION and asked.get(parity.ENVELOPE_KEY) == parity.EXTENSION


def receive_dossiers(account: HubAccount, data: Any, body: str, now: datetime) -> Rows:
    """Take DongBoHoSoMC; a snapshot older than what is held is stored and not folded."""
    judged = _judged(account, data, reading.dossier, now)
    good = _accepted(judged)
    with transaction.atomic():
        held = _held([one.item.code for one in good])
        new = [one for one in good if held.get(one.item.code) != _mark(one.item)]
        if new:
            number = storing.store(account, receiving.DOSSIERS, body, new, now)
            folding.fold_dossiers([Heard(one.item, number, now) for one in new])
        storing.keep_refused_items(account, receiving.DOSSIERS, _refused(judged), now)
    return [_answer(one) for one in judged]


def receive_progress(account: HubAccount, data: Any, body: str, now: datetime) -> Rows:
    """Take CapNhatTienDoHoSoMC; steps of a dossier that is not known are refused."""
    read = _judged(account, data, reading.progress, now)
    with transaction.atomic():
        known = receiving.locked({one.item.code for one in _accepted(read)})
        judged = [_of_known(one, known) for one in read]
        new = _not_there_yet(_accepted(judged))
        if new:
            number = storing.store(account, receiving.PROGRESS, body, new, now)
            folding.fold_steps([Heard(one.item, number, now) for one in new])
        storing.keep_refused_items(account, receiving.PROGRESS, _refused(judged), now)
    return [_answer(one) for one in judged]


def _judged(
    account: HubAccount, data: Any, read: Callable[[Any, datetime, int], T], now: datetime
) -> list[Accepted[T] | Refused]:
    judged: list[Accepted[T] | Refused] = []
    for position, told in enumerate(receiving.items_of(data)):
        try:
            item = read(told, now, reading.sequence(told))
            receiving.check_own(account, item.root)
            judged.append(Accepted(position, told, item))
        except Refusal as refusal:
            judged.append(Refused(told, refusal))
    return judged


def _of_known(
    one: Accepted[Progress] | Refused, known: frozenset[str]
) -> Accepted[Progress] | Refused:
    if isinstance(one, Accepted):
        try:
            receiving.check_known(one.item, known)
        except Refusal as refusal:
            return Refused(one.told, refusal)
    return one


def _accepted(judged: Sequence[Accepted[T] | Refused]) -> list[Accepted[T]]:
    return [one for one in judged if isinstance(one, Accepted)]


def _refused(judged: Sequence[Accepted[T] | Refused]) -> list[Refused]:
    return [one for one in judged if isinstance(one, Refused)]


def _held(codes: Sequence[str]) -> dict[str, tuple[int, str]]:
    rows = HubDossier.objects.filter(code__in=codes).values_list("code", "sequence", "digest")
    return {code: (sequence, digest) for code, sequence, digest in rows}


def _mark(item: Dossier) -> tuple[int, str]:
    return item.sequence, item.digest


def _not_there_yet(steps: Sequence[Accepted[Progress]]) -> list[Accepted[Progress]]:
    asked = json.dumps([{"code": one.item.code, "sequence": one.item.sequence} for one in steps])
    with connection.cursor() as cursor:
        cursor.execute(_THERE, [asked])
        there = set(cursor.fetchall())
    marks = ((one.item.code, one.item.sequence, one.item.digest) for one in steps)
    return [one for one, mark in zip(steps, marks, strict=True) if mark not in there]


def _answer(one: Accepted[T] | Refused) -> dict[str, Any]:
    code = reading.code_as_told(one.told)
    if isinstance(one, Accepted):
        return _row(code, one.item.sequence, digest=one.item.digest)
    sequence = one.told.get(parity.SEQUENCE_KEY) if isinstance(one.told, dict) else 0
    return _row(code, sequence if isinstance(sequence, int) else 0, one.refusal)


def _row(
    code: str, sequence: int, refusal: Refusal | None = None, digest: str = ""
) -> dict[str, Any]:
    return {
        "MaHoSo": code,
        parity.SEQUENCE_KEY: sequence,
        parity.CODE_KEY: refusal.code.value if refusal else Answer.OK.value,
        parity.MESSAGE_KEY: refusal.reason if refusal else "",
        parity.STORED_KEY: digest,
    }
