from __future__ import annotations

import json
from dataclasses import replace

import pytest

from motcua.scenario.checking import Findings
from motcua.scenario.ledger import Entry
from motcua.scenario.reporting import Report, found, shares, table

CODES = ("H44.28.05-261123-0001", "H44.28.05-261123-0002")


def report(*verifications: str) -> Report:
    entries = [
        Entry(code, "commune", online=True, verification=word)
        for code, word in zip(CODES, verifications, strict=True)
    ]
    return Report(
        **shares(entries),
        **found(Findings(synchronised=2), 2),
        questions_asked=2,
        acknowledged_only=1,
        differences_found=1,
        unproven=0,
        oldest_undelivered_s=0,
        oldest_undelivered_at_worst_s=86_400,
        unheard_at_worst=0.4,
        procedures={"1.001193": 2},
        left_out={},
        gateway={"error": 3},
        rendered=1,
        not_rendered=0,
        refused_commands=0,
        seconds=9,
        seed=7,
    )


def test_the_object_reads_back_and_says_what_machines_ask_for():
    told = json.loads(json.dumps(report("agrees", "differs").as_json()))
    assert told["dossiers"] == 2
    assert (told["verified"], told["synchronised"], told["levels"]) == (
        1,
        1,
        {"commune": {"online": 2}},
    )
    asked = ("falsely_late", "lost", "doubled", "oldest_undelivered_s")
    assert [told[name] for name in asked] == [0, 0, 0, 0]
    assert told["targets_hold"] is True


def test_who_still_waits_for_a_register_is_told_apart_and_no_failure():
    waiting = report("agrees", "pending")
    assert (waiting.verified, waiting.attempted, waiting.targets_hold) == (0.5, 0.5, True)


def test_who_was_never_asked_about_is_a_failure():
    assert report("agrees", "").targets_hold is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"lost": 1}, {"lost_events": 1}, {"doubled": 1}, {"falsely_late": 1},
        {"falsely_in_time": 1}, {"wrong_status": 1}, {"wrong_times": 1}, {"synchronised": 0.999},
        {"not_rendered": 1},
    ],
)  # fmt: skip
def test_a_single_thing_that_is_wrong_misses_the_targets(wrong: dict[str, float]):
    assert replace(report("agrees", "agrees"), **wrong).targets_hold is False


def test_the_table_has_the_report_s_figures_beside_ours():
    lines = table(report("agrees", "agrees")).splitlines()
    assert any("17%" in line and "100.0%" in line for line in lines)
    assert any("82%" in line and line.rstrip().endswith(" 0") for line in lines)
