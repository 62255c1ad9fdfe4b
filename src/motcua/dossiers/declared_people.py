"""Who stands on a declaration, read from the wire names that its form gives its answers.

The names are the civil-status wire's: nks* the child (chủ hồ sơ), me* the mother, cha* the
father (interfaces, section 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PREFIXES = {"owner": "nks", "mother": "me", "father": "cha"}
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
    for part, prefix in PREFIXES.items():
        name = str(wire.get(f"{prefix}HoTen") or "")
        if name:
            yield DeclaredPerson(
                part=part,
                full_name=name,
                personal_id=str(wire.get(f"{prefix}SoDDCN") or ""),
                birth=str(wire.get(f"{prefix}NgaySinh") or ""),
            )


def declared(wire: Mapping[str, Any], part: str) -> dict[str, str]:
    """Return what was declared of a parent that the population register knows too, in its codes."""
    prefix = PREFIXES.get(part)
    if prefix is None:
        return {}
    found = {
        "ethnicity": wire.get(f"{prefix}DanToc"),
        "nationality": wire.get(f"{prefix}QuocTich"),
    }
    if wire.get(f"{prefix}LoaiCuTru") == PERMANENT:
        found["permanent_commune"] = (wire.get(f"{prefix}NoiCuTru") or {}).get("commune")
    return {name: str(value) for name, value in found.items() if value}


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
