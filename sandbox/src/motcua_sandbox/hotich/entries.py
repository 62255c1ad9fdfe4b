"""Entries made before (traCuuDangKy). Its true form is not known: name and fields are guesses.

The answer's names are those that each module declares with (KS nks*, KH vo*/chong*, KT nkt*). Births
and deaths of the population stand in the register under numbers that follow from the personal id;
marriages under their own. What was never digitised is not found.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from motcua.kernel.names import upper_plain
from motcua.kernel.partial_dates import PartialDate
from motcua_sandbox.population import communes, people
from motcua_sandbox.population.codes import SEX
from motcua_sandbox.population.people import Citizen

BIRTH_CERTIFICATE, BIRTH, MARRIAGE, DEATH = "1", "2", "3", "4"  # loaiBanSao
LARGEST_NUMBER = 400


def find(
    db: sqlite3.Connection, kind: str, name: str, born: PartialDate, personal_id: str
) -> dict[str, Any] | None:
    """Return the entry about somebody known by name and birth, and by id where that is given."""
    citizen = _citizen(db, name, born, personal_id)
    if citizen is None:
        return None
    if kind in {BIRTH_CERTIFICATE, BIRTH}:
        return _birth(db, citizen)
    if kind == MARRIAGE:
        return _marriage(db, citizen)
    return _death(citizen) if kind == DEATH else None


def _citizen(
    db: sqlite3.Connection, name: str, born: PartialDate, personal_id: str
) -> Citizen | None:
    if personal_id:
        return people.find_by_three_facts(db, personal_id, name, born)
    rows = db.execute("SELECT personal_id, full_name FROM person WHERE birth = ?", (born.iso(),))
    alike = [row[0] for row in rows if upper_plain(row[1]) == upper_plain(name)]
    return people.find(db, alike[0]) if len(alike) == 1 else None


def _birth(db: sqlite3.Connection, child: Citizen) -> dict[str, Any]:
    return {
        **_place(child.birth_place.commune.code),
        **_number(child),
        "ngayDangKy": _written(child.birth.iso()),
        "nksHoTen": child.full_name,
        "nksNgaySinh": _written(child.birth.iso()),
        "nksGioiTinh": SEX[child.sex],
        "nksDanToc": child.ethnicity,
        "nksQuocTich": "VN",
        "nksNoiSinh": child.birth_place.line(),
        "nksQueQuan": child.origin.line(),
        "nksSoDDCN": child.personal_id,
        **_person("me", people.find(db, child.mother_id or ""), child.mother_name),
        **_person("cha", people.find(db, child.father_id or ""), child.father_name),
    }


def _marriage(db: sqlite3.Connection, one: Citizen) -> dict[str, Any] | None:
    row = db.execute(
        "SELECT * FROM marriage WHERE digitised AND ? IN (husband_id, wife_id) "
        "ORDER BY registered_on DESC",
        (one.personal_id,),
    ).fetchone()
    if row is None:
        return None
    return {
        **_place(row["commune"]),
        "soDangKy": str(row["number"]),
        "quyenSo": row["book"],
        "ngayDangKy": _written(row["registered_on"]),
        **_person("vo", people.find(db, row["wife_id"]), None),
        **_person("chong", people.find(db, row["husband_id"]), None),
    }


def _death(dead: Citizen) -> dict[str, Any] | None:
    if dead.died_on is None:
        return None
    return {
        **_place(dead.home.commune.code),
        **_number(dead),
        "quyenSo": f"01/{dead.died_on[:4]}",
        "ngayDangKy": _written(dead.died_on),
        "nktHoTen": dead.full_name,
        "nktNgaySinh": _written(dead.birth.iso()),
        "nktGioiTinh": SEX[dead.sex],
        "nktDanToc": dead.ethnicity,
        "nktQuocTich": "VN",
        "nktSoDDCN": dead.personal_id,
        "nktNgayChet": _written(dead.died_on),
        "nktNoiChet": dead.home.line(),
    }


def _person(prefix: str, found: Citizen | None, name: str | None) -> dict[str, str]:
    if found is None:
        return {f"{prefix}HoTen": name} if name else {}
    return {
        f"{prefix}HoTen": found.full_name,
        f"{prefix}NgaySinh": _written(found.birth.iso()),
        f"{prefix}DanToc": found.ethnicity,
        f"{prefix}QuocTich": "VN",
        f"{prefix}NoiCuTru": found.home.line(),
        f"{prefix}SoDDCN": found.personal_id,
    }


def _number(citizen: Citizen) -> dict[str, str]:
    return {
        "soDangKy": str(int(citizen.personal_id[-6:]) % LARGEST_NUMBER + 1),
        "quyenSo": f"01/{citizen.birth.year}",
    }


def _place(code: str) -> dict[str, str]:
    commune = communes.by_code()[code]
    said = f"UBND {commune.name[0].lower()}{commune.name[1:]}, {commune.province}"
    return {"noiDangKy": said, "maXa": code}


def _written(iso: str) -> str:
    """Return dd.MM.yyyy, or the year alone."""
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if len(iso) == 10 else iso
