from __future__ import annotations

import math

import pyarrow as pa
import pytest

from motcua.admissions import InputRefused, match

CANDIDATES = {"candidate": ["001", "002", "003"], "lottery": [2, 1, 3]}
PROGRAMMES = {"programme": ["BK1", "NN2"], "quota": [1, 1], "floor": [1500, 1800]}
PREFERENCES = {
    "candidate": ["001", "001", "002", "003"],
    "rank": [1, 2, 1, 1],
    "programme": ["BK1", "NN2", "BK1", "NN2"],
    "score": [2400, 2400, 2500, 1900],
}


def refusal(candidates=None, programmes=None, preferences=None, rule="strict"):
    with pytest.raises(InputRefused) as caught:
        match(
            {**CANDIDATES, **(candidates or {})},
            {**PROGRAMMES, **(programmes or {})},
            {**PREFERENCES, **(preferences or {})},
            rule=rule,
        )
    return {fault.code: fault for fault in caught.value.faults}, str(caught.value)


def test_the_sound_input_is_decided():
    outcome = match(CANDIDATES, PROGRAMMES, PREFERENCES)
    assert (outcome.granted >= 0).sum() == 2


@pytest.mark.parametrize(
    ("change", "code", "count", "named"),
    [
        (
            {"preferences": {"rank": [1, 1, 1, 1]}},
            "duplicate_rank",
            1,
            "thí sinh 001, NV1, ngành NN2",
        ),
        (
            {"preferences": {"programme": ["BK1", "BK1", "BK1", "NN2"]}},
            "duplicate_programme",
            1,
            "thí sinh 001, NV2, ngành BK1",
        ),
        (
            {"preferences": {"programme": ["BK1", "XX9", "BK1", "NN2"]}},
            "unknown_programme",
            1,
            "thí sinh 001, NV2, ngành XX9",
        ),
        (
            {"preferences": {"candidate": ["001", "001", "999", "003"]}},
            "unknown_candidate",
            1,
            "thí sinh 999",
        ),
        ({"preferences": {"score": [2400, 3001, 2500, -1]}}, "score_out_of_range", 2, "NV2"),
        ({"preferences": {"score": [2400, None, 2500, 1900]}}, "score_missing", 1, "NV2"),
        ({"preferences": {"score": [2400.0, math.nan, 2500.0, 1900.0]}}, "score_missing", 1, "NV2"),
        ({"preferences": {"score": [24.35, 24.0, 25.0, 19.0]}}, "score_not_whole", 1, "NV1"),
        (
            {"preferences": {"score": ["2400", "24,35", "2500", "1900"]}},
            "score_not_whole",
            1,
            "NV2",
        ),
        ({"preferences": {"score": ["2400", "NaN", "2500", "1900"]}}, "score_missing", 1, "NV2"),
        ({"preferences": {"rank": [0, 2, 1, 1]}}, "rank_out_of_range", 1, "NV0"),
        ({"preferences": {"candidate": ["001", None, "002", "003"]}}, "code_missing", 1, "dòng 2"),
        ({"programmes": {"quota": [1, -5]}}, "quota_out_of_range", 1, "ngành NN2"),
        ({"programmes": {"quota": [None, 5]}}, "quota_missing", 1, "ngành BK1"),
        ({"programmes": {"floor": [1500, 3100]}}, "floor_out_of_range", 1, "ngành NN2"),
        ({"programmes": {"floor": [1500.0, math.nan]}}, "floor_missing", 1, "ngành NN2"),
        (
            {"programmes": {"programme": ["BK1", "BK1"]}},
            "duplicate_programme_code",
            1,
            "BK1 (dòng 2)",
        ),
        (
            {"candidates": {"candidate": ["001", "002", "002"]}},
            "duplicate_candidate",
            1,
            "002 (dòng 3)",
        ),
        (
            {"preferences": {"candidate": ["001", "001", "002", "002"], "rank": [1, 2, 1, 2]}},
            "no_preferences",
            1,
            "thí sinh 003",
        ),
        ({"candidates": {"lottery": [2, None, 3]}}, "lottery_missing", 1, "thí sinh 002"),
    ],
)
def test_a_fault_is_counted_and_named(change, code, count, named):
    faults, text = refusal(**change)
    assert faults[code].count == count
    assert any(named in row for row in faults[code].rows)
    assert named in text


