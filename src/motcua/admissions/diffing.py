"""Two runs side by side: every candidate whose result changes, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from motcua.admissions.explaining import (
    Cutoff,
    LotteryNeeded,
    Verdict,
    Wish,
    cutoffs_by_programme,
    judge,
    points,
)
from motcua.admissions.runs import Run

Cause = Literal[
    "own_score", "own_list", "own_lottery", "quota", "floor", "rule", "chain", "joined", "left"
]

CAUSES: dict[str, str] = {
    "own_score": "điểm của thí sinh thay đổi",
    "own_list": "danh sách nguyện vọng của thí sinh thay đổi",
    "own_lottery": "số bốc thăm của thí sinh thay đổi",
    "quota": "chỉ tiêu của ngành thay đổi",
    "floor": "ngưỡng đầu vào của ngành thay đổi",
    "rule": "quy tắc xét thí sinh đồng điểm thay đổi",
    "chain": "điểm chuẩn thay đổi theo dây chuyền",
    "joined": "thí sinh mới có tên",
    "left": "thí sinh không còn tên",
}


@dataclass(frozen=True)
class Side:
    """One of the two runs, with the preferences and lottery numbers it was decided on."""

    run: Run
    preferences: pa.Table
    candidates: pa.Table | None = None
    cutoffs: Mapping[Any, Cutoff] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cutoffs", cutoffs_by_programme(self.run.cutoffs))


@dataclass(frozen=True)
class Standing:
    """A candidate in one run."""

    wishes: Mapping[Any, Wish]
    lottery: Any
    programme: Any
    rank: int | None


@dataclass(frozen=True)
class Change:
    """One candidate whose result differs."""

    candidate: Any
    before: Any
    before_rank: int | None
    after: Any
    after_rank: int | None
    cause: Cause
    reason: str


def changes(before: Side, after: Side) -> list[Change]:
    """Return every candidate whose result differs, by ascending code, each with its reason."""
    moved = _moved(before.run.result, after.run.result)
    old, new = _standings(before, moved), _standings(after, moved)
    return [
        _change(code, old.get(code), new.get(code), before, after) for code in moved.to_pylist()
    ]


def changes_table(found: list[Change], codes: pa.DataType, programmes: pa.DataType) -> pa.Table:
    """Return changes as they are published."""
    kinds = {
        "candidate": codes,
        "before": programmes,
        "before_rank": pa.int16(),
        "after": programmes,
        "after_rank": pa.int16(),
        "cause": pa.string(),
        "reason": pa.string(),
    }
    return pa.table(
        {name: pa.array([getattr(c, name) for c in found], kind) for name, kind in kinds.items()}
    )


def _moved(before: pa.Table, after: pa.Table) -> pa.Array:
    """Return the codes whose programme differs, or that one run lacks, in ascending order."""
    kind = before["candidate"].type
    left = pa.concat_arrays(before["candidate"].chunks or [pa.array([], kind)])
    right = pa.concat_arrays(after["candidate"].cast(kind).chunks or [pa.array([], kind)])
    at = pc.index_in(left, right)
    was, now = before["programme"], after["programme"].take(at)
    same = pc.equal(was, now.cast(was.type))
    both_none = pc.and_(was.is_null(), now.is_null())
    unchanged = np.asarray(pc.or_(pc.fill_null(same, False), both_none)) & np.asarray(at.is_valid())
    joined = right.filter(pc.invert(pc.is_in(right, left)))
    codes = pa.concat_arrays([left.filter(pa.array(~unchanged)), joined])
    return codes.take(pc.array_sort_indices(codes))


def _standings(side: Side, codes: pa.Array) -> dict[Any, Standing]:
    result = side.run.result
    mine = result.filter(pc.is_in(result["candidate"].cast(codes.type), codes))
    wishes: dict[Any, dict[Any, Wish]] = {}
    table = side.preferences
    for row in table.filter(pc.is_in(table["candidate"].cast(codes.type), codes)).to_pylist():
        own = wishes.setdefault(str(row["candidate"]), {})
        own[str(row["programme"])] = Wish(int(row["rank"]), row["programme"], int(row["score"]))
    lots: dict[str, Any] = {}
    listed = side.candidates
    if listed is not None and "lottery" in listed.column_names:
        chosen = listed.filter(pc.is_in(listed["candidate"].cast(codes.type), codes))
        lots = {str(row["candidate"]): row["lottery"] for row in chosen.to_pylist()}
    return {
        row["candidate"]: Standing(
            wishes.get(str(row["candidate"]), {}),
            lots.get(str(row["candidate"])),
            row["programme"],
            row["rank"],
        )
        for row in mine.to_pylist()
    }


def _change(
    code: Any, old: Standing | None, new: Standing | None, before: Side, after: Side
) -> Change:
    if old is None or new is None:
        cause: Cause = "joined" if old is None else "left"
        reason = CAUSES[cause]
    else:
        cause, reason = _why(code, old, new, before, after)
    none = Standing({}, None, None, None)
    was, now = old or none, new or none
    return Change(code, was.programme, was.rank, now.programme, now.rank, cause, reason)


def _why(code: Any, old: Standing, new: Standing, before: Side, after: Side) -> tuple[Cause, str]:
    """Hold the preference that decides the change against the cut-offs of both runs."""
    gained = new.rank is not None and (old.rank is None or new.rank < old.rank)
    pivot = str(new.programme if gained else old.programme)
    if pivot not in old.wishes or pivot not in new.wishes or _order(old) != _order(new):
        return "own_list", CAUSES["own_list"]
    was, now = old.wishes[pivot], new.wishes[pivot]
    earlier = _told(code, was, old.lottery, before)
    later = _told(code, now, new.lottery, after)
    cause = _cause(was, now, before.cutoffs[was.programme], after.cutoffs[now.programme])
    if cause == "chain" and old.lottery != new.lottery:
        cause = "own_lottery"
    if cause == "chain" and before.run.rule != after.run.rule:
        cause = "rule"
    return cause, f"{CAUSES[cause]}; ngành {now.programme}: trước {earlier}; nay {later}"


def _order(standing: Standing) -> list[str]:
    return sorted(standing.wishes, key=lambda programme: standing.wishes[programme].rank)


def _cause(was: Wish, now: Wish, before: Cutoff, after: Cutoff) -> Cause:
    if was.score != now.score:
        return "own_score"
    if before.quota != after.quota:
        return "quota"
    if before.floor != after.floor:
        return "floor"
    return "chain"


def _told(code: Any, wish: Wish, lottery: Any, side: Side) -> str:
    cutoff = side.cutoffs[wish.programme]
    verdict: Verdict
    try:
        verdict, sentence = judge(wish, cutoff, code, lottery)
    except LotteryNeeded:
        return f"NV{wish.rank}: {points(wish.score)} bằng điểm chuẩn, phân định bằng số bốc thăm"
    if verdict == "admitted" and cutoff.cutoff is not None:
        return f"{sentence} ({points(wish.score)} ≥ điểm chuẩn {points(cutoff.cutoff)})"
    return sentence
