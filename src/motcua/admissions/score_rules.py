"""The rules by which marks become an admission score, each dated and cited in parameters/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from motcua.kernel.dated import Dated
from motcua.kernel.dated_documents import read_dated
from motcua.kernel.documents import BadData, Fault, Node, read_document
from motcua.paths import PARAMETERS


@dataclass(frozen=True)
class ScoreRules:
    """The rules of one day; all points in hundredths."""

    top_score: int
    highest_mark: int
    area_points: Mapping[str, int]  # khu vực
    group_points: Mapping[str, int]  # đối tượng
    reduced_from: int
    reduction_span: int
    highest_bonus: int
    bonus_counts_before_reduction: bool
    lowest_score: int  # ngưỡng đầu vào
    direct_admission_takes_seats: bool
    combinations: Mapping[str, tuple[str, ...]]  # tổ hợp: subjects in order


@dataclass(frozen=True)
class ScoreRuleBook:
    """Every rule with its history."""

    numbers: Mapping[str, Dated[int]]
    flags: Mapping[str, Dated[bool]]
    points: Mapping[str, Dated[Mapping[str, int]]]
    rounding: Dated[str]
    combinations: Dated[Mapping[str, tuple[str, ...]]]

    def on(self, day: date) -> ScoreRules:
        """Return the rules of ``day``; raise ``NoValueOn`` where one is not recorded."""
        self.rounding.on(day)  # one way only is known; a day without it has no rules
        number = {name: rule.on(day) for name, rule in self.numbers.items()}
        flag = {name: rule.on(day) for name, rule in self.flags.items()}
        return ScoreRules(
            top_score=number["top-score"],
            highest_mark=number["highest-mark"],
            area_points=self.points["area-points"].on(day),
            group_points=self.points["group-points"].on(day),
            reduced_from=number["reduced-from"],
            reduction_span=number["reduction-span"],
            highest_bonus=number["highest-bonus"],
            bonus_counts_before_reduction=flag["bonus-counts-before-reduction"],
            lowest_score=number["lowest-score"],
            direct_admission_takes_seats=flag["direct-admission-takes-seats"],
            combinations=self.combinations.on(day),
        )

    def unverified_on(self, day: date) -> list[str]:
        """Return the names of the rules whose source nobody has compared yet."""
        every: list[Dated[Any]] = [self.rounding, self.combinations]
        for rules in (self.numbers, self.flags, self.points):
            every += rules.values()
        return sorted(rule.name for rule in every if rule.span_on(day).status != "verified")


NUMBERS = (
    "top-score", "highest-mark", "reduced-from", "reduction-span", "highest-bonus", "lowest-score",
)  # fmt: skip
FLAGS = ("bonus-counts-before-reduction", "direct-admission-takes-seats")
POINTS = ("area-points", "group-points")


@cache
def score_rule_book(folder: Path = PARAMETERS / "admissions") -> ScoreRuleBook:
    """Read the rules; raise ``BadData`` with every fault found."""
    faults: list[Fault] = []
    names = " ".join((*NUMBERS, *FLAGS, *POINTS, "rounding"))
    rules = read_document(folder / "score-rules.yaml", folder, faults).fields(names)
    listed = read_document(folder / "combinations.yaml", folder, faults).fields("combinations")
    book = ScoreRuleBook(
        numbers={name: read_dated(rules[name], Node.integer) for name in NUMBERS},
        flags={name: read_dated(rules[name], Node.flag) for name in FLAGS},
        points={name: read_dated(rules[name], _points) for name in POINTS},
        rounding=read_dated(rules["rounding"], lambda node: node.choice(["half-up"])),
        combinations=read_dated(listed["combinations"], _combinations),
    )
    if faults:
        raise BadData(faults)
    return book


def _points(node: Node) -> Mapping[str, int]:
    return {code: value.integer() for code, value in node.entries().items()}


def _combinations(node: Node) -> Mapping[str, tuple[str, ...]]:
    return {
        code: tuple(subject.text() for subject in subjects.items())
        for code, subjects in node.entries().items()
    }