def test_all_faults_are_told_at_once():
    faults, _ = refusal(
        programmes={"quota": [1, -5]},
        preferences={"rank": [1, 1, 1, 1], "score": [2400, 2400, 9999, 1900]},
    )
    assert {"quota_out_of_range", "duplicate_rank", "score_out_of_range"} <= set(faults)


def test_files_of_different_years_are_refused():
    faults, text = refusal(
        candidates={"year": [2025, 2025, 2025]}, programmes={"year": [2026, 2026]}
    )
    assert "different_years" in faults
    assert "2025" in text
    assert "2026" in text


def test_the_first_rows_of_many_are_shown_with_the_count():
    many = 40
    faults, text = refusal(
        candidates={"candidate": [f"{i:03}" for i in range(many)], "lottery": list(range(many))},
        preferences={
            "candidate": [f"{i:03}" for i in range(many)],
            "rank": [1] * many,
            "programme": ["BK1"] * many,
            "score": [5000] * many,
        },
    )
    assert faults["score_out_of_range"].count == many
    assert len(faults["score_out_of_range"].rows) == 5
    assert "(40 dòng)" in text


def test_a_programme_without_a_floor_takes_every_score():
    outcome = match(
        CANDIDATES, {**PROGRAMMES, "floor": pa.array([None, None], pa.int16())}, PREFERENCES
    )
    assert outcome.instance.floor.tolist() == [0, 0]


def test_rule_ties_needs_no_lottery():
    candidates = {"candidate": CANDIDATES["candidate"]}
    assert (match(candidates, PROGRAMMES, PREFERENCES, rule="ties").granted >= 0).any()
    with pytest.raises(InputRefused, match="lottery"):
        match(candidates, PROGRAMMES, PREFERENCES, rule="strict")


def test_lists_longer_than_neighbours_are_compared_for_still_show_repeats():
    programmes = {"programme": list(range(90)), "quota": [1] * 90, "floor": [0] * 90}
    chosen = [*range(79), 3]
    wishes = {
        "candidate": [7] * 80,
        "rank": list(range(1, 81)),
        "programme": chosen,
        "score": [9] * 80,
    }
    with pytest.raises(InputRefused, match="trùng ngành"):
        match({"candidate": [7], "lottery": [1]}, programmes, wishes)


@pytest.mark.parametrize("top", [0, 40_000])
def test_an_impossible_scale_is_refused(top):
    with pytest.raises(InputRefused, match="điểm tối đa"):
        match(CANDIDATES, PROGRAMMES, PREFERENCES, top_score=top)


@pytest.mark.parametrize("name", ["candidates", "programmes", "preferences"])
def test_a_file_without_rows_is_refused(name):
    tables = {
        "candidates": CANDIDATES, "programmes": PROGRAMMES, "preferences": PREFERENCES,
    }  # fmt: skip
    tables[name] = pa.table(tables[name]).slice(0, 0)
    with pytest.raises(InputRefused):
        match(**tables)


def test_a_table_without_a_needed_column_is_refused():
    bare = {name: PROGRAMMES[name] for name in ("programme", "floor")}
    with pytest.raises(InputRefused, match="thiếu cột quota"):
        match(CANDIDATES, bare, PREFERENCES)


@pytest.mark.parametrize("floor", [[None, None], [1500.0, None], ["1500", None]])
def test_a_floor_may_be_left_out_in_any_kind_of_column(floor):
    outcome = match(CANDIDATES, {**PROGRAMMES, "floor": floor}, PREFERENCES)
    assert outcome.instance.floor[1] == 0
