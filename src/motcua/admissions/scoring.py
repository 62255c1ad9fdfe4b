"""From registrations to the three tables that an admission is decided on.

candidates: ``candidate, area, group, bonus[, lottery]`` · marks: ``candidate, subject, mark``
· programmes: ``programme, quota, floor`` · offers: ``programme, combination[, weights]`` with
weights like '2,1,1' · wishes: ``candidate, rank, programme`` · direct: ``candidate, programme``
(tuyển thẳng, confirmed). Marks, bonus, floor in hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from motcua.admissions.codes import Codes, codes_of, same_kind
from motcua.admissions.instance import LAST_RANK
from motcua.admissions.intake import seats_of
from motcua.admissions.numbers import Limits, whole
from motcua.admissions.refusal import Faults
from motcua.admissions.score_rules import ScoreRules
from motcua.admissions.scores import (
    NO_MARK,
    admission_score,
    combination_total,
    priority_level,
)
from motcua.admissions.years import check_one_year

Longs = npt.NDArray[np.int64]
HEAVIEST = 10


@dataclass(frozen=True)
class Registration:
    """The tables as they come from registration and from the exam."""

    candidates: pa.Table
    marks: pa.Table
    programmes: pa.Table
    offers: pa.Table
    wishes: pa.Table
    direct: pa.Table


@dataclass(frozen=True)
class Scored:
    """The tables of the admission, and who is settled or left before it."""

    candidates: pa.Table
    programmes: pa.Table
    preferences: pa.Table
    without_score: pa.Table  # wishes for which the candidate has no eligible combination
    direct: pa.Table


def nobody() -> pa.Table:
    """Return the list of direct admissions when there are none."""
    return pa.table(
        {"candidate": pa.array([], pa.string()), "programme": pa.array([], pa.string())}
    )


def score(registration: Registration, rules: ScoreRules) -> Scored:
    """Give every wish the score of its best eligible combination.

    A candidate admitted directly leaves the run and, where the rules say so, takes a seat.

    :raises motcua.admissions.refusal.InputRefused: when the input does not make sense.
    """
    faults = Faults()
    check_one_year(vars(registration), faults)
    who = codes_of(registration.candidates["candidate"])
    seats = _seats_left(registration, rules, faults)
    by_combination = _scores_by_combination(registration, who, rules, faults)
    faults.stop()
    best = _best_scores(registration, who, by_combination)
    direct, wishes = registration.direct, registration.wishes
    admitted = pc.is_in(wishes["candidate"], _as(direct["candidate"], wishes["candidate"]))
    running = ~admitted.to_numpy()
    scored = running & (best != NO_MARK)
    preferences = wishes.select(["candidate", "rank", "programme"]).append_column(
        "score", pa.array(best.astype(np.int16))
    )
    return Scored(
        _still_running(registration.candidates, preferences.filter(pa.array(scored))),
        seats,
        preferences.filter(pa.array(scored)),
        wishes.filter(pa.array(running & ~scored)),
        direct,
    )


def _as(column: pa.ChunkedArray, like: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(column.cast(like.type).chunks or [pa.array([], like.type)])


def _still_running(candidates: pa.Table, preferences: pa.Table) -> pa.Table:
    asked = _as(preferences["candidate"], candidates["candidate"])
    columns = [name for name in ("candidate", "lottery") if name in candidates.column_names]
    return candidates.filter(pc.is_in(candidates["candidate"], asked)).select(columns)


def _seats_left(registration: Registration, rules: ScoreRules, faults: Faults) -> pa.Table:
    programmes, direct = registration.programmes, registration.direct
    what = codes_of(programmes["programme"])
    quota, floor = seats_of(programmes, what, rules.top_score, faults)
    taken = what.locate(same_kind(pa.chunked_array([what.ascending]), direct["programme"])[1])
    faults.rows(
        "direct",
        "unknown_programme",
        "ngành không có trong danh sách ngành",
        np.flatnonzero(taken < 0),
        lambda row: f"thí sinh {direct['candidate'][row].as_py()}",
    )
    faults.stop()
    if rules.direct_admission_takes_seats:
        quota = np.maximum(quota - np.bincount(taken, minlength=len(what)), 0)
    return pa.table(
        {
            "programme": what.ascending,
            "quota": quota,
            "floor": np.maximum(floor, rules.lowest_score).astype(np.int16),
        }
    )


def _scores_by_combination(
    registration: Registration, who: Codes, rules: ScoreRules, faults: Faults
) -> dict[tuple[str, str], Longs]:
    """Return every candidate's score in each combination and weighting that somebody offers."""
    level, bonus = _level_and_bonus(registration.candidates, who, rules, faults)
    marks = _marks(registration.marks, who, rules, faults)
    scores: dict[tuple[str, str], Longs] = {}
    for combination, weighting in _offered(registration.offers):
        subjects = rules.combinations.get(combination)
        weights = _weights(weighting, len(subjects or ()))
        if subjects is None or weights is None:
            faults.whole(
                "offers", "unknown_combination",
                f"không có tổ hợp {combination} với hệ số '{weighting}'",
            )  # fmt: skip
            continue
        blank = np.full(len(who), NO_MARK, dtype=np.int64)
        total, sat = combination_total(
            {subject: marks.get(subject, blank) for subject in subjects}, subjects, weights
        )
        exact = admission_score(np.maximum(total, 0), sum(weights), level, bonus, rules)
        scores[combination, weighting] = np.where(sat, exact, NO_MARK)
    return scores


def _offered(offers: pa.Table) -> list[tuple[str, str]]:
    return sorted(set(zip(offers["combination"].to_pylist(), _weightings(offers), strict=True)))


