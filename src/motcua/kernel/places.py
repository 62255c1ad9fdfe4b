"""Provinces and communes of today, and the units of before 01/07/2025 that live on in addresses.

People go on saying the name they were born with. A former unit leads to its successors; a divided
one has several, the main one first, and only the hamlet tells which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from motcua.kernel.names import fold, nfc, sort_key

_ABBREVIATIONS = {"tt": "thi tran", "tp": "thanh pho", "tx": "thi xa"}
_KINDS = ("thi tran ", "phuong ", "xa ", "dac khu ", "huyen ")


@dataclass(frozen=True)
class Province:
    code: str
    name: str


@dataclass(frozen=True)
class Commune:
    code: str
    name: str
    province_code: str


@dataclass(frozen=True)
class FormerCommune:
    """A commune, ward or township that ended on ``last_day``; ``successors`` are commune codes."""

    code: str
    name: str
    district: str
    province: str
    last_day: date
    successors: tuple[str, ...]

    @property
    def is_divided(self) -> bool:
        return len(self.successors) > 1

    def vi(self) -> str:
        """Return 'Xã Đồng Tân, Huyện Mai Châu, Tỉnh Hòa Bình'."""
        return ", ".join(filter(None, [self.name, self.district, self.province]))


@dataclass(frozen=True)
class Hamlet:
    """A hamlet (thôn, xóm, bản) of a divided commune; ``status`` as for dated values."""

    name: str
    former_code: str
    commune_code: str
    status: str


@dataclass(frozen=True)
class Match:
    """A commune found; ``former`` is the former unit whose name was meant, if it was that."""

    commune: Commune
    former: FormerCommune | None = None


@dataclass(frozen=True)
class _Entry:
    full: str
    short: str
    label: str  # name and what lies above it, every word with a space before
    exact: str
    match: Match


@dataclass(frozen=True)
class Places:
    provinces: Mapping[str, Province]
    communes: Mapping[str, Commune]
    former_communes: Mapping[str, FormerCommune] = field(default_factory=dict)
    hamlets: tuple[Hamlet, ...] = ()

    def province(self, code: str) -> Province:
        return self.provinces[code]

    def commune(self, code: str) -> Commune:
        return self.communes[code]

    def former(self, code: str) -> FormerCommune:
        return self.former_communes[code]

    def communes_of(self, province_code: str) -> tuple[Commune, ...]:
        """Return the communes of a province in Vietnamese alphabetical order."""
        return self._by_province.get(province_code, ())

    def successors(self, old_code: str) -> tuple[Commune, ...]:
        """Return what a former unit became, the main successor first."""
        return tuple(map(self.commune, self.former(old_code).successors))

    def hamlets_of(self, old_code: str) -> tuple[Hamlet, ...]:
        """Return the known hamlets of a divided former unit; none when no source gives them."""
        return tuple(hamlet for hamlet in self.hamlets if hamlet.former_code == old_code)

    def address(self, code: str) -> str:
        """Return 'Xã Mai Châu, Tỉnh Phú Thọ'."""
        commune = self.commune(code)
        return f"{commune.name}, {self.province(commune.province_code).name}"

    def search(self, text: str, limit: int = 10, province_code: str | None = None) -> list[Match]:
        """Find communes by a present or former name, best first, each commune once.

        A divided former unit yields each of its successors. Every word typed must begin a word of
        the place's name, district or province; marks may be left out.
        """
        query = _query(text)
        if not query:
            return []
        found = [
            (_rank(entry, query, nfc(text).lower()), entry)
            for entry in self._entries
            if _all_begin_words(query, entry.label)
            and province_code in (None, entry.match.commune.province_code)
        ]
        found.sort(key=lambda pair: pair[0])
        best: dict[str, Match] = {}
        for _, entry in found:
            best.setdefault(entry.match.commune.code, entry.match)
        return list(best.values())[:limit]

    @cached_property
    def _by_province(self) -> dict[str, tuple[Commune, ...]]:
        grouped = defaultdict(list)
        for commune in sorted(self.communes.values(), key=lambda commune: sort_key(commune.name)):
            grouped[commune.province_code].append(commune)
        return {code: tuple(communes) for code, communes in grouped.items()}

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        present = (_entry(c.name, self.address(c.code), Match(c)) for c in self.communes.values())
        former = (
            _entry(former.name, former.vi(), Match(self.commune(code), former))
            for former in self.former_communes.values()
            for code in former.successors
        )
        return (*present, *former)


def _entry(name: str, address: str, match: Match) -> _Entry:
    full = fold(name)
    short = next((full.removeprefix(kind) for kind in _KINDS if full.startswith(kind)), full)
    return _Entry(full, short, f" {fold(address).replace(',', '')}", nfc(name).lower(), match)


def _query(text: str) -> str:
    words = fold(text).replace(",", " ").replace(".", " ").split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def _all_begin_words(query: str, label: str) -> bool:
    return all(f" {word}" in label for word in query.split())


def _rank(entry: _Entry, query: str, typed: str) -> tuple[int, bool, bool, str, str]:
    """Lower is better: how much of the name was typed, then marks, then present before former."""
    if query == entry.full:
        closeness = 0
    elif query == entry.short:
        closeness = 1
    elif entry.full.startswith(query) or entry.short.startswith(query):
        closeness = 2
    else:
        closeness = 3 if query in entry.full else 4
    other_marks = not entry.exact.endswith(typed)
    former = entry.match.former
    return closeness, other_marks, former is not None, entry.full, former.code if former else ""
