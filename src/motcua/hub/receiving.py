"""Store what a province or ministry sends, then fold it. One transaction a message.

The same message twice leaves the same rows; a message is taken whole or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.hub import reading
from motcua.hub.codes import Answer, Refusal
from motcua.hub.models import HubAccount, HubDossier, HubProgress, Message

DOSSIERS = "DongBoHoSoMC"
PROGRESS = "CapNhatTienDoHoSoMC"
MOST_ITEMS = 500
_KEPT_WHEN_UPDATED = ("code", "first_heard_at")
_UPDATED = [
    field.name for field in HubDossier._meta.concrete_fields if field.name not in _KEPT_WHEN_UPDATED
]


def receive_dossiers(
    account: HubAccount, data: Any, body: str, now: datetime, *, updating: bool
) -> None:
    """Take DongBoHoSoMC; raises ``Refusal``. A first sending of a known dossier is a duplicate."""
    items = {one.code: one for one in map(reading.dossier, _items(data))}
    _only_own(account, [one.root for one in items.values()])
    with transaction.atomic():
        known = set(_locked(items))
        if known and not updating:
            raise Refusal(Answer.DUPLICATE, f"Hồ sơ {min(known)} đã tồn tại")
        message = _stored(account, DOSSIERS, sorted(items), body, now)
        rows = [
            HubDossier(**asdict(one), first_heard_at=now, last_heard_at=now, message=message)
            for one in items.values()
        ]
        HubDossier.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["code"], update_fields=_UPDATED
        )


def receive_progress(account: HubAccount, data: Any, body: str, now: datetime) -> None:
    """Take CapNhatTienDoHoSoMC; raises ``Refusal``. Rows that are there already are left."""
    items = [reading.progress(one) for one in _items(data)]
    _only_own(account, [one.root for one in items])
    codes = {one.dossier for one in items}
    with transaction.atomic():
        if missing := codes - set(_locked(codes)):
            reason = f"Hồ sơ {min(missing)} chưa được đồng bộ"
            raise Refusal(Answer.UNKNOWN_DOSSIER, reason)
        new = _not_there_yet(items)
        if not new:
            raise Refusal(Answer.DUPLICATE, "Tiến độ đã tồn tại")
        message = _stored(account, PROGRESS, sorted(codes), body, now)
        HubProgress.objects.bulk_create(
            HubProgress(
                dossier_id=one.dossier, digest=one.digest, at=one.at, status=one.status,
                handler=one.handler, title=one.title, unit=one.unit, content=one.content,
                message=message,
            )
            for one in new
        )  # fmt: skip
        HubDossier.objects.filter(code__in=codes).update(last_heard_at=now)


def _items(data: Any) -> Sequence[Any]:
    if not isinstance(data, list) or not data:
        raise Refusal(Answer.CONTENT, "Trường data phải là một danh sách có ít nhất một phần tử")
    if len(data) > MOST_ITEMS:
        raise Refusal(Answer.CONTENT, f"Trường data có quá {MOST_ITEMS} phần tử")
    return data


def _only_own(account: HubAccount, roots: Sequence[str]) -> None:
    if others := set(roots) - {account.agency}:
        raise Refusal(Answer.AGENCY, f"Mã hồ sơ thuộc đơn vị {min(others)}")


def _locked(codes: Any) -> list[str]:
    """Return which dossiers are known, their rows locked in order of code."""
    rows = HubDossier.objects.select_for_update().filter(code__in=list(codes)).order_by("code")
    return [row.code for row in rows]


def _not_there_yet(items: Sequence[reading.Progress]) -> list[reading.Progress]:
    once = {(one.dossier, one.digest): one for one in items}
    there = HubProgress.objects.filter(digest__in=[digest for _, digest in once])
    for key in there.values_list("dossier_id", "digest"):
        once.pop(key, None)
    return list(once.values())


def _stored(
    account: HubAccount, service: str, codes: Sequence[str], body: str, now: datetime
) -> Message:
    return Message.objects.create(
        received_at=now,
        account=account,
        service=service,
        dossiers=list(codes),
        body=body,
        digest=hashlib.sha256(body.encode()).hexdigest(),
    )
