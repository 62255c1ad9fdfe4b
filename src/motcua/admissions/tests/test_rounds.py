from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from motcua.admissions.intake import instance_of
from motcua.admissions.matching import RULES, decide
from motcua.admissions.results import cutoffs_of, result_of
from motcua.admissions.rounds import exchange as rounds
from motcua.admissions.rounds.running import run_rounds, universities_of
from motcua.admissions.tests.small import draw
from motcua.cli.main import main


def begun(small, folder, rule):
    instance = instance_of(*small)
    universities = universities_of(small.programmes, instance)
    return rounds.set_up(folder, instance, universities, rule, {}), instance, universities


def grouped(small, size=2):
    names = [f"ĐH {i // size}" for i in range(len(small.programmes))]
    return small._replace(programmes=small.programmes.append_column("university", pa.array(names)))


@pytest.mark.parametrize("rule", RULES)
def test_round_by_round_gives_the_national_result(tmp_path, rule):
    for seed in range(50):
        small = grouped(draw(seed), size=1 + seed % 3)
        exchange, instance, universities = begun(small, tmp_path / str(seed), rule)
        assert run_rounds(exchange, instance, universities)
        national, local = decide(instance, rule), rounds.outcome(exchange, instance, universities)
        assert result_of(local).equals(result_of(national)), seed
        assert cutoffs_of(local).equals(cutoffs_of(national)), seed


@pytest.mark.parametrize("rule", RULES)
def test_cutoffs_never_fall_from_round_to_round(tmp_path, rule):
    longest = 0
    for seed in range(50):
        exchange, instance, universities = begun(draw(seed), tmp_path / str(seed), rule)
        run_rounds(exchange, instance, universities)
        table = rounds.cutoffs_by_round(exchange, universities)
        last = {}
        for row in table.to_pylist():
            if row["cutoff"] is not None:
                assert row["cutoff"] >= last.get(row["programme"], 0)
                last[row["programme"]] = row["cutoff"]
        longest = max(longest, *table["round"].to_pylist())
    assert longest >= 3


def test_a_university_sees_only_its_own_list(tmp_path):
    small = grouped(draw(22))
    exchange, instance, universities = begun(small, tmp_path / "x", "strict")
    run_rounds(exchange, instance, universities)
    for name in set(universities):
        own = set(
            pq.read_table(exchange.home(name) / "programmes.parquet")["programme"].to_pylist()
        )
        for file in exchange.home(name).glob("*.to.parquet"):
            listed = pq.read_table(file)
            assert listed.column_names == ["programme", "candidate", "rank", "score", "lottery"]
            assert set(listed["programme"].to_pylist()) <= own


def test_an_exchange_goes_on_from_where_it_stopped(tmp_path):
    for seed in range(20):
        small = draw(seed)
        exchange, instance, universities = begun(small, tmp_path / f"a{seed}", "strict")
        while not run_rounds(exchange, instance, universities, stop_after=1):
            exchange, instance, universities = begun(small, tmp_path / f"a{seed}", "strict")
            for name in exchange.waiting_for()[:1]:  # a university answers, then the power fails
                rounds.answer_round(exchange, name)
        whole, *_ = begun(small, tmp_path / f"b{seed}", "strict")
        run_rounds(whole, instance, universities)
        for file in whole.folder.rglob("*.parquet"):
            twin = exchange.folder / file.relative_to(whole.folder)
            assert twin.read_bytes() == file.read_bytes()


def test_another_exchange_is_not_mixed_in(tmp_path):
    begun(draw(1), tmp_path, "strict")
    with pytest.raises(rounds.OtherExchange):
        begun(draw(1), tmp_path, "ties")


def test_the_command_runs_both_sides_or_one(tmp_path, capsys):
    small = grouped(draw(22))
    options = []
    for name, table in zip(small._fields, small, strict=True):
        pq.write_table(table, tmp_path / f"{name}.parquet")
        options += [f"--{name}", str(tmp_path / f"{name}.parquet")]
    national, together = tmp_path / "national", tmp_path / "together"
    assert main(["admit", *options, "--out", str(national)]) == 0
    shared = [*options, "--state", str(tmp_path / "s")]
    assert main(["admit", "rounds", *shared, "--out", str(together)]) == 0
    for file in ("result.parquet", "cutoffs.parquet"):
        assert (national / file).read_bytes() == (together / file).read_bytes()
    state = ["--state", str(tmp_path / "apart")]
    out = tmp_path / "apart-out"
    for _ in range(50):
        capsys.readouterr()
        ministry = ["admit", "rounds", *options, *state, "--as", "ministry", "--out", str(out)]
        assert main([*ministry, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        if told["over"]:
            break
        for name in told["waiting_for"]:
            own = ["--as", "university", "--university", name]
            assert main(["admit", "rounds", *state, *own]) == 0
    assert (out / "result.parquet").read_bytes() == (national / "result.parquet").read_bytes()
