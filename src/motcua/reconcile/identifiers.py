"""Numbers of people as integers, so that lost leading zeros do not matter.

A personal id (số định danh, 12 digits) begins with a province code of 001 or more and is at
least 10^9; an old id (chứng minh nhân dân, 9 digits) is below 10^9. The size tells them apart.
"""

from __future__ import annotations

from motcua.reconcile.dialect import Dialect

SMALLEST_PERSONAL_ID = 1_000_000_000
SMALLEST_OLD_ID = 10_000_000
_BEYOND = 1_000_000_000_000


def number(text: str, sql: Dialect) -> str:
    """Return SQL for the number in a text of digits; separators and a lost '.0' are forgiven."""
    tidy = sql.replaced(sql.replaced(text, "[.]0+$", ""), "[ .'\t\u00a0-]", "")
    return (
        f"CASE WHEN {sql.matches(text, '^[0-9]+$')} THEN try_cast({text} AS bigint)"
        f" WHEN {sql.matches(tidy, '^[0-9]+$')} THEN try_cast({tidy} AS bigint) END"
    )


def personal_id(value: str) -> str:
    """Return SQL for the 12-digit id in a number, else NULL."""
    return f"CASE WHEN {value} >= {SMALLEST_PERSONAL_ID} AND {value} < {_BEYOND} THEN {value} END"


def old_id(value: str) -> str:
    """Return SQL for the 9-digit id in a number, else NULL."""
    return (
        f"CASE WHEN {value} >= {SMALLEST_OLD_ID} AND {value} < {SMALLEST_PERSONAL_ID} "
        f"THEN {value} END"
    )
