"""Why a candidate got what they got, told from the cut-offs alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

Verdict = Literal[
    "admitted",
    "not_considered",
    "closed",
    "below_floor",
    "below_cutoff",
    "after_rank",
    "after_lottery",
]


class LotteryNeeded(Exception):
    """Score and rank are those of the last admitted; only the lottery number decides."""


@dataclass(frozen=True)
class Cutoff:
    """One programme's line in the table of cut-offs; scores in hundredths."""

    programme: Any
    quota: int
    floor: int
    full: bool
    cutoff: int | None
    last_rank: int | None
    last_lottery: Any
    last_candidate: Any


@dataclass(frozen=True)
class Wish:
    """One preference of the candidate who asks."""

    rank: int
    programme: Any
    score: int


@dataclass(frozen=True)
class Explanation:
    """What became of one preference, and the sentence that says so."""

    wish: Wish
    verdict: Verdict
    sentence: str


def cutoffs_by_programme(table: pa.Table) -> dict[Any, Cutoff]:
    names = [name for name in table.column_names if name in Cutoff.__dataclass_fields__]
    return {row["programme"]: Cutoff(**row) for row in table.select(names).to_pylist()}


def points(hundredths: int) -> str:
    """Write a score as Vietnamese readers do: 2435 is '24,35'."""
    return f"{hundredths // 100},{hundredths % 100:02d}"


def explain(
    wishes: Iterable[Wish], cutoffs: Mapping[Any, Cutoff], candidate: Any, lottery: Any
) -> list[Explanation]:
    """Return one explanation per preference, in the candidate's own order."""
    found: list[Explanation] = []
    granted: int | None = None
    for wish in sorted(wishes, key=lambda wish: wish.rank):
        if granted is not None:
            sentence = f"NV{wish.rank}: không xét vì đã đỗ NV{granted}"
            found.append(Explanation(wish, "not_considered", sentence))
            continue
        verdict, sentence = judge(wish, cutoffs[wish.programme], candidate, lottery)
        if verdict == "admitted":
            granted = wish.rank
        found.append(Explanation(wish, verdict, sentence))
    return found


def judge(wish: Wish, cutoff: Cutoff, candidate: Any, lottery: Any) -> tuple[Verdict, str]:
    """Hold one preference against the cut-off of its programme."""
    name, score = f"NV{wish.rank}", points(wish.score)
    if cutoff.cutoff is None:
        return "closed", f"{name}: ngành không còn chỉ tiêu"
    if wish.score < cutoff.floor:
        return "below_floor", f"{name}: {score} < ngưỡng đầu vào {points(cutoff.floor)}"
    needed = points(cutoff.cutoff)
    if wish.score < cutoff.cutoff:
        return "below_cutoff", f"{name}: {score} < điểm chuẩn {needed}"
    if wish.score == cutoff.cutoff and cutoff.last_rank is not None:
        tied = f"{name}: {score} bằng điểm chuẩn"
        if wish.rank > cutoff.last_rank:
            return "after_rank", f"{tied}, chỉ xét đến thứ tự nguyện vọng {cutoff.last_rank}"
        if wish.rank == cutoff.last_rank and _comes_after(cutoff, candidate, lottery):
            told = f"số bốc thăm {lottery} sau số cuối cùng được nhận {cutoff.last_lottery}"
            return "after_lottery", f"{tied}, cùng thứ tự nguyện vọng, {told}"
    return "admitted", f"đỗ {name}"


def _comes_after(cutoff: Cutoff, candidate: Any, lottery: Any) -> bool:
    if candidate == cutoff.last_candidate:
        return False
    if lottery is None:
        raise LotteryNeeded
    return bool((lottery, candidate) > (cutoff.last_lottery, cutoff.last_candidate))


def summary(explanations: Iterable[Explanation]) -> str:
    """Return one line: what was missed and by how much, then what was granted."""
    told = [each.sentence for each in explanations if each.verdict != "not_considered"]
    if not any(each.verdict == "admitted" for each in explanations):
        told.append("không đỗ nguyện vọng nào")
    return "; ".join(told)
