"""Values that law can change: each holds for a stretch of days and names its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
Status = Literal["verified", "unverified", "demo"]


class NoValueOn(LookupError):
    """No value is recorded for the day asked about."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__(f"{name}: no value recorded for {day}")
        self.day = day


@dataclass(frozen=True)
class Span(Generic[T]):
    """A value from ``first`` to ``last``, both included; ``last`` is None while it holds.

    ``checked_on`` is the day a person last compared the value with its source.
    """

    first: date
    last: date | None
    value: T
    source: str
    checked_on: date
    status: Status

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError(f"The value {self.value!r} from {self.first} cites no source")
        if self.last is not None and self.last < self.first:
            raise ValueError(f"The value from {self.first} ends before, on {self.last}")

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Dated(Generic[T]):
    """The history of one value, oldest first; spans may leave gaps but not overlap."""

    def __init__(self, name: str, spans: Iterable[Span[T]]) -> None:
        self.name = name
        self.spans = tuple(sorted(spans, key=lambda span: span.first))
        for earlier, later in pairwise(self.spans):
            if earlier.covers(later.first):
                raise ValueError(f"{name}: two values for {later.first}")

    def on(self, day: date) -> T:
        return self.span_on(day).value

    def span_on(self, day: date) -> Span[T]:
        """Return the value of ``day`` with its source and status."""
        for span in reversed(self.spans):
            if span.covers(day):
                return span
        raise NoValueOn(self.name, day)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and (self.name, self.spans) == (other.name, other.spans)

    def __hash__(self) -> int:
        return hash((self.name, self.spans))

    def __repr__(self) -> str:
        return f"Dated({self.name!r}, {len(self.spans)} spans)"
