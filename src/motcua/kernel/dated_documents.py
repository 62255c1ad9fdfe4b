"""Dated values as they are written in parameters/."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from motcua.kernel.dated import Dated, Span, Status
from motcua.kernel.documents import Node

T = TypeVar("T")
STATUSES = ("verified", "unverified", "demo")


def read_dated(node: Node, read: Callable[[Node], T]) -> Dated[T]:
    """Read a list of spans (from, to, value, source, checked_on, status), ``value`` by ``read``."""
    spans = [span for item in node.items() if (span := _span(item, read))]
    try:
        return Dated(node.key, spans)
    except ValueError as fault:
        node.fail(str(fault), "spans that do not overlap")
        return Dated(node.key, [])


def _span(node: Node, read: Callable[[Node], T]) -> Span[T] | None:
    fields = node.fields("from value source checked_on status", "to")
    value = read(fields["value"])
    last = None if fields["to"].is_null() else fields["to"].day()
    try:
        return Span(
            fields["from"].day(),
            last,
            value,
            fields["source"].text(),
            fields["checked_on"].day(),
            read_status(fields["status"]),
        )
    except ValueError as fault:
        if not any(noted.key.startswith(node.key) for noted in node.faults):
            node.fail(str(fault), "a first day before the last and a source")
        return None


def read_status(node: Node) -> Status:
    return cast(Status, node.choice(STATUSES))
