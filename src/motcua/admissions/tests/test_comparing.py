from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from motcua.admissions.tests.small import draw
from motcua.cli.main import main

CANDIDATES = pa.table({"candidate": ["an", "binh", "chi", "dung"], "lottery": [1, 2, 3, 4]})
PROGRAMMES = pa.table({"programme": ["X", "Y"], "quota": [1, 1], "floor": [1500, 1500]})
PREFERENCES = pa.table(
    {
        "candidate": ["an", "an", "binh", "binh", "chi", "dung"],
        "rank": [1, 2, 1, 2, 1, 1],
        "programme": ["X", "Y", "X", "Y", "Y", "Y"],
        "score": [2500, 2500, 2400, 2400, 2300, 2200],
    }
)


def saved(folder, candidates=CANDIDATES, programmes=PROGRAMMES, preferences=PREFERENCES):
    folder.mkdir(parents=True, exist_ok=True)
    options = []
    for name, table in (
        ("candidates", candidates),
        ("programmes", programmes),
        ("preferences", preferences),
    ):
        pq.write_table(table, folder / f"{name}.parquet")
        options += [f"--{name}", str(folder / f"{name}.parquet")]
    return options


def decided(folder, rule="strict", **tables):
    options = saved(folder, **tables)
    assert main(["admit", *options, "--rule", rule, "--out", str(folder / "out")]) == 0
    return options


def with_scores(scores):
    return PREFERENCES.set_column(3, "score", pa.array(scores))


def compared(tmp_path, capsys, **after):
    decided(tmp_path / "a")
    decided(tmp_path / "b", **after)
    capsys.readouterr()
    words = [
        "--before",
        str(tmp_path / "a" / "out"),
        "--after",
        str(tmp_path / "b" / "out"),
        "--preferences",
        str(tmp_path / "b" / "preferences.parquet"),
        "--preferences-before",
        str(tmp_path / "a" / "preferences.parquet"),
        "--candidates",
        str(tmp_path / "b" / "candidates.parquet"),
        "--candidates-before",
        str(tmp_path / "a" / "candidates.parquet"),
    ]
    assert main(["admit", "diff", *words, "--json"]) == 0
    return {row["candidate"]: row for row in json.loads(capsys.readouterr().out)}


def test_a_late_score_names_the_candidate_and_everyone_it_moves(tmp_path, capsys):
    found = compared(
        tmp_path, capsys, preferences=with_scores([2500, 2500, 2600, 2600, 2300, 2200])
    )
    assert found["binh"]["cause"] == "own_score"
    assert found["an"]["cause"] == "chain"
    assert "nay NV1: 25,00 < điểm chuẩn 26,00" in found["an"]["reason"]
    assert set(found) == {"an", "binh"}


def test_another_quota_is_told_as_the_cause(tmp_path, capsys):
    more = PROGRAMMES.set_column(1, "quota", pa.array([2, 1]))
    found = compared(tmp_path, capsys, programmes=more)
    assert found["binh"]["cause"] == "quota"
    assert found["chi"] == {
        "candidate": "chi", "before": None, "before_rank": None, "after": "Y", "after_rank": 1,
        "cause": "chain",
        "reason": "điểm chuẩn thay đổi theo dây chuyền; ngành Y: trước NV1: 23,00 < điểm chuẩn "
        "24,00; nay đỗ NV1 (23,00 ≥ điểm chuẩn 23,00)",
    }  # fmt: skip


def test_another_floor_a_new_list_and_a_newcomer_are_told_apart(tmp_path, capsys):
    high = PROGRAMMES.set_column(2, "floor", pa.array([2600, 1500]))
    assert compared(tmp_path / "1", capsys, programmes=high)["an"]["cause"] == "floor"
    swapped = PREFERENCES.set_column(1, "rank", pa.array([2, 1, 1, 2, 1, 1]))
    assert compared(tmp_path / "2", capsys, preferences=swapped)["an"]["cause"] == "own_list"
    fewer = {
        "candidates": CANDIDATES.slice(0, 3),
        "preferences": PREFERENCES.slice(0, 5),
    }
    assert compared(tmp_path / "3", capsys, **fewer)["dung"]["cause"] == "left"


