"""The data of a birth certificate (Giấy khai sinh): declaration, register entry, signer.

Content: Luật Hộ tịch 60/2014/QH13, article 14, paragraph 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.facts_of_result import ResultFacts


def paper(facts: ResultFacts) -> dict[str, Any]:
    """Return what the template prints; without a register entry it is a draft."""
    wire, words, entry = facts.wire, facts.words, facts.entry
    return {
        **facts.heading,
        "register": _register(entry),
        "child": {
            "name": words.get("nksHoTen", ""),
            "birth": str(wire.get("nksNgaySinh", "")),
            "sex": words.get("nksGioiTinh", ""),
            "ethnicity": words.get("nksDanToc", ""),
            "nationality": words.get("nksQuocTich", "Việt Nam"),
            "birthplace": words.get("nksNoiSinh", ""),
            "origin": words.get("nksQueQuan", ""),
            "personal_id": entry["personal_id"] if entry else None,
        },
        "mother": _parent("me", wire, words),
        "father": _parent("cha", wire, words),
        "declarant": {
            "name": words.get("nycHoTen") or str(wire.get("nycHoTen", "")),
            "relation": words.get("nycQuanHe", ""),
            "identity": f"Số định danh cá nhân {wire.get('nycSoDDCN', '')}".strip(),
        },
        "registered_at": facts.heading["agency"]["name"],
        "signer": dict(facts.signer),
    }


def _register(entry: Mapping[str, Any] | None) -> dict[str, str] | None:
    if entry is None:
        return None
    return {name: str(entry[name]) for name in ("number", "book", "page", "registered_on")}


def _parent(
    prefix: str, wire: Mapping[str, Any], words: Mapping[str, str]
) -> dict[str, str] | None:
    name = words.get(f"{prefix}HoTen")
    if not name:
        return None
    return {
        "name": name,
        "birth": str(wire.get(f"{prefix}NgaySinh", "")),
        "ethnicity": words.get(f"{prefix}DanToc", ""),
        "nationality": words.get(f"{prefix}QuocTich", ""),
        "residence": words.get(f"{prefix}NoiCuTru", ""),
    }
