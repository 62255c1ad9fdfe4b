"""From three paths to one checked instance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from motcua.admissions.instance import TOP_SCORE, Instance
from motcua.admissions.intake import COLUMNS, instance_of
from motcua.admissions.lottery import with_lottery
from motcua.admissions.matching import Rule
from motcua.admissions.tables import read
from motcua.admissions.years import years_of


@dataclass(frozen=True)
class Inputs:
    """The three files of an admission, and the seed of the lottery where it is drawn here."""

    candidates: Path
    programmes: Path
    preferences: Path
    seed: str | None = None
    top_score: int = TOP_SCORE

    @property
    def paths(self) -> dict[str, Path]:
        return {
            "candidates": self.candidates,
            "programmes": self.programmes,
            "preferences": self.preferences,
        }

    def read_candidates(self) -> pa.Table:
        table = self._read("candidates", ["lottery", "year"])
        return table if self.seed is None else with_lottery(table, self.seed)

    def read_programmes(self) -> pa.Table:
        return self._read("programmes", ["university", "year"])

    def read_preferences(self) -> pa.Table:
        return self._read("preferences", ["year"])

    def _read(self, file: str, optional: list[str]) -> pa.Table:
        return read(self.paths[file], file, COLUMNS[file], optional)

    def load(self, rule: Rule) -> tuple[Instance, str | None]:
        """Return the instance and the year that its files declare.

        :raises motcua.admissions.refusal.InputRefused: when the input does not make sense.
        """
        candidates, programmes = self.read_candidates(), self.read_programmes()
        preferences = self.read_preferences()
        tables = (candidates, programmes, preferences)
        years = set().union(*(years_of(table) for table in tables))
        instance = instance_of(*tables, top_score=self.top_score, lottery_needed=rule == "strict")
        del candidates, programmes, preferences, tables
        pa.default_memory_pool().release_unused()
        return instance, min(years, default=None)
