"""Many dossiers that nobody has told the national side: one is made by use cases, then copied."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from motcua.dossiers.chain import event_id
from motcua.dossiers.commands import Command
from motcua.dossiers.models import Content, DossierRow, EventRow, Party
from motcua.dossiers.perform import perform
from motcua.dossiers.table import Action
from motcua.dossiers.tests.births import declared
from motcua.dossiers.tests.cast import RECEIVER
from motcua.exchange.models import Delivery, Lane
from motcua.kernel import clock


def make(count: int) -> int:
    """Fill the node with ``count`` received dossiers; returns how many deliveries wait."""
    now = clock.now()
    code = declared(now, child="Bùi Khà Minh An")
    act = Command(action=Action.RECEIVE)
    perform(code, act, RECEIVER, command_id=uuid4(), now=now)
    with transaction.atomic():
        for first in range(2, count + 1, 1000):
            last = min(first + 999, count)
            codes = [f"{code[:-4]}{number:04}" for number in range(first, last + 1)]
            _copy(code, codes, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Delivery.objects.count()


def _copy(code: str, codes: list[str], now: datetime) -> None:
    row = DossierRow.objects.get(code=code)
    DossierRow.objects.bulk_create(
        _like(row, code=one, subject_key=one.rjust(64, "0")) for one in codes
    )
    for event in EventRow.objects.filter(dossier_id=code):
        EventRow.objects.bulk_create(
            _like(
                event, id=event_id(one, event.seq), dossier_id=one,
                text=event.text.replace(code, one),
            )
            for one in codes
        )  # fmt: skip
    for model, fresh in ((Party, {"id": None}), (Content, {})):
        for old in model.objects.filter(dossier_code=code):
            made = (fresh or {"id": uuid4()} for _ in codes)
            model.objects.bulk_create(
                _like(old, dossier_code=one, **own) for one, own in zip(codes, made, strict=True)
            )
    _copy_lanes(code, codes)


def _copy_lanes(code: str, codes: list[str]) -> None:
    lane = Lane.objects.get(destination="national", dossier=code)
    lanes = Lane.objects.bulk_create(_like(lane, id=None, dossier=one) for one in codes)
    seqs = {event_id(code, seq): seq for seq in range(1, 10)}
    for delivery in Delivery.objects.filter(lane=lane).order_by("ordinal"):
        seq = seqs[delivery.cause]
        Delivery.objects.bulk_create(
            _like(delivery, id=None, lane_id=made.id, cause=event_id(made.dossier, seq))
            for made in lanes
        )


def _like(row: Any, **changes: Any) -> Any:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, **changes})
