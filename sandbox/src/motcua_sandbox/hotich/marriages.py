"""The marriage look-up (traCuuKetHon). Its true form is not known: name and fields are guesses.

Only what the electronic register holds is found. A couple married on paper long ago is not: the
commune that registered them has to verify it.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from motcua_sandbox.population import communes


def find(db: sqlite3.Connection, one: str, other: str) -> dict[str, Any] | None:
    """Return the lasting marriage between two people, whichever of them is named first."""
    row = db.execute(
        "SELECT * FROM marriage WHERE digitised AND ended_on IS NULL "
        "AND (husband_id, wife_id) IN (VALUES (?, ?), (?, ?))",
        (one, other, other, one),
    ).fetchone()
    if row is None:
        return None
    commune = communes.by_code()[row["commune"]]
    return {
        "soDDCNChong": row["husband_id"],
        "soDDCNVo": row["wife_id"],
        "soDangKy": str(row["number"]),
        "quyenSo": row["book"],
        "ngayDangKy": f"{date.fromisoformat(row['registered_on']):%d.%m.%Y}",
        "noiDangKy": f"UBND {commune.name[0].lower()}{commune.name[1:]}, {commune.province}",
        "maXa": commune.code,
    }
