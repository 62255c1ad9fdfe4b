"""An independent check of a finished admission. Shares no code with what decided it.

Reads the three inputs and the result, and looks for: a result that is not a feasible choice
from the lists, a quota or floor broken, a candidate who was refused a place that the rule
gives them (a blocking pair), and a better result for candidates that the rule allows.

Best for candidates, rule *strict*: a stable result can be bettered exactly when some
programmes can pass candidates round in a circle, each taking the first in line of those who
would rather be there; the circle is looked for directly, the admission is not rerun. Rule
*ties*: programmes of unequal fill break that argument, so the admission is replayed with heaps.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
SHOWN = 5


@dataclass(frozen=True)
class Violation:
    """One broken property: how often, and the first cases by name."""

    code: str
    sentence: str
    count: int
    first: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.sentence}: {self.count} trường hợp ({'; '.join(self.first)})"


@dataclass(frozen=True)
class Case:
    """The tables as arrays; ``who`` and ``what`` are rows of candidates and programmes."""

    candidates: pa.Array
    programmes: pa.Array
    draw: Longs  # of each candidate: order by lottery, then code
    quota: Longs
    floor: Longs
    who: Longs
    what: Longs
    rank: Longs
    score: Longs
    granted: Longs  # row of programmes, by candidate; -1 for none
    granted_rank: Longs
    strict: bool

    @cached_property
    def own_rank(self) -> Longs:
        """Return, for every preference, the rank that its candidate was granted."""
        never = np.iinfo(np.int64).max
        return np.where(self.granted < 0, never, self.granted_rank)[self.who]

    @cached_property
    def is_grant(self) -> Mask:
        mask: Mask = (self.what == self.granted[self.who]) & (self.rank == self.own_rank)
        return mask

    @cached_property
    def envied(self) -> Longs:
        """Return the rows that reach the floor and that their candidate likes better."""
        return np.flatnonzero((self.rank < self.own_rank) & (self.score >= self.floor[self.what]))

    def best_first(self, rows: Longs) -> Longs:
        """Sort preferences by programme, then as the rule compares them."""
        keys: list[Longs] = [-self.score[rows], self.what[rows]]
        if self.strict:
            keys = [self.draw[self.who[rows]], self.rank[rows], *keys]
        return rows[np.lexsort(keys)]

    def name(self, row: int) -> str:
        who, what = self.candidates[self.who[row]], self.programmes[self.what[row]]
        return f"thí sinh {who}, NV{self.rank[row]}, ngành {what}"


def check(
    candidates: pa.Table,
    programmes: pa.Table,
    preferences: pa.Table,
    result: pa.Table,
    rule: str,
) -> list[Violation]:
    """Return every property that the result breaks; none when it is right."""
    found = _check_roll(candidates, programmes, result)
    if found:
        return found
    case = _case(candidates, programmes, preferences, result, rule == "strict")
    found = [*_check_grants(case), *_check_quotas(case), *_check_blocking(case)]
    if found:
        return found
    return _check_circles(case) if case.strict else _check_replay(case)


def _violation(
    code: str, sentence: str, cases: npt.NDArray[Any], names: Iterable[str]
) -> list[Violation]:
    return [Violation(code, sentence, len(cases), tuple(names))] if len(cases) else []


def _texts(column: Any) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], whole.type)
    if pa.types.is_integer(whole.type):
        return whole.cast(pa.int64())
    return whole.cast(pa.string())


def _rows_of(column: Any, codes: pa.Array) -> Longs:
    """Return the row of each code, -1 for none."""
    values = _texts(column)
    if values.type != codes.type:
        values, codes = values.cast(pa.string()), codes.cast(pa.string())
    return np.asarray(pc.fill_null(pc.index_in(values, codes), -1), dtype=np.int64)


def _longs(column: Any) -> Longs:
    return np.asarray(pc.fill_null(column.cast(pa.int64()), 0).to_numpy(), dtype=np.int64)


def _check_roll(candidates: pa.Table, programmes: pa.Table, result: pa.Table) -> list[Violation]:
    """Every candidate once, nobody else, no unknown programme."""
    codes = _texts(candidates["candidate"])
    place = _rows_of(result["candidate"], codes)
    seen = np.bincount(place[place >= 0], minlength=len(codes))
    strangers = np.flatnonzero(place < 0)
    absent, twice = np.flatnonzero(seen == 0), np.flatnonzero(seen > 1)
    there = _rows_of(result["programme"], _texts(programmes["programme"]))
    named = result["programme"].is_valid().to_numpy()
    unknown = np.flatnonzero(named & (there < 0))
    in_result = result["candidate"]
    return [
        *_violation(
            "stranger",
            "có kết quả của người không phải thí sinh",
            strangers,
            (str(in_result[int(row)]) for row in strangers[:SHOWN]),
        ),
        *_violation(
            "absent",
            "thí sinh không có trong kết quả",
            absent,
            (str(codes[int(row)]) for row in absent[:SHOWN]),
        ),
        *_violation(
            "twice",
            "thí sinh có nhiều hơn một kết quả",
            twice,
            (str(codes[int(row)]) for row in twice[:SHOWN]),
        ),
        *_violation(
            "unknown_programme",
            "kết quả ghi ngành không tồn tại",
            unknown,
            (str(in_result[int(row)]) for row in unknown[:SHOWN]),
        ),
    ]


def _case(
    candidates: pa.Table,
    programmes: pa.Table,
    preferences: pa.Table,
    result: pa.Table,
    strict: bool,
) -> Case:
    codes, places = _texts(candidates["candidate"]), _texts(programmes["programme"])
    count = len(codes)
    draw = np.zeros(count, dtype=np.int64)
    if strict:
        lots = pa.table({"lottery": candidates["lottery"], "candidate": codes})
        keys = [("lottery", "ascending"), ("candidate", "ascending")]
        draw[pc.sort_indices(lots, sort_keys=keys).to_numpy()] = np.arange(count)
    at = _rows_of(result["candidate"], codes)
    granted, granted_rank = np.full(count, -1), np.zeros(count, dtype=np.int64)
    granted[at] = _rows_of(result["programme"], places)
    granted_rank[at] = _longs(result["rank"])
    return Case(
        codes,
        places,
        draw,
        _longs(programmes["quota"]),
        _longs(programmes["floor"]),
        _rows_of(preferences["candidate"], codes),
        _rows_of(preferences["programme"], places),
        _longs(preferences["rank"]),
        _longs(preferences["score"]),
        granted,
        granted_rank,
        strict,
    )


def _check_grants(case: Case) -> list[Violation]:
    """Whoever is admitted asked for that programme at that rank and reaches its floor."""
    asked = np.zeros(len(case.candidates), dtype=bool)
    asked[case.who[case.is_grant]] = True
    unasked = np.flatnonzero((case.granted >= 0) & ~asked)
    ranked = np.flatnonzero((case.granted < 0) & (case.granted_rank != 0))
    low = np.flatnonzero(case.is_grant & (case.score < case.floor[case.what]))
    return [
        *_violation(
            "not_asked",
            "đỗ vào nguyện vọng không đăng ký",
            unasked,
            (str(case.candidates[int(row)]) for row in unasked[:SHOWN]),
        ),
        *_violation(
            "rank_without_programme",
            "có thứ tự nguyện vọng mà không có ngành",
            ranked,
            (str(case.candidates[int(row)]) for row in ranked[:SHOWN]),
        ),
        *_violation(
            "below_floor",
            "đỗ với điểm dưới ngưỡng đầu vào",
            low,
            (case.name(int(row)) for row in low[:SHOWN]),
        ),
    ]


def _admitted(case: Case) -> tuple[Longs, Longs]:
    """Return the rows granted, best first within each programme, and where programmes begin."""
    rows = case.best_first(np.flatnonzero(case.is_grant))
    return rows, np.searchsorted(case.what[rows], np.arange(len(case.programmes) + 1))


def _check_quotas(case: Case) -> list[Violation]:
    rows, begin = _admitted(case)
    counted = np.diff(begin)
    if not case.strict:
        score = case.score[rows]
        worst = score[np.maximum(begin[1:] - 1, 0)] if len(rows) else np.zeros_like(counted)
        above = np.bincount(case.what[rows][score > worst[case.what[rows]]], minlength=len(counted))
        counted = np.where((counted > case.quota) & (case.quota > 0), above + 1, counted)
    over = np.flatnonzero(counted > case.quota)
    return _violation(
        "over_quota",
        "vượt chỉ tiêu",
        over,
        (str(case.programmes[int(row)]) for row in over[:SHOWN]),
    )


def _check_blocking(case: Case) -> list[Violation]:
    """Nobody is refused a seat that is free or held by someone who comes after them."""
    rows, begin = _admitted(case)
    envied, place = case.envied, case.what[case.envied]
    open_seats = np.diff(begin) < case.quota
    # the holder of the last seat within the quota; whoever comes before them is wronged
    last = rows[np.minimum(begin[:-1] + case.quota, begin[1:]) - 1] if len(rows) else case.quota
    blocking = open_seats[place]
    closed = np.flatnonzero(~blocking & (case.quota[place] > 0))
    mine, theirs = envied[closed], last[place[closed]]
    if case.strict:
        before = _precedes(case, mine, theirs)
    else:
        before = case.score[mine] >= case.score[theirs]
    blocking[closed] = before
    pairs = envied[blocking]
    return _violation(
        "blocking",
        "bị từ chối nguyện vọng lẽ ra được nhận",
        pairs,
        (case.name(int(row)) for row in pairs[:SHOWN]),
    )


def _precedes(case: Case, mine: Longs, theirs: Longs) -> Mask:
    result = case.draw[case.who[mine]] < case.draw[case.who[theirs]]
    for column, sign in ((case.rank, 1), (case.score, -1)):
        left, right = sign * column[mine], sign * column[theirs]
        result = np.where(left == right, result, left < right)
    return result


def _check_circles(case: Case) -> list[Violation]:
    """Look for programmes that could pass candidates round in a circle.

    Follow, from each programme, the first in line of those who would rather be there to the
    programme that holds them now. Whoever holds nothing, or sits where seats are free, holds
    the same in every stable result, so the walk ends there.
    """
    count = len(case.programmes)
    line = case.best_first(case.envied[case.quota[case.what[case.envied]] > 0])
    first = np.flatnonzero(np.diff(case.what[line], prepend=-1))
    full = np.bincount(case.granted[case.granted >= 0], minlength=count) >= case.quota
    following = np.full(count, -1, dtype=np.int64)
    source = case.granted[case.who[line[first]]]
    following[case.what[line[first]]] = np.where((source >= 0) & full[source], source, -1)
    mark = np.zeros(count, dtype=np.int64)
    for origin in range(count):
        at = origin
        while at >= 0 and not mark[at]:
            mark[at] = origin + 1
            at = int(following[at])
        if at >= 0 and mark[at] == origin + 1:
            name = str(case.programmes[at])
            sentence = "có kết quả khác tốt hơn cho thí sinh, bắt đầu từ ngành"
            return [Violation("not_optimal", sentence, 1, (name,))]
    return []


def _check_replay(case: Case) -> list[Violation]:
    """Replay rule *ties* with one heap of score groups per programme."""
    rows = np.flatnonzero((case.rank <= case.own_rank) & (case.score >= case.floor[case.what]))
    rows = rows[np.lexsort((-case.rank[rows], case.who[rows]))]
    what, score = case.what[rows].tolist(), case.score[rows].tolist()
    lists = np.searchsorted(case.who[rows], np.arange(len(case.candidates) + 1)).tolist()
    nxt = lists[1:]  # lists lie worst first: the next choice is taken from the end
    held: dict[int, dict[int, list[int]]] = defaultdict(dict)
    heaps: dict[int, list[int]] = defaultdict(list)
    count, quota = [0] * len(case.programmes), case.quota.tolist()
    final = [-1] * len(case.candidates)
    moving = list(range(len(case.candidates)))
    while moving:
        candidate = moving.pop()
        nxt[candidate] -= 1
        row = nxt[candidate]
        if row < lists[candidate]:
            final[candidate] = -1
            continue
        place, groups = what[row], held[what[row]]
        if quota[place] == 0:
            moving.append(candidate)
            continue
        if score[row] not in groups:
            groups[score[row]] = []
            heapq.heappush(heaps[place], score[row])
        groups[score[row]].append(candidate)
        final[candidate] = place
        count[place] += 1
        while count[place] - len(groups[heaps[place][0]]) >= quota[place]:
            fallen = groups.pop(heapq.heappop(heaps[place]))
            count[place] -= len(fallen)
            moving += fallen
    better = np.flatnonzero(np.array(final, dtype=np.int64) != case.granted)
    return _violation(
        "not_optimal",
        "có kết quả khác tốt hơn cho thí sinh",
        better,
        (str(case.candidates[int(row)]) for row in better[:SHOWN]),
    )


def check_cutoffs(
    candidates: pa.Table,
    programmes: pa.Table,
    preferences: pa.Table,
    result: pa.Table,
    cutoffs: pa.Table,
    rule: str,
) -> list[Violation]:
    """Return where the published cut-offs do not follow from the result."""
    case = _case(candidates, programmes, preferences, result, rule == "strict")
    rows, begin = _admitted(case)
    admitted = np.diff(begin)
    full = (admitted >= case.quota) & (admitted > 0)
    last = rows[np.maximum(begin[1:] - 1, 0)] if len(rows) else np.zeros_like(admitted)
    at = pc.index_in(case.programmes, _texts(cutoffs["programme"]).cast(case.programmes.type))
    line = cutoffs.take(at)
    cutoff = np.where(full, case.score[last], case.floor)
    wrong = at.is_null().to_numpy(zero_copy_only=False)
    wrong |= _or_none(line["cutoff"]) != np.where(case.quota == 0, -1, cutoff)
    wrong |= _or_none(line["admitted"]) != admitted
    decided = full & case.strict
    wrong |= _or_none(line["last_rank"]) != np.where(decided, case.rank[last], -1)
    holder = _rows_of(line["last_candidate"], case.candidates)
    wrong |= holder != np.where(decided, case.who[last], -1)
    found = np.flatnonzero(wrong)
    return _violation(
        "cutoff",
        "điểm chuẩn không khớp với kết quả, ngành",
        found,
        (str(case.programmes[int(row)]) for row in found[:SHOWN]),
    )


def _or_none(column: Any) -> Longs:
    return np.asarray(pc.fill_null(column.cast(pa.int64()), -1).to_numpy(), dtype=np.int64)
