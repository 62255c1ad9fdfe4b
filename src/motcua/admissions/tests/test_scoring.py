from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from motcua.admissions import InputRefused
from motcua.admissions.score_rules import score_rule_book
from motcua.admissions.scoring import Registration, nobody, score

RULES = score_rule_book().on(date(2026, 7, 20))


MARKS = {
    "an": {"toan": 800, "vat-li": 700, "hoa-hoc": 600, "tieng-anh": 900},
    "binh": {"toan": 500, "ngu-van": 900, "tieng-anh": 800},
    "chi": {"toan": 900, "vat-li": 900, "hoa-hoc": 900},
}
CANDIDATES = {
    "candidate": ["an", "binh", "chi"],
    "area": ["KV3", "KV1", None],
    "group": [None, "UT2", None],
    "bonus": [0, None, 0],
    "lottery": [1, 2, 3],
}
OFFERS = {
    "programme": ["BK", "BK", "NN"],
    "combination": ["A00", "A01", "D01"],
    "weights": [None, None, "1,1,2"],
}
WISHES = {
    "candidate": ["an", "an", "binh", "chi"],
    "rank": [1, 2, 1, 1],
    "programme": ["BK", "NN", "NN", "BK"],
}


def registration(**changes):
    marks = [(c, s, m) for c, own in MARKS.items() for s, m in own.items()]
    columns = zip(("candidate", "subject", "mark"), zip(*marks, strict=True), strict=True)
    base = Registration(
        candidates=pa.table(CANDIDATES),
        marks=pa.table({name: list(values) for name, values in columns}),
        programmes=pa.table({"programme": ["BK", "NN"], "quota": [5, 2], "floor": [1400, 2000]}),
        offers=pa.table(OFFERS),
        wishes=pa.table(WISHES),
        direct=nobody(),
    )
    return replace(base, **changes)


def scores_of(scored):
    rows = scored.preferences.to_pylist()
    return {(row["candidate"], row["programme"]): row["score"] for row in rows}


def test_a_wish_counts_its_best_eligible_combination():
    assert scores_of(score(registration(), RULES))["an", "BK"] == 800 + 700 + 900


def test_weights_are_brought_back_to_thirty_points():
    # (9,00 + 5,00 + 2 x 8,00) x 3/4 = 22,50; priority 0,75 + 1,00 in full there
    assert scores_of(score(registration(), RULES))["binh", "NN"] == 2250 + 175


def test_a_wish_without_an_eligible_combination_is_set_apart():
    scored = score(registration(), RULES)
    assert scored.without_score.to_pylist() == [{"candidate": "an", "rank": 2, "programme": "NN"}]


def test_floors_are_never_below_the_national_threshold():
    assert score(registration(), RULES).programmes["floor"].to_pylist() == [1500, 2000]


def test_a_direct_admission_takes_a_seat_and_leaves_the_run():
    direct = pa.table({"candidate": ["chi"], "programme": ["BK"]})
    scored = score(registration(direct=direct), RULES)
    assert scored.programmes["quota"].to_pylist() == [4, 2]
    assert scored.candidates["candidate"].to_pylist() == ["an", "binh"]
    assert ("chi", "BK") not in scores_of(scored)


@pytest.mark.parametrize(
    ("table", "column", "values", "code"),
    [
        ("marks", "mark", [1001] + [500] * 9, "mark_out_of_range"),
        ("marks", "candidate", ["zz"] + ["an"] * 9, "unknown_candidate"),
        ("marks", "subject", ["toan"] * 10, "duplicate_mark"),
        ("candidates", "area", ["KV9", None, None], "unknown_area"),
        ("candidates", "bonus", [-1, 0, 0], "bonus_out_of_range"),
        ("offers", "combination", ["Z99", "A01", "D01"], "unknown_combination"),
        ("offers", "weights", ["1,1", None, None], "unknown_combination"),
        ("wishes", "programme", ["??", "NN", "NN", "BK"], "unknown_programme"),
    ],
)
def test_unsound_registrations_are_refused(table, column, values, code):
    whole = getattr(registration(), table)
    at = whole.column_names.index(column)
    changed = registration(**{table: whole.set_column(at, column, pa.array(values))})
    with pytest.raises(InputRefused) as caught:
        score(changed, RULES)
    assert code in {fault.code for fault in caught.value.faults}
