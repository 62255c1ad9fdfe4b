"""Reads people of the synthetic population."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from motcua.kernel.names import upper_plain
from motcua.kernel.partial_dates import PartialDate
from motcua_sandbox.population import communes
from motcua_sandbox.population.communes import Commune
from motcua_sandbox.population.name_stock import Sex


@dataclass(frozen=True)
class Address:
    commune: Commune
    detail: str = ""

    def line(self) -> str:
        parts = (self.detail, self.commune.name, self.commune.province)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Citizen:
    """One row of the register; a relative known by name only has a name and no id."""

    personal_id: str
    old_id: str | None
    full_name: str
    sex: Sex
    birth: PartialDate
    ethnicity: str
    marital: str
    birth_place: Address
    origin: Address
    home: Address
    father_id: str | None
    father_name: str | None
    mother_id: str | None
    mother_name: str | None
    spouse_id: str | None
    household: str
    relation: str
    died_on: str | None


def find(db: sqlite3.Connection, personal_id: str) -> Citizen | None:
    row = db.execute("SELECT * FROM person WHERE personal_id = ?", (personal_id,)).fetchone()
    return _citizen(row) if row else None


def find_by_three_facts(
    db: sqlite3.Connection, number: str, name: str, birth: PartialDate
) -> Citizen | None:
    """Find by personal id or 9-digit number, and only when name and birth agree with it.

    Case, spaces and marks of the name do not matter. A year alone agrees with a full date.
    """
    row = db.execute(
        "SELECT * FROM person WHERE personal_id = ? OR old_id = ?", (number, number)
    ).fetchone()
    citizen = _citizen(row) if row else None
    if citizen and _key(citizen.full_name) == _key(name) and citizen.birth.agrees(birth):
        return citizen
    return None


def head_of(db: sqlite3.Connection, household: str) -> Citizen | None:
    row = db.execute(
        "SELECT * FROM person WHERE household = ? AND relation = 'Chủ hộ'", (household,)
    ).fetchone()
    return _citizen(row) if row else None


def everybody(db: sqlite3.Connection) -> Iterator[Citizen]:
    yield from map(_citizen, db.execute("SELECT * FROM person ORDER BY personal_id"))


def _key(name: str) -> str:
    return upper_plain(name).replace(" ", "")


def _citizen(row: sqlite3.Row) -> Citizen:
    places = communes.by_code()
    return Citizen(
        personal_id=row["personal_id"],
        old_id=row["old_id"],
        full_name=row["full_name"],
        sex=cast(Sex, row["sex"]),
        birth=PartialDate.parse(row["birth"]),
        ethnicity=row["ethnicity"],
        marital=row["marital"],
        birth_place=Address(places[row["birth_commune"]]),
        origin=Address(places[row["origin_commune"]]),
        home=Address(places[row["home_commune"]], row["home_detail"]),
        father_id=row["father_id"],
        father_name=row["father_name"],
        mother_id=row["mother_id"],
        mother_name=row["mother_name"],
        spouse_id=row["spouse_id"],
        household=row["household"],
        relation=row["relation"],
        died_on=row["died_on"],
    )
