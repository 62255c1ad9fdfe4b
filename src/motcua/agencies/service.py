"""Public door of agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from motcua.agencies.models import Agency


def agency(code: str) -> Agency:
    """Return one agency; raises ``Agency.DoesNotExist``."""
    return Agency.objects.get(code=code)


def names(codes: Iterable[str]) -> dict[str, str]:
    """Return code → full name in one query."""
    return dict(Agency.objects.filter(code__in=set(codes)).values_list("code", "name"))


@lru_cache(maxsize=4096)
def commune_serving(place_code: str, on: date) -> str | None:
    """Return the code of the People's Committee (UBND xã) that serves a commune on a day.

    Where the agency of a place has been merged, its successor serves. Remembered by each
    process: changes are made for a later day, and another day is asked anew.
    """
    begun = Agency.objects.filter(place_code=place_code, kind="commune", valid_from__lte=on)
    last = begun.order_by("-valid_from", "code").values_list("code", flat=True).first()
    return heir(last, on) if last else None


def communes(on: date) -> list[Agency]:
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    return list(
        Agency.objects.filter(in_force, kind="commune", valid_from__lte=on).order_by("code")
    )


def successor(code: str, on: date) -> Agency | None:
    """Return the agency that has taken over by a day, or None when there is none."""
    found: Agency | None = None
    passed: set[str] = set()
    while code not in passed:
        passed.add(code)
        ended = Agency.objects.filter(code=code, valid_to__lt=on).select_related("successor")
        if (here := ended.first()) is None or here.successor is None:
            break
        found, code = here.successor, here.successor.code
    return found


def heir(code: str, on: date) -> str | None:
    """Return the code of who does an agency's work on a day: itself, or who took its place.

    None when it has ended and nobody was named.
    """
    last = successor(code, on) or Agency.objects.filter(code=code).first()
    return last.code if last and (last.valid_to is None or last.valid_to >= on) else None


def predecessors(code: str, on: date) -> list[str]:
    """Return the codes of the agencies that one has taken over by a day, in order."""
    found: set[str] = set()
    newest = {code}
    while newest:
        ended = Agency.objects.filter(successor__in=newest, valid_to__lt=on).exclude(code=code)
        newest = set(ended.values_list("code", flat=True)) - found
        found |= newest
    return sorted(found)


def below(code: str, on: date) -> list[Agency]:
    """Return an agency and all units under it in force on a day, in order of code."""
    own = Q(code=code) | Q(code__startswith=f"{code}.")
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    return list(Agency.objects.filter(own, in_force, valid_from__lte=on).order_by("code"))


def load(rows: Iterable[Mapping[str, Any]]) -> int:
    """Bring the tree to what ``rows`` say (parents first); returns how many rows were read."""
    count = 0
    for row in rows:
        values = {**row, "short_name": row.get("short_name") or row["name"]}
        Agency.objects.update_or_create(code=values.pop("code"), defaults=values)
        count += 1
    commune_serving.cache_clear()
    return count