@pytest.mark.parametrize("rule", ["strict", "ties"])
def test_the_diff_names_exactly_those_whose_result_differs(tmp_path, capsys, rule):
    for seed in range(0, 60, 3):
        small, folder = draw(seed), tmp_path / f"{seed}"
        more = [q + 1 for q in small.programmes["quota"].to_pylist()]
        decided(folder / "a", rule, **small._asdict())
        changed = small.programmes.set_column(1, "quota", pa.array(more))
        decided(folder / "b", rule, **small._replace(programmes=changed)._asdict())
        capsys.readouterr()
        words = ["--before", str(folder / "a/out"), "--after", str(folder / "b/out"),
                 "--preferences", str(folder / "a/preferences.parquet"),
                 "--candidates", str(folder / "a/candidates.parquet")]  # fmt: skip
        assert main(["admit", "diff", *words, "--json", "--out", str(folder / "d.parquet")]) == 0
        told = json.loads(capsys.readouterr().out)
        a, b = (
            pq.read_table(folder / f"{n}/out/result.parquet")["programme"].to_pylist() for n in "ab"
        )
        assert [t["candidate"] for t in told] == [
            i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y
        ]
        assert pq.read_table(folder / "d.parquet").num_rows == len(told)
        assert all(
            t["after_rank"] and (not t["before_rank"] or t["after_rank"] < t["before_rank"])
            for t in told
        )


def test_what_if_decides_both_rules_and_says_what_moves(tmp_path, capsys):
    options, out = saved(tmp_path), tmp_path / "what"
    words = ["--rule", "both", "--quota", "X=2", "--floor", "Y=2350", "--out", str(out), "--json"]
    assert main(["admit", "whatif", *options, *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in told] == ["strict", "ties"]
    assert told[0]["programmes"][0]["quota_after"] == 2
    assert told[0]["admitted_before"] == 2
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == [
        "strict-after", "strict-before", "ties-after", "ties-before",
    ]  # fmt: skip
    assert main(["admit", "verify", *options, "--out", str(out / "ties-before")]) == 0


@pytest.mark.parametrize(
    "wish", ["--quota=Z=1", "--quota=X=-1", "--floor=X=9999", "--quota=X=many"]
)
def test_an_absurd_what_if_is_refused(tmp_path, wish):
    options, out = saved(tmp_path), tmp_path / "what"
    assert main(["admit", "whatif", *options, wish, "--out", str(out)]) == 2


def test_changes_may_come_from_a_file(tmp_path, capsys):
    options, out = saved(tmp_path), tmp_path / "what"
    (tmp_path / "changes.csv").write_text("programme,quota,floor\nX,3,\nY,,1600\n")
    words = ["--changes", str(tmp_path / "changes.csv"), "--out", str(out), "--json"]
    assert main(["admit", "whatif", *options, *words]) == 0
    rows = {row["programme"]: row for row in json.loads(capsys.readouterr().out)[0]["programmes"]}
    assert rows["X"]["quota_after"] == 3
    assert rows["Y"]["floor_after"] == 1600


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.stack = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_report_is_one_page_that_needs_nothing_else(tmp_path):
    decided(tmp_path / "a")
    decided(tmp_path / "b", programmes=PROGRAMMES.set_column(1, "quota", pa.array([2, 1])))
    words = ["--run", str(tmp_path / "b/out"), "--against", str(tmp_path / "a/out"),
             "--title", "Xét <thử>", "--out", str(tmp_path / "r.html")]  # fmt: skip
    assert main(["admit", "report", *words]) == 0
    text = (tmp_path / "r.html").read_text()
    page = Page(text)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("svg") == 4
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not any("src" in attrs or "href" in attrs or "style" in attrs for _, attrs in page.tags)
    assert "Xét &lt;thử&gt;" in text
    assert 'lang="vi"' in text
    assert re.search(r"X</text>", text)
    assert "25,00" in text
    assert "2 → 3" in text
