"""One proposal side by side: the sector's row, the registered person, the runner-up."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.corrections.service import Mark, Piece, Proposal, differences
from motcua.kernel.parameters import parameters
from motcua.kernel.partial_dates import BadDate, PartialDate

LABELS = {
    "full_name": "Họ tên", "birth": "Ngày sinh", "sex": "Giới tính",
    "personal_id": "Số định danh", "old_id": "Số chứng minh cũ", "province": "Tỉnh",
    "district": "Huyện cũ", "commune": "Xã", "address": "Địa chỉ", "household": "Hộ",
    "father_name": "Họ tên cha", "father_id": "Số định danh của cha",
    "mother_name": "Họ tên mẹ", "mother_id": "Số định danh của mẹ",
    "spouse_name": "Họ tên vợ, chồng", "spouse_id": "Số định danh của vợ, chồng",
}  # fmt: skip

SAME, NOT_IN_REGISTER = "Trùng", "Dân cư không có"


@dataclass(frozen=True)
class Line:
    """One field; ``word`` says how row and person compare, for who sees no colours."""

    label: str
    sector: tuple[Piece, ...]
    person: tuple[Piece, ...]
    runner_up: tuple[Piece, ...]
    word: str

    @property
    def differs(self) -> bool:
        return self.word not in (SAME, NOT_IN_REGISTER)


def lines(proposal: Proposal) -> list[Line]:
    """Return the fields that any side has, in the order of ``LABELS``."""
    sides = proposal.sides or _from_changes(proposal)
    sector, person = sides.get("sector", {}), sides.get("person", {})
    runner_up = sides.get("runner_up", {})
    names = {*sector, *person, *runner_up}
    ordered = [name for name in LABELS if name in names]
    ordered += sorted(names - set(LABELS))
    return [_line(name, sector, person, runner_up) for name in ordered]


def percent(share: float | None) -> str:
    """0.9871 → '98,7 %'; what is not quite everything is never shown as 100 %."""
    if share is None:
        return "–"
    tenths = round(share * 1000)
    if tenths == 1000 and share < 1:
        tenths = 999
    return f"{tenths / 10:.1f}".replace(".", ",").replace(",0", "") + "\u00a0%"


def counted(number: int) -> str:
    """196719 → '196.719'."""
    return f"{number:,}".replace(",", ".")


def _from_changes(proposal: Proposal) -> dict[str, dict[str, str]]:
    return {
        "sector": {field: before for field, before, _ in proposal.changes if before},
        "person": {field: after for field, _, after in proposal.changes if after},
    }


def _line(
    name: str, sector: dict[str, str], person: dict[str, str], runner_up: dict[str, str]
) -> Line:
    row, found, other = (_said(name, side.get(name, "")) for side in (sector, person, runner_up))
    on_row, on_person = differences(row, found)
    _, on_other = differences(row, other)
    if not (row and found):
        on_row, on_person = _plain(row), _plain(found)
    return Line(
        label=LABELS.get(name, name.removeprefix("x_")),
        sector=on_row,
        person=on_person,
        runner_up=on_other if row else _plain(other),
        word=_word(row, found, {piece.mark for piece in on_row + on_person}),
    )


def _word(row: str, found: str, marks: set[Mark]) -> str:
    if not row or not found:
        return "Ngành thiếu" if found else NOT_IN_REGISTER
    if Mark.LETTER in marks:
        return "Khác"
    return "Khác dấu" if Mark.ACCENT in marks else SAME


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text, Mark.SAME),) if text else ()


def _said(name: str, text: str) -> str:
    """Return the value as people write it: a date by day, a place by its name."""
    if name == "birth":
        try:
            return PartialDate.parse(text).vi() if text else ""
        except BadDate:
            return text
    if name in ("commune", "province"):
        places = parameters().places
        known = places.communes.get(text) if name == "commune" else places.provinces.get(text)
        return f"{known.name} ({text})" if known else text
    return text
