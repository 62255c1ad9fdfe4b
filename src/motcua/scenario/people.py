"""The people of the story, as the register of the sandbox holds them, and the officials."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from motcua.accounts.service import Account, Actor, Role, system_actor

_OURS = UUID("3d6b5a0e-54a4-4d5c-8d3b-6a7de4a7f0a9")
TITLES = {
    Role.RECEIVER: "chuyên viên",
    Role.SPECIALIST: "công chức tư pháp - hộ tịch",
    Role.SIGNER: "Phó Chủ tịch",
    Role.CLERK: "văn thư",
    Role.CENTRE_HEAD: "Giám đốc Trung tâm",
}
SURNAMES = ("Bùi", "Hà", "Khà", "Lường", "Đinh", "Nguyễn", "Quách", "Xa", "Vì", "Sùng")
GIVEN = ("Văn Hậu", "Thị Hiền", "Thị Lan", "Văn Nam", "Thị Mai", "Văn Thắng", "Thị Hoa")
PHONE = "0912345678"
YOUNGEST, OLDEST = "2004", "1986"  # years of birth of a mother


@dataclass(frozen=True)
class Family:
    """A married couple that lives in a commune with a People's Committee on this node."""

    mother: dict[str, str]
    father: dict[str, str]

    def sources(self) -> dict[str, dict[str, Any]]:
        """Return what the registers know, as a prefill wants it; the mother files."""
        return {
            "person": _known(self.mother),
            "spouse": _known(self.father),
            "marriage": {"registered": True, "place": {"commune": self.mother["home_commune"]}},
        }

    def account(self) -> Account:
        """Return the mother's account, unsaved: the story signs nobody in."""
        number = self.mother["personal_id"]
        return Account(
            id=uuid5(_OURS, number), kind=Account.Kind.PERSON, full_name=self.mother["full_name"],
            personal_id=number, birth=self.mother["birth"], phone=PHONE, level=2,
        )  # fmt: skip


def families(file: Path, served: frozenset[str]) -> list[Family]:
    """Read the register's export; return couples of an age to file, in its order."""
    rows = {row["personal_id"]: row for row in csv.DictReader(file.open(encoding="utf-8"))}
    return [Family(wife, rows[wife["spouse_id"]]) for wife in _wives(rows, served)]


def _wives(rows: dict[str, dict[str, str]], served: frozenset[str]) -> Iterator[dict[str, str]]:
    for row in rows.values():
        husband = rows.get(row["spouse_id"])
        here = row["home_commune"] in served and row["sex"] == "female" and not row["died_on"]
        if here and husband and not husband["died_on"] and OLDEST <= row["birth"][:4] <= YOUNGEST:
            yield row


def _known(row: dict[str, str]) -> dict[str, Any]:
    return {
        "full_name": row["full_name"],
        "personal_id": row["personal_id"],
        "birth_date": row["birth"],
        "ethnicity": row["ethnicity"],
        "nationality": "VN",
        "residence": {"commune": row["home_commune"], "detail": row["home_detail"]},
        "residence_kind": "permanent",
        "origin": {"commune": row["home_commune"]},
        "phone": PHONE,
    }


@cache
def official(agency: str, role: Role) -> Actor:
    """Return the one who holds a role at an agency all through the story."""
    named = random.Random(f"{agency} {role}")  # noqa: S311 - a repeatable story
    return Actor(
        account_id=uuid5(_OURS, f"{agency} {role}"),
        role=role,
        name=f"{named.choice(SURNAMES)} {named.choice(GIVEN)}",
        title=TITLES[role],
        prefix="KT. CHỦ TỊCH" if role == Role.SIGNER else "",
        agency=agency,
        channel="counter" if role == Role.RECEIVER else "online",
    )


def applicant(account: Account, *, online: bool) -> Actor:
    return Actor(
        account_id=account.id,
        role=Role.APPLICANT,
        name=account.full_name,
        channel="online" if online else "counter",
    )


def system() -> Actor:
    return system_actor("Hệ thống")
