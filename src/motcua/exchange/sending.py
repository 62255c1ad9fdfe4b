"""What a destination of deliveries has to do, and what its answers mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import Error as DatabaseError

from motcua.exchange.errors import ExchangeError, Malformed, Unreachable


@dataclass(frozen=True)
class ToRender:
    """What a mapping is asked to put into the destination's words."""

    dossier: str
    ordinal: int
    kind: str
    cause: UUID


@dataclass(frozen=True)
class Item:
    """A frozen body on its way; ``known`` says that the destination has the dossier already."""

    dossier: str
    body: str
    known: bool


@dataclass(frozen=True)
class Accepted:
    """The item is there; ``stored`` is the digest of it that the other side told, if it did."""

    stored: str = ""


Outcome = Accepted | ExchangeError


class Sender(Protocol):
    """One destination, put together by the composition root.

    ``mapping_version`` grows when ``render`` was corrected; ``lanes`` is how many dossiers one
    round serves together, ``batch`` how many progress rows of one dossier. ``render`` returns a
    body or the fault for each delivery, ``send`` an outcome for each item; ``Refused`` means that
    this very item is refused for good, every other fault that it is to be tried again.
    """

    @property
    def mapping_version(self) -> int: ...

    @property
    def lanes(self) -> int: ...

    @property
    def batch(self) -> int: ...

    def render(self, deliveries: Sequence[ToRender]) -> Sequence[str | Exception]: ...

    def send(self, kind: str, items: Sequence[Item]) -> Sequence[Outcome]: ...


def rendered_apart(
    render: Callable[[ToRender], str], deliveries: Sequence[ToRender]
) -> list[str | Exception]:
    """Render each delivery for itself: a fault of one mapping stops no other dossier."""
    bodies: list[str | Exception] = []
    for delivery in deliveries:
        try:
            bodies.append(render(delivery))
        except DatabaseError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is kept as the reason
            bodies.append(fault)
    return bodies


def sent_apart(send: Callable[[Item], Accepted], items: Sequence[Item]) -> list[Outcome]:
    """Send each item for itself; once the line fails the others are not tried."""
    outcomes: list[Outcome] = []
    for item in items:
        if outcomes and isinstance(outcomes[-1], Unreachable | Malformed):
            outcomes.append(outcomes[-1])
            continue
        try:
            outcomes.append(send(item))
        except ExchangeError as fault:
            outcomes.append(fault)
    return outcomes
