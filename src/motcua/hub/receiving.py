"""Take what a province or ministry sends on the plain wire. One transaction a message.

A message is taken whole or not at all. The wire has no sequence: what arrives later is newer,
unless it tells of times long before those that are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.hub import folding, reading, storing
from motcua.hub.codes import Answer, Refusal
from motcua.hub.folding import Heard
from motcua.hub.models import HubAccount, HubDossier, HubProgress
from motcua.hub.storing import Accepted, T

DOSSIERS = "DongBoHoSoMC"
PROGRESS = "CapNhatTienDoHoSoMC"
MOST_ITEMS = 500
REPLAY = timedelta(days=30)


def receive_dossiers(
    account: HubAccount, data: Any, body: str, now: datetime, *, updating: bool
) -> None:
    """Take DongBoHoSoMC; raises ``Refusal``. A first sending of a known dossier is a duplicate."""
    items = [reading.dossier(one, now) for one in items_of(data)]
    for one in items:
        check_own(account, one.root)
    held = HubDossier.objects.filter(code__in=[one.code for one in items])
    known = dict(held.values_list("code", "news_at"))
    if known and not updating:
        raise Refusal(Answer.DUPLICATE, f"Hồ sơ {min(known)} đã tồn tại")
    for one in items:
        _check_not_replayed(one, known.get(one.code))
    with transaction.atomic():
        number = storing.store(account, DOSSIERS, body, _all(items), now)
        folding.fold_dossiers([Heard(one, number, now) for one in items])


def receive_progress(account: HubAccount, data: Any, body: str, now: datetime) -> None:
    """Take CapNhatTienDoHoSoMC; raises ``Refusal``. Rows that are there already are left."""
    items = [reading.progress(one, now) for one in items_of(data)]
    for one in items:
        check_own(account, one.root)
    with transaction.atomic():
        known = locked({one.code for one in items})
        for one in items:
            check_known(one, known)
        if _all_there(items):
            raise Refusal(Answer.DUPLICATE, "Tiến độ đã tồn tại")
        number = storing.store(account, PROGRESS, body, _all(items), now)
        folding.fold_steps([Heard(one, number, now) for one in items])


def items_of(data: Any) -> list[Any]:
    if not isinstance(data, list) or not data:
        raise Refusal(Answer.CONTENT, "Trường data phải là một danh sách có ít nhất một phần tử")
    if len(data) > MOST_ITEMS:
        raise Refusal(Answer.CONTENT, f"Trường data có quá {MOST_ITEMS} phần tử")
    return data


def check_own(account: HubAccount, root: str) -> None:
    if root != account.agency:
        raise Refusal(Answer.AGENCY, f"Mã hồ sơ thuộc đơn vị {root}")


def check_known(item: reading.Progress, known: frozenset[str]) -> None:
    if item.code not in known:
        raise Refusal(Answer.UNKNOWN_DOSSIER, f"Hồ sơ {item.code} chưa được đồng bộ")


def locked(codes: Iterable[str]) -> frozenset[str]:
    """Return which dossiers are known, their rows locked in order of code."""
    rows = HubDossier.objects.select_for_update().filter(code__in=list(codes)).order_by("code")
    return frozenset(rows.values_list("code", flat=True))


def _check_not_replayed(item: reading.Dossier, news_at: datetime | None) -> None:
    if item.news_at and news_at and item.news_at < news_at - REPLAY:
        reason = f"Hồ sơ {item.code}: bản tin cũ hơn dữ liệu đã nhận quá {REPLAY.days} ngày"
        raise Refusal(Answer.REPLAYED, reason)


def _all(items: Sequence[T]) -> list[Accepted[T]]:
    return [Accepted(position, None, one) for position, one in enumerate(items)]


def _all_there(items: Sequence[reading.Progress]) -> bool:
    told = {(one.code, one.digest) for one in items}
    there = HubProgress.objects.filter(
        dossier__in={code for code, _ in told}, digest__in=[digest for _, digest in told]
    )
    return told <= set(there.values_list("dossier_id", "digest"))
