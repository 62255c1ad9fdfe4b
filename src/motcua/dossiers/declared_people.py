"""Who stands on a declaration, read from the wire names that its form gives its answers.

The names are the civil-status wire's: the owner (chủ hồ sơ) is nks* the child of a birth, cbs*
whose extract is copied, nxn* whose marital status is confirmed; me* the mother, cha* the father.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PREFIXES = {
    "owner": ("nks", "cbs", "nxn"),
    "mother": ("me",),
    "father": ("cha",),
}
BIRTH_NOTICE = "maGCS"
PERMANENT = "1"  # LoaiCuTru: thường trú


@dataclass(frozen=True)
class DeclaredPerson:
    """``birth`` is a partial date, ISO; ``personal_id`` is empty when the person has none."""

    part: str
    full_name: str
    personal_id: str
    birth: str


def people(wire: Mapping[str, Any]) -> Iterator[DeclaredPerson]:
    """Yield the people that a declaration names, the owner first."""
    for part in PREFIXES:
        prefix = _prefix(wire, part)
        if prefix:
            yield DeclaredPerson(
                part=part,
                full_name=str(wire[f"{prefix}HoTen"]),
                personal_id=str(wire.get(f"{prefix}SoDDCN") or ""),
                birth=str(wire.get(f"{prefix}NgaySinh") or ""),
            )


def declared(wire: Mapping[str, Any], part: str) -> dict[str, str]:
    """Return what was declared of somebody that the population register knows too, in its codes."""
    prefix = _prefix(wire, part)
    if not prefix:
        return {}
    found = {
        "marital": wire.get(f"{prefix}TinhTrangHonNhan"),
        "ethnicity": wire.get(f"{prefix}DanToc"),
        "nationality": wire.get(f"{prefix}QuocTich"),
    }
    if wire.get(f"{prefix}LoaiCuTru") == PERMANENT:
        found["permanent_commune"] = (wire.get(f"{prefix}NoiCuTru") or {}).get("commune")
    return {name: str(value) for name, value in found.items() if value}


def _prefix(wire: Mapping[str, Any], part: str) -> str:
    return next((p for p in PREFIXES.get(part, ()) if wire.get(f"{p}HoTen")), "")


def same_subject(wire: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what makes two declarations speak of one child: the birth notice, or who and when.

    Twins have a notice each; without one, the child's own name tells them apart.
    """
    notice = str(wire.get(BIRTH_NOTICE) or "")
    if notice:
        return ("notice", notice)
    parent = str(wire.get("meSoDDCN") or wire.get("chaSoDDCN") or "")
    child = (str(wire.get("nksNgaySinh") or ""), str(wire.get("nksHoTen") or ""))
    return ("child", parent, *child) if parent and all(child) else ()
