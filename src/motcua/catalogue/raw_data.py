"""Walks through package data whose shape may still be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]
Row = dict[str, Any]


def rows(data: Any, *keys: str) -> Iterator[tuple[Path, Row]]:
    """Yield ``(path, mapping)`` for each mapping in the lists under ``keys``, nested in order."""
    key, *deeper = keys
    listed = data.get(key) if isinstance(data, Mapping) else None
    for number, item in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(item, dict):
            continue
        if not deeper:
            yield (key, number), item
        for path, row in rows(item, *deeper) if deeper else ():
            yield (key, number, *path), row


def everything(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield ``data`` and all that is in it, each with its path."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from everything(value, (*path, str(key)))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from everything(value, (*path, number))


def ids(found: Iterator[tuple[Path, Row]]) -> list[str]:
    return [row["id"] for _, row in found if isinstance(row.get("id"), str)]


def key_of(path: Iterable[str | int]) -> str:
    """Return ``fees[0].amounts`` for ``("fees", 0, "amounts")``."""
    key = ""
    for part in path:
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else part
    return key or "(whole file)"
