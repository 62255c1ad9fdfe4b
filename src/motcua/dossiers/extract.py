"""The data of a copy of a civil-status extract (bản sao trích lục hộ tịch), of any of its kinds.

What it says comes from the register's entry, never from the declaration. Content of the papers:
Thông tư 04/2020/TT-BTP, annexed forms (field names from memory, unverified).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.facts_of_result import ResultFacts
from motcua.kernel.parameters import parameters
from motcua.kernel.partial_dates import PartialDate

Row = tuple[str, str]
Fields = Mapping[str, str]
TITLES = {
    "1": "Giấy khai sinh",
    "2": "Trích lục khai sinh",
    "3": "Trích lục kết hôn",
    "4": "Trích lục khai tử",
}
SEXES = {"1": "Nam", "2": "Nữ"}
REGISTERED = {"1": "khai sinh", "2": "khai sinh", "3": "kết hôn", "4": "khai tử"}


def paper(facts: ResultFacts) -> dict[str, Any]:
    """Return what the template prints; without a number it is a draft."""
    kind = str(facts.wire["loaiBanSao"])
    return {
        **facts.heading,
        "title": TITLES[kind],
        "rows": [list(row) for row in _rows(kind, facts)],
        "number": _number(facts),
        "signer": dict(facts.signer),
    }


def _number(facts: ResultFacts) -> str | None:
    """Return the number in the book of copies, as '12/2026'."""
    if facts.entry is None:
        return None
    return f"{facts.entry['number']}/{facts.at.year}"


def _rows(kind: str, facts: ResultFacts) -> list[Row]:
    if facts.copied is None:
        return [
            ("Họ, chữ đệm, tên", facts.words.get("cbsHoTen", "").upper()),
            ("Ngày, tháng, năm sinh", facts.words.get("cbsNgaySinh", "")),
            ("Tình trạng", "Chưa tìm thấy việc đăng ký trong Cơ sở dữ liệu hộ tịch điện tử"),
        ]
    copied = facts.copied
    rows = [*_CONTENT[kind](copied["content"]), *_registered(kind, copied)]
    return [row for row in rows if row[1]]


def _registered(kind: str, copied: Mapping[str, Any]) -> list[Row]:
    numbered = (
        f"{copied['number']}, quyển số {copied['book']}" if copied["book"] else copied["number"]
    )
    return [
        (f"Đăng ký {REGISTERED[kind]} tại", copied["place"]),
        ("Số", numbered),
        ("Ngày, tháng, năm đăng ký", PartialDate.parse(copied["registered_on"]).vi()),
    ]


def _birth(fields: Fields) -> list[Row]:
    return [
        ("Họ, chữ đệm, tên", fields.get("nksHoTen", "").upper()),
        *_born(fields, "nks"),
        ("Giới tính", SEXES.get(fields.get("nksGioiTinh", ""), "")),
        *_belonging(fields, "nks"),
        ("Nơi sinh", fields.get("nksNoiSinh", "")),
        ("Quê quán", fields.get("nksQueQuan", "")),
        ("Số định danh cá nhân", fields.get("nksSoDDCN", "")),
        *_parent(fields, "me", "mẹ"),
        *_parent(fields, "cha", "cha"),
    ]


def _parent(fields: Fields, prefix: str, word: str) -> list[Row]:
    name = fields.get(f"{prefix}HoTen", "")
    if not name:
        return []
    born = fields.get(f"{prefix}NgaySinh", "")
    return [
        (f"Họ, chữ đệm, tên người {word}", name.upper()),
        (f"Năm sinh của {word}", born[-4:]),
        *((f"{label} của {word}", value) for label, value in _belonging(fields, prefix)),
        (f"Nơi cư trú của {word}", fields.get(f"{prefix}NoiCuTru", "")),
    ]


def _marriage(fields: Fields) -> list[Row]:
    rows: list[Row] = []
    for prefix, word in (("vo", "vợ"), ("chong", "chồng")):
        rows.append((f"Họ, chữ đệm, tên {word}", fields.get(f"{prefix}HoTen", "").upper()))
        found = [
            *_born(fields, prefix),
            *_belonging(fields, prefix),
            ("Nơi cư trú", fields.get(f"{prefix}NoiCuTru", "")),
            ("Số định danh cá nhân", fields.get(f"{prefix}SoDDCN", "")),
        ]
        rows += [(f"{label} của {word}", value) for label, value in found]
    return rows


def _death(fields: Fields) -> list[Row]:
    died = fields.get("nktNgayChet", "")
    return [
        ("Họ, chữ đệm, tên người chết", fields.get("nktHoTen", "").upper()),
        *_born(fields, "nkt"),
        ("Giới tính", SEXES.get(fields.get("nktGioiTinh", ""), "")),
        *_belonging(fields, "nkt"),
        ("Số định danh cá nhân", fields.get("nktSoDDCN", "")),
        ("Đã chết vào ngày", PartialDate.parse(died).vi() if died else ""),
        ("Nơi chết", fields.get("nktNoiChet", "")),
        ("Nguyên nhân chết", fields.get("nktNguyenNhanChet", "")),
    ]


def _born(fields: Fields, prefix: str) -> list[Row]:
    birth = fields.get(f"{prefix}NgaySinh", "")
    if not birth:
        return []
    date = PartialDate.parse(birth)
    words = date.in_words()
    return [("Ngày, tháng, năm sinh", f"{date.vi()} ({words[0].lower()}{words[1:]})")]


def _belonging(fields: Fields, prefix: str) -> list[Row]:
    law = parameters()
    return [
        ("Dân tộc", law.ethnic_groups.get(fields.get(f"{prefix}DanToc", ""), "")),
        ("Quốc tịch", law.countries.get(fields.get(f"{prefix}QuocTich", ""), "")),
    ]


_CONTENT = {"1": _birth, "2": _birth, "3": _marriage, "4": _death}
