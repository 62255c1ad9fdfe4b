"""The rows of the few candidates whom an explanation is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from motcua.admissions.explaining import Wish
from motcua.admissions.intake import COLUMNS
from motcua.admissions.lottery import drawn_number
from motcua.admissions.tables import read


class UnknownCandidate(Exception):
    """Nobody with this code has a preference in the file."""


def rows_of(table: pa.Table, codes: Sequence[str]) -> pa.Table:
    """Return the rows of the candidates with these codes, given as text."""
    column = table["candidate"]
    if not pa.types.is_integer(column.type):
        return table.filter(pc.is_in(column.cast(pa.string()), pa.array(codes, pa.string())))
    numbers = [int(code) for code in codes if code.lstrip("-").isdigit()]
    return table.filter(pc.is_in(column.cast(pa.int64()), pa.array(numbers, pa.int64())))


def wishes_of(preferences: Path, codes: Sequence[str]) -> dict[str, tuple[Any, list[Wish]]]:
    """Return each candidate's code as the file writes it, and their preferences.

    :raises UnknownCandidate: naming the first code that has none.
    """
    found: dict[str, tuple[Any, list[Wish]]] = {}
    table = rows_of(read(preferences, "preferences", COLUMNS["preferences"]), codes)
    for row in table.to_pylist():
        _, wishes = found.setdefault(str(row["candidate"]), (row["candidate"], []))
        wishes.append(Wish(int(row["rank"]), row["programme"], int(row["score"])))
    for code in codes:
        if code not in found:
            raise UnknownCandidate(f"không có nguyện vọng nào của thí sinh {code}")
    return {code: found[code] for code in codes}


def lottery_of(candidates: Path | None, seed: str | None, codes: Sequence[str]) -> dict[str, Any]:
    """Return the lottery numbers of some candidates, as far as they are known here."""
    if seed is not None:
        return {code: drawn_number(seed, code) for code in codes}
    if candidates is None:
        return {}
    table = rows_of(read(candidates, "candidates", ["candidate"], ["lottery"]), codes)
    return {str(row["candidate"]): row.get("lottery") for row in table.to_pylist()}
