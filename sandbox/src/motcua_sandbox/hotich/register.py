"""The register itself: a dossier is received once, registered after some polls, never twice."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass

from motcua.kernel import clock
from motcua_sandbox.hotich import declared
from motcua_sandbox.hotich.declared import DataIncorrect, Declaration
from motcua_sandbox.population import newborns
from motcua_sandbox.population.communes import Commune

WAITING, ELIGIBLE, REGISTERED = 1, 3, 4  # traTrangThaiHoSo
PAGES_IN_A_BOOK = 200


@dataclass(frozen=True)
class Dossier:
    commune: Commune
    code: str


def receive(
    db: sqlite3.Connection, dossier: Dossier, module: str, declaration: Declaration, delay: float
) -> None:
    """Keep a dossier for registration, at the earliest after ``delay`` seconds.

    Raises DataIncorrect for a dossier received before and for a birth notice used before.
    """
    key = (dossier.commune.code, dossier.code)
    if db.execute("SELECT 1 FROM registration WHERE agency = ? AND dossier = ?", key).fetchone():
        raise DataIncorrect(f"Hồ sơ {dossier.code} đã được tiếp nhận")
    notice = declaration.birth_notice
    if (
        notice
        and db.execute("SELECT 1 FROM registration WHERE birth_notice = ?", (notice,)).fetchone()
    ):
        raise DataIncorrect(f"Giấy chứng sinh {notice} đã được dùng để đăng ký khai sinh")
    db.execute(
        "INSERT INTO registration VALUES (?, ?, ?, ?, ?, ?, ?, 0, NULL)",
        (
            *key,
            module,
            notice,
            json.dumps(declaration.fields, ensure_ascii=False),
            clock.now().isoformat(timespec="seconds"),
            time.time() + delay,
        ),
    )


def poll(
    db: sqlite3.Connection, dossier: Dossier, polls_needed: int
) -> tuple[int, dict[str, str]] | None:
    """Return state and result of a dossier, None for an unknown one; asking moves it along."""
    row = db.execute(
        "UPDATE registration SET polls = polls + 1 WHERE agency = ? AND dossier = ? RETURNING *",
        (dossier.commune.code, dossier.code),
    ).fetchone()
    if row is None:
        return None
    if row["result"]:
        return REGISTERED, dict(json.loads(row["result"]))
    if row["polls"] < polls_needed or time.time() < row["ready_at"]:
        return (WAITING if row["polls"] == 1 else ELIGIBLE), {}
    return REGISTERED, _register(db, dossier, row)


def _register(db: sqlite3.Connection, dossier: Dossier, row: sqlite3.Row) -> dict[str, str]:
    """Enter it in the book of the commune, module and year; a child joins the population."""
    commune, today = dossier.commune, clock.today()
    child = declared.read(row["module"], row["declared"]).child
    number = db.execute(
        "INSERT INTO register_book VALUES (?, ?, ?, 1) ON CONFLICT (agency, module, year) "
        "DO UPDATE SET last_number = last_number + 1 RETURNING last_number",
        (commune.code, row["module"], today.year),
    ).fetchone()[0]
    result = {
        **({"soDinhDanh": newborns.add(db, child, commune)} if child else {}),
        "ngayDangKy": f"{today:%d.%m.%Y}",
        "soDangKy": str(number),
        "quyenSo": f"{(number - 1) // PAGES_IN_A_BOOK + 1:02}/{today.year}",
        "trangSo": str((number - 1) % PAGES_IN_A_BOOK + 1),
        "ndkksMaTinh": commune.province_code,
        "ndkksMaXa": commune.code,
    }
    db.execute(
        "UPDATE registration SET result = ? WHERE agency = ? AND dossier = ?",
        (json.dumps(result, ensure_ascii=False), commune.code, dossier.code),
    )
    return result
