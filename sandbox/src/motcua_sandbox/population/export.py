"""Writes the population as CSV, for tests and for engines that read whole registers."""

from __future__ import annotations

import csv
import sqlite3
from typing import TextIO

from motcua_sandbox.population import people
from motcua_sandbox.population.people import Citizen

COLUMNS = (
    "personal_id", "old_id", "full_name", "sex", "birth", "ethnicity", "marital", "home_province",
    "home_commune", "home_detail", "father_id", "father_name", "mother_id", "mother_name",
    "spouse_id", "household", "relation", "died_on",
)  # fmt: skip


def write_csv(db: sqlite3.Connection, out: TextIO) -> int:
    """Write every person in order of personal id; return how many."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    written = 0
    for citizen in people.everybody(db):
        writer.writerow(_row(citizen))
        written += 1
    return written


def _row(citizen: Citizen) -> list[str]:
    special = {
        "birth": citizen.birth.iso(),
        "home_province": citizen.home.commune.province_code,
        "home_commune": citizen.home.commune.code,
        "home_detail": citizen.home.detail,
    }
    return [special.get(name) or getattr(citizen, name, None) or "" for name in COLUMNS]
