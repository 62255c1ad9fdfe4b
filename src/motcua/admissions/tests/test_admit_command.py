from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from motcua.admissions.tests.small import draw
from motcua.cli.main import main

SAVE = {
    "parquet": pq.write_table,
    "arrow": lambda table, path: feather.write_feather(table, path, compression="uncompressed"),
    "csv": csv.write_csv,
}


def saved(small, folder, kind="parquet"):
    """Write the three tables; return the options that name them."""
    folder.mkdir(parents=True, exist_ok=True)
    options = []
    for name, table in zip(small._fields, small, strict=True):
        path = folder / f"{name}.{kind}"
        SAVE[kind](table, path)
        options += [f"--{name}", str(path)]
    return options


@pytest.fixture
def small():
    return draw(22)


def test_a_run_leaves_result_cutoffs_and_manifest(small, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["admit", *saved(small, tmp_path), "--out", str(out), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert sorted(path.name for path in out.iterdir()) == [
        "cutoffs.parquet",
        "manifest.json",
        "result.parquet",
    ]
    result = pq.read_table(out / "result.parquet")
    assert result.column_names == ["candidate", "programme", "rank"]
    assert done["counts"]["admitted"] == len(result) - result["programme"].null_count
    manifest = json.loads((out / "manifest.json").read_text())
    assert set(manifest["inputs"]) == {"candidates", "programmes", "preferences"}
    assert list(tmp_path.glob(".out*")) == []


@pytest.mark.parametrize("rule", ["strict", "ties"])
def test_two_runs_give_the_same_bytes(small, tmp_path, rule):
    options = [*saved(small, tmp_path), "--rule", rule]
    for name, engine in (("a", "numpy"), ("b", "numba"), ("c", "auto"), ("a", "numpy")):
        assert main(["admit", *options, "--engine", engine, "--out", str(tmp_path / name)]) == 0
    for file in ("result.parquet", "cutoffs.parquet", "manifest.json"):
        assert len({(tmp_path / name / file).read_bytes() for name in "abc"}) == 1


def test_parquet_arrow_and_csv_are_read_alike(small, tmp_path):
    results = []
    for kind in SAVE:
        out = tmp_path / f"out-{kind}"
        assert main(["admit", *saved(small, tmp_path / kind, kind), "--out", str(out)]) == 0
        results.append(pq.read_table(out / "result.parquet"))
    assert results[0].equals(results[1])
    as_text = results[0].set_column(0, "candidate", results[0]["candidate"].cast(pa.string()))
    as_text = as_text.set_column(1, "programme", as_text["programme"].cast(pa.string()))
    assert results[2].equals(as_text)


def test_bad_input_leaves_nothing_behind(small, tmp_path, capsys):
    bad = small._replace(
        programmes=small.programmes.set_column(1, "quota", pa.array([-1] * len(small.programmes)))
    )
    out = tmp_path / "out"
    assert main(["admit", *saved(bad, tmp_path), "--out", str(out), "--json"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["refused"][0]["code"] == "quota_out_of_range"
    assert "chỉ tiêu" in told.err
    assert not out.exists()


def test_an_older_result_survives_a_refused_run(small, tmp_path):
    out = tmp_path / "out"
    options = saved(small, tmp_path)
    assert main(["admit", *options, "--out", str(out)]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (tmp_path / "preferences.parquet").write_bytes(b"not a table")
    assert main(["admit", *options, "--out", str(out)]) == 2
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_years_may_differ_in_the_names_of_the_files(small, tmp_path, capsys):
    options = saved(small, tmp_path)
    (tmp_path / "candidates.parquet").rename(tmp_path / "candidates-2025.parquet")
    (tmp_path / "programmes.parquet").rename(tmp_path / "programmes-2026.parquet")
    options[1] = str(tmp_path / "candidates-2025.parquet")
    options[3] = str(tmp_path / "programmes-2026.parquet")
    assert main(["admit", *options, "--out", str(tmp_path / "out")]) == 2
    assert "năm khác nhau" in capsys.readouterr().err


def test_verify_accepts_a_run_and_refuses_a_changed_one(small, tmp_path, capsys):
    out, options = tmp_path / "out", saved(small, tmp_path)
    main(["admit", *options, "--out", str(out)])
    assert main(["admit", "verify", *options, "--out", str(out)]) == 0
    assert "ĐÚNG" in capsys.readouterr().out
    result = pq.read_table(out / "result.parquet")
    pq.write_table(result.slice(1), out / "result.parquet")
    assert main(["admit", "verify", *options, "--out", str(out)]) == 2


def test_verify_refuses_inputs_of_another_run(small, tmp_path):
    out = tmp_path / "out"
    main(["admit", *saved(small, tmp_path), "--out", str(out)])
    others = saved(draw(23), tmp_path / "others")
    assert main(["admit", "verify", *others, "--out", str(out)]) == 2


@pytest.mark.parametrize("rule", ["strict", "ties"])
def test_explanations_agree_with_results(tmp_path, capsys, rule):
    for seed in range(25):
        small, folder = draw(seed), tmp_path / f"{rule}-{seed}"
        options, out = saved(small, folder), folder / "out"
        main(["admit", *options, "--rule", rule, "--out", str(out)])
        codes = [str(code) for code in small.candidates["candidate"].to_pylist()]
        capsys.readouterr()
        asked = ["--preferences", options[5], "--candidates", options[1], "--candidate", *codes]
        assert main(["admit", "explain", "--out", str(out), *asked, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        for row in pq.read_table(out / "result.parquet").to_pylist():
            admitted = [e for e in told[str(row["candidate"])] if e["verdict"] == "admitted"]
            assert [e["programme"] for e in admitted] == [
                p for p in [row["programme"]] if p is not None
            ]


def test_an_explanation_reads_as_people_write_it(tmp_path, capsys):
    files = {
        "candidates": "candidate,lottery\n001,1\n002,2\n003,3\n",
        "programmes": "programme,quota,floor\nBK1,1,1500\nNN2,1,1500\n",
        "preferences": "candidate,rank,programme,score\n001,1,BK1,2435\n001,2,NN2,2435\n"
        "002,1,BK1,2460\n003,1,BK1,1400\n",
    }
    options = []
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text)
        options += [f"--{name}", str(tmp_path / f"{name}.csv")]
    out = tmp_path / "out"
    assert main(["admit", *options, "--out", str(out)]) == 0
    capsys.readouterr()
    asked = ["--out", str(out), "--preferences", options[5], "--candidate", "001", "003"]
    assert main(["admit", "explain", *asked]) == 0
    told = capsys.readouterr().out
    assert "NV1: 24,35 < điểm chuẩn 24,60; đỗ NV2" in told
    assert "NV1: 14,00 < ngưỡng đầu vào 15,00; không đỗ nguyện vọng nào" in told


def test_an_unknown_candidate_is_told_so(small, tmp_path, capsys):
    options, out = saved(small, tmp_path), tmp_path / "out"
    main(["admit", *options, "--out", str(out)])
    asked = ["--out", str(out), "--preferences", options[5], "--candidate", "404"]
    assert main(["admit", "explain", *asked]) == 1
    assert "404" in capsys.readouterr().err


def test_the_lottery_can_be_drawn_and_checked_from_its_seed(small, tmp_path, capsys):
    bare = small._replace(candidates=small.candidates.select(["candidate"]))
    options = saved(bare, tmp_path)
    seed = ["--lottery-seed", "hạt giống 2026"]
    assert main(["admit", *options, *seed, "--out", str(tmp_path / "a")]) == 0
    drawn = tmp_path / "drawn.parquet"
    made = ["--candidates", options[1], "--seed", seed[1], "--out", str(drawn)]
    assert main(["admit", "lottery", *made]) == 0
    options[1] = str(drawn)
    assert main(["admit", *options, *seed, "--out", str(tmp_path / "b")]) == 0
    results = [(tmp_path / name / "result.parquet").read_bytes() for name in "ab"]
    assert results[0] == results[1]
    assert json.loads((tmp_path / "a" / "manifest.json").read_text())["lottery"]["seed_sha256"]
    assert main(["admit", *options, "--lottery-seed", "khác", "--out", str(tmp_path / "c")]) == 2
    assert "hạt giống" in capsys.readouterr().err


def test_lottery_numbers_in_csv_are_numbers(tmp_path):
    files = {
        "candidates": "candidate,lottery\nA,10\nB,9\n",
        "programmes": "programme,quota,floor\nX,1,\n",
        "preferences": "candidate,rank,programme,score\nA,1,X,2000\nB,1,X,2000\n",
    }
    options = []
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text)
        options += [f"--{name}", str(tmp_path / f"{name}.csv")]
    assert main(["admit", *options, "--out", str(tmp_path / "out")]) == 0
    result = pq.read_table(tmp_path / "out" / "result.parquet")
    assert result["programme"].to_pylist() == [None, "X"]


def test_a_tie_that_only_the_lottery_decides_asks_for_it(tmp_path, capsys):
    small = draw(0)._replace(
        candidates=pa.table({"candidate": [1, 2], "lottery": [8, 3]}),
        programmes=pa.table({"programme": [5], "quota": [1], "floor": [0]}),
        preferences=pa.table(
            {"candidate": [1, 2], "rank": [1, 1], "programme": [5, 5], "score": [2000, 2000]}
        ),
    )
    options, out = saved(small, tmp_path), tmp_path / "out"
    main(["admit", *options, "--out", str(out)])
    asked = ["--out", str(out), "--preferences", options[5], "--candidate", "1"]
    assert main(["admit", "explain", *asked]) == 1
    assert "--candidates" in capsys.readouterr().err
    assert main(["admit", "explain", *asked, "--candidates", options[1]]) == 0
    assert "số bốc thăm 8 sau số cuối cùng được nhận 3" in capsys.readouterr().out


def test_marks_become_preferences_that_can_be_decided(tmp_path, capsys):
    files = {
        "candidates": "candidate,area,group,bonus,lottery\n001,KV1,,0,2\n002,KV3,UT1,50,1\n003,,,,3\n",
        "marks": "candidate,subject,mark\n001,toan,800\n001,vat-li,700\n001,hoa-hoc,650\n"
        "002,toan,700\n002,vat-li,700\n002,hoa-hoc,700\n003,toan,900\n",
        "programmes": "programme,quota,floor\nBK1,2,\n",
        "offers": "programme,combination\nBK1,A00\n",
        "wishes": "candidate,rank,programme\n001,1,BK1\n002,1,BK1\n003,1,BK1\n",
        "direct": "candidate,programme\n003,BK1\n",
    }
    options = []
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text)
        options += [f"--{name}", str(tmp_path / f"{name}.csv")]
    scored = tmp_path / "scored"
    assert main(["admit", "scores", *options, "--on", "2026-07-20", "--out", str(scored)]) == 0
    assert "rounding" in capsys.readouterr().err
    made = [
        word
        for name in ("candidates", "programmes", "preferences")
        for word in (f"--{name}", str(scored / f"{name}.parquet"))
    ]
    assert main(["admit", *made, "--out", str(tmp_path / "out")]) == 0
    result = pq.read_table(tmp_path / "out" / "result.parquet").to_pylist()
    # 002: 21,00 + 0,50 + 2,00 = 23,50; 001: 21,50 + 0,75 = 22,25; one seat is left by 003
    assert [(row["candidate"], row["programme"]) for row in result] == [
        ("001", None),
        ("002", "BK1"),
    ]
