"""Lanes towards the national portal: many dossiers a message, and what each answer proves.

Under the extension each item is answered alone, with the digest of what was stored. A plain
portal takes a message whole or not at all: a refused one is halved until the item is found that
is refused, and an accepted dossier is confirmed by TraCuuHoSo, which proves no content.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import Error as DatabaseError

from motcua.exchange.clients.national import (
    DOSSIER,
    DUPLICATE,
    EARLY,
    GENERAL_FAULT,
    OK,
    PROGRESS,
    SYSTEM,
    UNKNOWN_DOSSIER,
    NationalPortal,
    portal,
)
from motcua.exchange.errors import ExchangeError, Malformed, Refused, Undelivered, Unreachable
from motcua.exchange.sending import Accepted, Item, Outcome, ToRender
from motcua.kernel import parity

LANES = 200
ROWS_A_DOSSIER = 50
MOST_ITEMS = 250
MOST_BYTES = 1_000_000
HALVINGS = 60  # enough to find several bad items among hundreds, too few to storm a sick portal
# the portal answers, but one of these items may be more than it can bear
DIVISIBLE = frozenset({"http_400", "http_413", "http_500", "malformed"})

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class NationalSender:
    """Delivers lanes to the national portal.

    ``render_items`` is given by the room that knows dossiers: it returns the fields of one
    ``data[]`` item for each delivery, or ``Unrenderable`` for what it cannot say truthfully.
    """

    render_items: Callable[[Sequence[ToRender]], Sequence[Fields | Exception]]
    mapping_version: int
    ask: Callable[[], NationalPortal] = portal
    lanes: int = LANES
    batch: int = ROWS_A_DOSSIER

    def render(self, deliveries: Sequence[ToRender]) -> Sequence[str | Exception]:
        """Render many at once; where that fails each alone, so that one fault stops no other."""
        try:
            items = self.render_items(deliveries)
        except DatabaseError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is kept as the reason
            if len(deliveries) == 1:
                return [fault]
            return [body for one in deliveries for body in self.render([one])]
        return [one if isinstance(one, Exception) else _written(one) for one in items]

    def send(self, kind: str, items: Sequence[Item]) -> Sequence[Outcome]:
        """Send frozen items; the outcomes are in the order of the items."""
        budget = iter(range(HALVINGS))
        outcomes: dict[int, Outcome] = {}
        for group in _messages(items):
            told = self._message(kind, [items[place] for place in group], budget)
            outcomes |= zip(group, told, strict=True)
        return [outcomes[place] for place in range(len(items))]

    def _message(
        self, kind: str, items: Sequence[Item], budget: Iterator[int]
    ) -> Sequence[Outcome]:
        data = [self._wire(item) for item in items]
        try:
            rows = self._integrated(kind, data, items[0].known)
            return _judged(kind, data, rows) if rows else self._confirmed(kind, data)
        except ExchangeError as fault:
            if len(items) > 1 and _divisible(fault, budget):
                half = len(items) // 2
                first = self._message(kind, items[:half], budget)
                return [*first, *self._message(kind, items[half:], budget)]
            return [_final(kind, fault, alone=len(items) == 1)] * len(items)

    def _wire(self, item: Item) -> Fields:
        fields: dict[str, Any] = json.loads(item.body)
        return fields if self.ask().extension else parity.plain(fields)

    def _integrated(self, kind: str, data: Sequence[Fields], known: bool) -> list[Any]:
        """Send; dossiers sent before but never answered go again as an update."""
        try:
            return self.ask().integrate(kind, data, updating=known)
        except Refused as refusal:
            if refusal.code not in DUPLICATE or (kind != DOSSIER and len(data) > 1):
                raise  # of several rows nobody says which one is the duplicate
        return self.ask().integrate(kind, data, updating=True) if kind == DOSSIER else []

    def _confirmed(self, kind: str, data: Sequence[Fields]) -> list[Outcome]:
        return [self._confirmation(kind, fields) for fields in data]

    def _confirmation(self, kind: str, fields: Fields) -> Outcome:
        if kind != DOSSIER:
            return Accepted()
        try:
            row = self.ask().looked_up(fields["MaHoSo"])
        except ExchangeError as fault:
            return fault
        if row is None:
            return Undelivered(SYSTEM, "not_confirmed")
        sent = fields.get("TrangThaiHoSo")
        if row.get("TrangThaiHoSo", sent) != sent:
            return Undelivered(SYSTEM, "other_status")
        return Accepted()


def _judged(kind: str, data: Sequence[Fields], rows: Sequence[Any]) -> list[Outcome]:
    """Read the answer's rows, one for each item; raises ``Malformed`` when they do not fit."""
    if len(rows) != len(data):
        raise Malformed(SYSTEM, f"{len(rows)} rows for {len(data)} items")
    return [_judgement(kind, fields, row) for fields, row in zip(data, rows, strict=True)]


def _judgement(kind: str, fields: Fields, row: Any) -> Outcome:
    if not isinstance(row, dict) or row.get("MaHoSo") != fields.get("MaHoSo"):
        raise Malformed(SYSTEM, "a row of another dossier")
    code = str(row.get(parity.CODE_KEY, ""))
    if code in OK:
        digest = parity.stored_digest(fields)
        if row.get(parity.STORED_KEY) == digest:
            return Accepted(digest)
        return Undelivered(SYSTEM, "wrong_digest")
    if code in UNKNOWN_DOSSIER and kind == PROGRESS:
        return Undelivered(SYSTEM, "unknown_dossier")
    if code in EARLY:
        return Undelivered(SYSTEM, "clocks_differ")
    if code in GENERAL_FAULT or not code:
        return Unreachable(SYSTEM, "general_fault")
    return Refused(SYSTEM, code, str(row.get(parity.MESSAGE_KEY, "")))


def _divisible(fault: ExchangeError, budget: Iterator[int]) -> bool:
    """Tell whether halves of the message may fare better; a duplicate is no bad item."""
    if isinstance(fault, Refused) and fault.code in DUPLICATE:
        return True
    if isinstance(fault, Refused) or fault.kind in DIVISIBLE:
        return next(budget, None) is not None
    return False


def _final(kind: str, fault: ExchangeError, *, alone: bool) -> Outcome:
    """What a fault means for an item; refused together with others, none is condemned."""
    if not isinstance(fault, Refused):
        return fault
    if fault.code in EARLY:
        return Undelivered(SYSTEM, "clocks_differ")
    if not alone:
        return Unreachable(SYSTEM, f"refused_{fault.code}")
    if kind == PROGRESS and fault.code in UNKNOWN_DOSSIER:
        return Undelivered(SYSTEM, "unknown_dossier")
    return fault


def _messages(items: Sequence[Item]) -> Iterator[list[int]]:
    """Yield the places of items that one message may carry: alike, not too many nor too long."""
    places = sorted(range(len(items)), key=lambda place: items[place].known)
    for _, alike in groupby(places, key=lambda place: items[place].known):
        group: list[int] = []
        length = 0
        for place in alike:
            size = len(items[place].body.encode())
            if group and (len(group) == MOST_ITEMS or length + size > MOST_BYTES):
                yield group
                group, length = [], 0
            group.append(place)
            length += size
        yield group


def _written(fields: Fields) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)
