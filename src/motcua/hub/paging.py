"""Lists that are read page by page from where the last one ended, however long they are.

Nothing is counted and nothing is skipped: a page is one range of an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

SIZE = 50


@dataclass(frozen=True)
class Order:
    """By a moment and, within it, by a unique field; ``newest_first`` turns both around."""

    moment: str
    tie: str
    newest_first: bool = True


@dataclass(frozen=True)
class Page:
    """``after`` is where the next page begins, empty at the end."""

    rows: list[Any]
    after: str
    is_first: bool


def read(request: HttpRequest, found: QuerySet[Any], order: Order) -> Page:
    """Return the page that the request asks for; what cannot be read is the first one."""
    sign = "-" if order.newest_first else ""
    ordered = found.order_by(f"{sign}{order.moment}", f"{sign}{order.tie}")
    place = _place(request.GET.get("after", ""))
    if place:
        ordered = ordered.filter(_beyond(order, *place))
    rows = list(ordered[: SIZE + 1])
    after = _told(rows[SIZE - 1], order) if len(rows) > SIZE else ""
    return Page(rows[:SIZE], after, is_first=place is None)


def _beyond(order: Order, moment: datetime, tie: str) -> Q:
    side = "lt" if order.newest_first else "gt"
    bound = Q(**{f"{order.moment}__{side}e": moment})  # what the index is entered by
    return bound & (Q(**{f"{order.moment}__{side}": moment}) | Q(**{f"{order.tie}__{side}": tie}))


def _told(row: Any, order: Order) -> str:
    return f"{getattr(row, order.moment).isoformat()}~{getattr(row, order.tie)}"


def _place(told: str) -> tuple[datetime, str] | None:
    moment, _, tie = told.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, tie) if at.tzinfo and tie and "\x00" not in tie else None