def _weightings(offers: pa.Table) -> list[str]:
    if "weights" not in offers.column_names:
        return [""] * len(offers)
    return [str(weights or "") for weights in offers["weights"].to_pylist()]


def _weights(weighting: str, subjects: int) -> tuple[int, ...] | None:
    """Return the weights, all 1 when none are written, None when they make no sense."""
    if not weighting:
        return (1,) * subjects
    parts = [part.strip() for part in weighting.split(",")]
    good = len(parts) == subjects and all(p.isdigit() and 1 <= int(p) <= HEAVIEST for p in parts)
    return tuple(int(part) for part in parts) if good else None


def _level_and_bonus(
    candidates: pa.Table, who: Codes, rules: ScoreRules, faults: Faults
) -> tuple[Longs, Longs]:
    def name(row: int) -> str:
        return f"thí sinh {candidates['candidate'][row].as_py()}"

    areas, groups = candidates["area"].to_pylist(), candidates["group"].to_pylist()
    for code, sentence, column, known in (
        ("unknown_area", "khu vực ưu tiên không có trong quy định", areas, rules.area_points),
        ("unknown_group", "đối tượng ưu tiên không có trong quy định", groups, rules.group_points),
    ):
        rows = [row for row, value in enumerate(column) if value and value not in known]
        faults.rows("candidates", code, sentence, np.array(rows, dtype=np.intp), name)
    faults.rows("candidates", "duplicate_candidate", "mã thí sinh bị lặp lại", who.repeated, name)
    filled = candidates.append_column(
        "bonus_given", pc.fill_null(candidates["bonus"], _zero(candidates["bonus"].type))
    )
    limits = Limits("bonus", "điểm cộng (đơn vị 0,01 điểm)", 0, rules.top_score)
    bonus, _ = whole(filled, "candidates", "bonus_given", limits, faults, name)
    faults.stop()
    level = priority_level([a or None for a in areas], [g or None for g in groups], rules)
    placed_level, placed_bonus = np.zeros_like(level), np.zeros_like(level)
    placed_level[who.place_of_row], placed_bonus[who.place_of_row] = level, bonus
    return placed_level, placed_bonus


def _zero(kind: pa.DataType) -> int | str:
    return "0" if pa.types.is_string(kind) else 0


def _marks(marks: pa.Table, who: Codes, rules: ScoreRules, faults: Faults) -> dict[str, Longs]:
    """Return, by subject, every candidate's mark, ``NO_MARK`` where there is none."""

    def name(row: int) -> str:
        return f"thí sinh {marks['candidate'][row].as_py()}, môn {marks['subject'][row].as_py()}"

    limits = Limits("mark", "điểm môn (đơn vị 0,01 điểm)", 0, rules.highest_mark)
    values, _ = whole(marks, "marks", "mark", limits, faults, name)
    place = who.locate(same_kind(pa.chunked_array([who.ascending]), marks["candidate"])[1])
    faults.rows("marks", "unknown_candidate", "điểm của người không có trong danh sách thí sinh",
                np.flatnonzero(place < 0), name)  # fmt: skip
    subjects = marks["subject"].cast(pa.string()).combine_chunks().dictionary_encode()
    if isinstance(subjects, pa.ChunkedArray):
        subjects = subjects.chunk(0)
    which = subjects.indices.to_numpy()
    order = np.lexsort((which, place))
    again = (place[order][1:] == place[order][:-1]) & (which[order][1:] == which[order][:-1])
    faults.rows("marks", "duplicate_mark", "hai điểm của một môn", np.sort(order[1:][again]), name)
    faults.stop()
    found = {}
    for index, subject in enumerate(subjects.dictionary.to_pylist()):
        column = np.full(len(who), NO_MARK, dtype=np.int64)
        column[place[which == index]] = values[which == index]
        found[subject] = column
    return found


def _best_scores(
    registration: Registration, who: Codes, scores: dict[tuple[str, str], Longs]
) -> Longs:
    """Return each wish's best score over the combinations its programme offers."""
    wishes, faults = registration.wishes, Faults()

    def name(row: int) -> str:
        return (
            f"thí sinh {wishes['candidate'][row].as_py()}, ngành {wishes['programme'][row].as_py()}"
        )

    limits = Limits("rank", "thứ tự nguyện vọng", 1, LAST_RANK)
    whole(wishes, "wishes", "rank", limits, faults, name)
    left, right = same_kind(registration.programmes["programme"], wishes["programme"])
    what = codes_of(left)
    person = who.locate(same_kind(pa.chunked_array([who.ascending]), wishes["candidate"])[1])
    place = what.locate(right)
    for places, code, sentence in (
        (person, "unknown_candidate", "thí sinh không có trong danh sách thí sinh"),
        (place, "unknown_programme", "ngành không có trong danh sách ngành"),
    ):
        faults.rows("wishes", code, sentence, np.flatnonzero(places < 0), name)
    faults.stop()
    offered = what.locate(same_kind(left, registration.offers["programme"])[1])
    keys = zip(
        registration.offers["combination"].to_pylist(),
        _weightings(registration.offers),
        strict=True,
    )
    programmes_of: dict[tuple[str, str], list[int]] = {}
    for programme, key in zip(offered.tolist(), keys, strict=True):
        if programme >= 0:
            programmes_of.setdefault(key, []).append(programme)
    best = np.full(len(wishes), NO_MARK, dtype=np.int64)
    for key, programmes in programmes_of.items():
        offers = np.zeros(len(what), dtype=bool)
        offers[programmes] = True
        rows = np.flatnonzero(offers[place])
        best[rows] = np.maximum(best[rows], scores[key][person[rows]])
    return best
