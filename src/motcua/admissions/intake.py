"""From three tables to one instance, or to a refusal that names what is wrong.

candidates: ``candidate, lottery`` · programmes: ``programme, quota, floor`` · preferences:
``candidate, rank, programme, score``; scores and floors in whole hundredths of a point.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from motcua.admissions import lists
from motcua.admissions.codes import Codes, codes_of, same_kind
from motcua.admissions.instance import TOP_SCORE, Instance
from motcua.admissions.numbers import Limits, whole
from motcua.admissions.refusal import Faults
from motcua.admissions.turns import turns_of
from motcua.admissions.years import check_one_year

COLUMNS = {
    "candidates": ("candidate",),
    "programmes": ("programme", "quota", "floor"),
    "preferences": ("candidate", "rank", "programme", "score"),
}
LARGEST_QUOTA = 10_000_000
HIGHEST_TOP_SCORE = 32_767  # what a 16-bit score holds


def instance_of(
    candidates: pa.Table,
    programmes: pa.Table,
    preferences: pa.Table,
    *,
    top_score: int = TOP_SCORE,
    lottery_needed: bool = True,
) -> Instance:
    """Check the tables and put them in order.

    :raises InputRefused: naming every kind of fault, with counts and first rows.
    """
    faults = Faults()
    tables = {"candidates": candidates, "programmes": programmes, "preferences": preferences}
    for file, needed in COLUMNS.items():
        for column in needed:
            if column not in tables[file].column_names:
                faults.whole(file, "missing_column", f"thiếu cột {column}")
    faults.stop()
    check_one_year(tables, faults)
    if not 0 < top_score <= HIGHEST_TOP_SCORE:
        told = f"điểm tối đa {top_score} ngoài khoảng 1 đến {HIGHEST_TOP_SCORE}"
        faults.whole("inputs", "top_score", told)
    columns = _columns(candidates, programmes, preferences, faults)
    faults.stop()
    who = _codes(columns["candidates"], "candidates", "thí sinh", faults)
    what = _codes(columns["programmes"], "programmes", "ngành", faults)
    if not (len(who) and len(what)):
        faults.stop()
    quota, floor = seats_of(programmes, what, top_score, faults)
    lottery, turn, shared = turns_of(candidates, who, lottery_needed, faults)
    rows = lists.listed(
        lists.Wishes(columns["wish_candidate"], columns["wish_programme"], preferences),
        who,
        what,
        top_score,
        faults,
    )
    faults.stop()
    return Instance(who, what, lottery, turn, shared, quota, floor, *rows, top_score=top_score)


def _columns(
    candidates: pa.Table, programmes: pa.Table, preferences: pa.Table, faults: Faults
) -> dict[str, pa.ChunkedArray]:
    """Return the code columns, made alike in kind, none of them with empty cells."""
    left, wish_left = same_kind(candidates["candidate"], preferences["candidate"])
    right, wish_right = same_kind(programmes["programme"], preferences["programme"])
    columns = {
        "candidates": left,
        "programmes": right,
        "wish_candidate": wish_left,
        "wish_programme": wish_right,
    }
    for name, column in columns.items():
        if column.null_count:
            file = name if name in {"candidates", "programmes"} else "preferences"
            empty = np.flatnonzero(column.is_null().to_numpy())
            faults.rows(file, "code_missing", "thiếu mã", empty, _row_number)
    return columns


def _row_number(row: int) -> str:
    return f"dòng {row + 1}"


def _codes(column: pa.ChunkedArray, file: str, word: str, faults: Faults) -> Codes:
    codes = codes_of(column)
    sentence = f"mã {word} bị lặp lại"
    faults.rows(
        file,
        f"duplicate_{'candidate' if file == 'candidates' else 'programme_code'}",
        sentence,
        codes.repeated,
        lambda row: f"{word} {column[row].as_py()} (dòng {row + 1})",
    )
    if not len(codes):
        faults.whole(file, "empty", "không có dòng nào")
    return codes


def seats_of(
    programmes: pa.Table, what: Codes, top_score: int, faults: Faults
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return quota and floor by place of programme; a programme without a floor has floor 0."""

    def name(row: int) -> str:
        return f"ngành {programmes['programme'][row].as_py()}"

    quota, _ = whole(
        programmes,
        "programmes",
        "quota",
        Limits("quota", "chỉ tiêu", 0, LARGEST_QUOTA),
        faults,
        name,
    )
    given = programmes.column("floor")
    if pa.types.is_null(given.type):
        given = given.cast(pa.int64())
    zero = pa.scalar(0).cast(pa.string()).cast(given.type)
    floored = programmes.append_column("floor_given", pc.fill_null(given, zero))
    floor, _ = whole(
        floored,
        "programmes",
        "floor_given",
        Limits("floor", "ngưỡng đầu vào (đơn vị 0,01 điểm)", 0, top_score),
        faults,
        name,
    )
    return _by_place(quota, what), _by_place(floor, what)


def _by_place(values: npt.NDArray[Any], codes: Codes) -> npt.NDArray[np.int64]:
    placed = np.zeros(len(codes), dtype=np.int64)
    placed[codes.place_of_row] = values
    return placed
