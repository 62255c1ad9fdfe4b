"""A child whose birth was registered joins the population."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass

from motcua.kernel.partial_dates import PartialDate
from motcua_sandbox.population import people
from motcua_sandbox.population.communes import Commune
from motcua_sandbox.population.name_stock import KINH, Sex
from motcua_sandbox.population.people import Citizen
from motcua_sandbox.population.world import ID_CODE_AFTER_MERGER, personal_id_text


@dataclass(frozen=True)
class Newborn:
    full_name: str
    sex: Sex
    birth: PartialDate
    ethnicity: str  # two digits; empty: that of a parent
    father_id: str
    father_name: str
    mother_id: str
    mother_name: str


def add(db: sqlite3.Connection, child: Newborn, commune: Commune) -> str:
    """Enter the child in a parent's household; return the new personal id."""
    father, mother = people.find(db, child.father_id), people.find(db, child.mother_id)
    parent = mother or father
    personal_id = _free_id(db, child, commune)
    db.execute(
        "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            personal_id,
            None,
            child.full_name,
            child.sex,
            child.birth.iso(),
            child.ethnicity or (parent.ethnicity if parent else KINH),
            "single",
            commune.code,
            (father or parent).origin.commune.code if parent else commune.code,
            parent.home.commune.code if parent else commune.code,
            parent.home.detail if parent else "",
            father.personal_id if father else None,
            father.full_name if father else child.father_name or None,
            mother.personal_id if mother else None,
            mother.full_name if mother else child.mother_name or None,
            None,
            parent.household if parent else f"H{personal_id}",
            _relation(parent),
            None,
        ),
    )
    return personal_id


def _free_id(db: sqlite3.Connection, child: Newborn, commune: Commune) -> str:
    code = ID_CODE_AFTER_MERGER.get(commune.province_code, commune.id_code)
    while True:
        serial = secrets.randbelow(1_000_000)
        personal_id = personal_id_text(code, child.sex, child.birth.year, serial)
        if people.find(db, personal_id) is None:
            return personal_id


def _relation(parent: Citizen | None) -> str:
    if parent is None:
        return "Chủ hộ"
    return "Con" if parent.relation in {"Chủ hộ", "Vợ", "Chồng"} else "Cháu"
