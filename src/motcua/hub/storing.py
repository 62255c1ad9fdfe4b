"""Keep what was received: accepted messages with their items, and what was refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection

from motcua.hub.codes import Answer, Refusal
from motcua.hub.models import DeadLetter, HubAccount
from motcua.hub.reading import Dossier, Progress, code_as_told

T = TypeVar("T", Dossier, Progress)
A_DAY = timedelta(days=1)
LONGEST_KEPT = 64 * 1024
LONGEST_KEPT_OF_STRANGERS = 4 * 1024
_STORE = """
WITH message AS (
    INSERT INTO hub_message (received_at, account_id, service, accepted, body, digest)
    VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
), items AS (
    INSERT INTO hub_messageitem (message_id, position, dossier, sequence, digest)
    SELECT message.id, item.position, item.dossier, item.sequence, item.digest
    FROM message, json_to_recordset(%s::json)
        AS item(position int, dossier text, sequence int, digest text)
)
SELECT id FROM message
"""


@dataclass(frozen=True)
class Accepted(Generic[T]):
    """An item as it came, its place in ``data`` from 0, and what was read."""

    position: int
    told: Any
    item: T


@dataclass(frozen=True)
class Refused:
    """An item as it came, and why it is refused."""

    told: Any
    refusal: Refusal


def store(
    account: HubAccount, service: str, body: str, accepted: Sequence[Accepted[T]], now: datetime
) -> int:
    """Keep a message as received and which of its items were accepted; returns its number."""
    return _store(account, service, body, len(accepted), [_kept(one) for one in accepted], now)


def store_whole(account: HubAccount, service: str, body: str, count: int, now: datetime) -> None:
    """Keep a message of which nothing is folded into dossiers."""
    _store(account, service, body, count, [], now)


def _store(
    account: HubAccount, service: str, body: str, count: int, kept: list[dict[str, Any]],
    now: datetime,
) -> int:  # fmt: skip
    digest = hashlib.sha256(body.encode()).hexdigest()
    values: list[Any] = [now, account.username, service, count, body, digest, json.dumps(kept)]
    with connection.cursor() as cursor:
        cursor.execute(_STORE, values)
        return int(cursor.fetchone()[0])


def keep_refused_items(
    account: HubAccount, service: str, refused: Iterable[Refused], now: datetime
) -> None:
    refused = list(refused)
    known = _kept_as_early(
        account, [one for one in refused if one.refusal.code == Answer.EARLY], now
    )
    DeadLetter.objects.bulk_create(
        DeadLetter(
            received_at=now,
            account=account,
            service=service,
            dossier=_clean(code_as_told(one.told)),
            code=one.refusal.code.value,
            reason=_clean(one.refusal.reason),
            body=_clean(_text(one.told))[:LONGEST_KEPT],
        )
        for one in refused
        if (service, _clean(code_as_told(one.told)), one.refusal.code.value) not in known
    )


def keep_refused_message(
    account: HubAccount | None, service: Any, body: str, refusal: Refusal, now: datetime
) -> None:
    longest = LONGEST_KEPT if account else LONGEST_KEPT_OF_STRANGERS
    letter = {
        "account": account,
        "service": _clean(service)[:40] if isinstance(service, str) else "",
        "code": refusal.code.value,
        "reason": _clean(refusal.reason),
        "body": _clean(body[:longest]),
    }
    lately = DeadLetter.objects.filter(received_at__gt=now - A_DAY, **letter)
    if refusal.code != Answer.EARLY or not lately.exists():
        DeadLetter.objects.create(received_at=now, **letter)


def _kept_as_early(
    account: HubAccount, early: Sequence[Refused], now: datetime
) -> set[tuple[str, str, str]]:
    """Return (service, dossier, code) of what was kept within a day: it is sent until its time."""
    if not early:
        return set()
    kept = DeadLetter.objects.filter(
        account=account, code=Answer.EARLY.value, received_at__gt=now - A_DAY,
        dossier__in={_clean(code_as_told(one.told)) for one in early},
    )  # fmt: skip
    return set(kept.values_list("service", "dossier", "code"))


def _kept(one: Accepted[T]) -> dict[str, Any]:
    return {
        "position": one.position,
        "dossier": one.item.code,
        "sequence": one.item.sequence,
        "digest": one.item.digest,
    }


def _text(item: Any) -> str:
    try:
        return json.dumps(item, ensure_ascii=False)
    except RecursionError:
        return ""


def _clean(text: str) -> str:
    """Return text that PostgreSQL can hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
