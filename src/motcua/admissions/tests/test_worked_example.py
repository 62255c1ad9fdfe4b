from __future__ import annotations

import re

import pyarrow as pa
import pytest

from motcua.admissions import match
from motcua.admissions.checker import check
from motcua.admissions.explaining import Wish, cutoffs_by_programme, explain, points, summary
from motcua.admissions.matching import RULES
from motcua.admissions.results import cutoffs_of, result_of
from motcua.admissions.rounds.exchange import outcome, set_up
from motcua.admissions.rounds.running import run_rounds, universities_of
from motcua.paths import ROOT

PAGE = (ROOT / "docs" / "admissions" / "worked-example.md").read_text(encoding="utf-8")


def tables():
    """Return the rows of every table of the page, the head first."""
    found = [[]]
    for line in PAGE.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif not line and found[-1]:
            found.append([])
    return [table for table in found if table]


def hundredths(text):
    return int(text.replace(",", ""))


SEATS, PEOPLE, *SOLUTIONS = tables()


@pytest.fixture
def case():
    people = PEOPLE[1:]
    rows = [(row[0], rank, row[2 + rank], hundredths(row[2])) for row in people for rank in (1, 2)]
    names = ("candidate", "rank", "programme", "score")
    return (
        pa.table({"candidate": [r[0] for r in people], "lottery": [int(r[1]) for r in people]}),
        pa.table(
            {
                "programme": [r[0] for r in SEATS[1:]],
                "quota": [int(r[1]) for r in SEATS[1:]],
                "floor": [hundredths(r[2]) for r in SEATS[1:]],
            }
        ),
        pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))),
    )


def by_hand(rule):
    return {row[0]: (row[1], row[2].split()) for row in SOLUTIONS[RULES.index(rule)][1:]}


def published(decided):
    result, cutoffs = result_of(decided).to_pylist(), cutoffs_of(decided).to_pylist()
    return {
        row["programme"]: (
            points(row["cutoff"]),
            [r["candidate"] for r in result if r["programme"] == row["programme"]],
        )
        for row in cutoffs
    }


def test_the_page_has_twelve_candidates_and_three_programmes():
    assert (len(PEOPLE) - 1, len(SEATS) - 1, len(SOLUTIONS)) == (12, 3, 2)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_the_engine_agrees_with_the_hand(case, rule, engine):
    assert published(match(*case, rule=rule, engine=engine)) == by_hand(rule)


@pytest.mark.parametrize("rule", RULES)
def test_the_exchange_agrees_with_the_hand_in_as_many_rounds(case, rule, tmp_path):
    instance = match(*case, rule=rule).instance
    universities = universities_of(case[1], instance)
    exchange = set_up(tmp_path, instance, universities, rule, {})
    run_rounds(exchange, instance, universities)
    assert published(outcome(exchange, instance, universities)) == by_hand(rule)
    part = PAGE.split("## Rule *")[1 + RULES.index(rule)]
    assert len(exchange.rounds()) == len(re.findall(r"\*\*Round \d", part))


@pytest.mark.parametrize("rule", RULES)
def test_the_checker_agrees_with_the_hand(case, rule):
    assert check(*case, result_of(match(*case, rule=rule)), rule) == []


def test_the_sentences_of_the_page_are_those_of_the_program(case):
    cutoffs = cutoffs_by_programme(cutoffs_of(match(*case)))
    lottery = dict(
        zip(*(case[0][name].to_pylist() for name in ("candidate", "lottery")), strict=True)
    )
    told = re.findall(r"^- (\d\d): (NV1.*)$", PAGE, re.MULTILINE)
    assert len(told) == 4
    for code, sentence in told:
        wishes = [
            Wish(r["rank"], r["programme"], r["score"])
            for r in case[2].to_pylist()
            if r["candidate"] == code
        ]
        assert summary(explain(wishes, cutoffs, code, lottery[code])) == sentence
