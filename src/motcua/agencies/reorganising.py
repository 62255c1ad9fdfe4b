"""Merge, split and rename agencies from a day on, by a decision; and undo it.

Nothing is deleted: an agency that ends keeps its code and its past, and names who goes on in its
place. What is running there is re-homed by ``dossiers`` on the day itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.agencies.models import Agency, AgencyChange, AgencyName
from motcua.agencies.service import commune_serving, heir
from motcua.kernel.agency_codes import stands_within
from motcua.kernel.bad_input import BadInput

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class NewAgency:
    """An agency that begins; ``parent`` is the code above it, ``place_code`` what it serves."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: str | None = None
    place_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """Who orders a change, by which document, and the first day that it is in force."""

    on: date
    decision: str
    by: UUID
    by_name: str
    at: datetime


@transaction.atomic
def merge(codes: Sequence[str], into: NewAgency | str, order: Ordered) -> AgencyChange:
    """End ``codes`` with their units; a new or an existing agency goes on in their place."""
    taker = into if isinstance(into, str) else into.code
    ending = [code for code in codes if code != taker]
    if not ending:
        raise BadInput("Chọn ít nhất một cơ quan được sáp nhập vào cơ quan khác")
    return _replaced(
        AgencyChange.Kind.MERGED, ending, [] if isinstance(into, str) else [into], taker, order
    )


@transaction.atomic
def split(code: str, parts: Sequence[NewAgency], order: Ordered) -> AgencyChange:
    """End ``code``; its parts begin, and the first of them takes over what is running."""
    if len(parts) < 2:
        raise BadInput("Chia, tách thì phải có từ hai cơ quan mới trở lên")
    return _replaced(AgencyChange.Kind.SPLIT, [code], parts, parts[0].code, order)


@transaction.atomic
def rename(code: str, name: str, short_name: str, order: Ordered) -> AgencyChange:
    agency = _in_force([code], order.on)[0]
    if not AgencyName.objects.filter(agency=agency).exists():
        _remember_name(agency, agency.name, agency.short_name, agency.valid_from)
    _remember_name(agency, name, short_name or name, order.on)
    change = _change(AgencyChange.Kind.RENAMED, [agency], [], order)
    apply_names(order.at.date())
    return change


@transaction.atomic
def undo(change_id: int, now: datetime) -> AgencyChange:
    """Put every agency back as it was; those that began with the change end before they began.

    What was filed with those that began goes to the first of the agencies that are back.
    """
    change = AgencyChange.objects.select_for_update().get(id=change_id)
    if change.undone_at is not None:
        return change
    for was in change.before:
        values = {**was, "valid_to": was["valid_to"] and date.fromisoformat(was["valid_to"])}
        Agency.objects.filter(code=values.pop("code")).update(**values)
        AgencyName.objects.filter(agency_id=was["code"], valid_from=change.on).delete()
    Agency.objects.filter(code__in=change.made).update(
        valid_to=change.on - ONE_DAY, successor_id=change.before[0]["code"]
    )
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    commune_serving.cache_clear()
    return change


def apply_names(today: date) -> int:
    """Let every agency bear the name in force today; returns how many changed. Runs each day."""
    changed = 0
    rows = AgencyName.objects.filter(valid_from__lte=today).order_by("agency_id", "valid_from")
    for row in {row.agency_id: row for row in rows}.values():
        other = Agency.objects.filter(code=row.agency_id).exclude(name=row.name)
        changed += other.update(name=row.name, short_name=row.short_name)
    return changed


def changes(root: str) -> list[AgencyChange]:
    """Return the changes of agencies at or below ``root``, the latest day first."""
    rows = AgencyChange.objects.order_by("-on", "-id")
    return [one for one in rows if all(stands_within(was["code"], root) for was in one.before)]


@dataclass(frozen=True)
class Move:
    """Whose work goes to whom, by which change (its id and the document that orders it)."""

    agency: str
    heir: str
    change: int
    decision: str


def moves(today: date) -> list[Move]:
    """Return where the work of agencies goes that are no longer in force today."""
    found = []
    for change in AgencyChange.objects.exclude(kind=AgencyChange.Kind.RENAMED).order_by("id"):
        ended = [was["code"] for was in change.before] if not change.undone_at else change.made
        if change.on > today and not change.undone_at:
            continue
        for code in ended:
            taker = heir(code, today)
            if taker and taker != code:
                found.append(Move(code, taker, change.id, change.decision))
    return found


def undone() -> frozenset[int]:
    """Return the ids of the changes that were undone."""
    rows = AgencyChange.objects.exclude(undone_at=None)
    return frozenset(rows.values_list("id", flat=True))


def _replaced(
    kind: str, ending: Sequence[str], beginning: Sequence[NewAgency], taker: str, order: Ordered
) -> AgencyChange:
    touched = _in_force(ending, order.on - ONE_DAY)
    change = _change(kind, touched, [new.code for new in beginning], order)
    for new in beginning:
        _begin(new, order.on)
    _in_force([taker], order.on)
    for agency in touched:
        agency.valid_to = order.on - ONE_DAY
        agency.successor_id = taker
    Agency.objects.bulk_update(touched, ["valid_to", "successor"])
    commune_serving.cache_clear()
    return change


def _begin(new: NewAgency, on: date) -> None:
    if Agency.objects.filter(code=new.code).exists():
        raise BadInput(f"Mã định danh {new.code} đã được dùng. Mã cũ không được cấp lại")
    Agency.objects.create(
        code=new.code, name=new.name, short_name=new.short_name or new.name, kind=new.kind,
        parent_id=new.parent, place_code=new.place_code, valid_from=on,
    )  # fmt: skip


def _in_force(codes: Iterable[str], on: date) -> list[Agency]:
    """Lock agencies with their units as of a day; raises ``BadInput`` for one that is not there."""
    wanted = list(codes)
    named = Q(code__in=wanted)
    for code in wanted:
        named |= Q(code__startswith=f"{code}.")
    rows = Agency.objects.select_for_update().filter(
        named, Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    )
    found = list(rows.order_by("code"))
    missing = set(wanted) - {agency.code for agency in found}
    if missing:
        raise BadInput(f"Ngày {on:%d/%m/%Y} không có cơ quan mang mã {min(missing)}")
    return found


def _change(kind: str, touched: Iterable[Agency], made: list[str], order: Ordered) -> AgencyChange:
    if not order.decision.strip():
        raise BadInput("Nhập số, ngày và cơ quan ban hành văn bản sắp xếp")
    return AgencyChange.objects.create(
        kind=kind, on=order.on, decision=order.decision.strip()[:200],
        before=[_as_it_was(agency) for agency in touched], made=made,
        by=order.by, by_name=order.by_name, at=order.at,
    )  # fmt: skip


def _as_it_was(agency: Agency) -> dict[str, Any]:
    return {
        "code": agency.code,
        "name": agency.name,
        "short_name": agency.short_name,
        "valid_to": agency.valid_to and agency.valid_to.isoformat(),
        "successor_id": agency.successor_id,
    }


def _remember_name(agency: Agency, name: str, short_name: str, since: date) -> None:
    AgencyName.objects.update_or_create(
        agency=agency, valid_from=since, defaults={"name": name, "short_name": short_name}
    )
