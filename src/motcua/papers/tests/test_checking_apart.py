from motcua.papers import checking_apart
from motcua.papers.tests.cast import NOW, an_office


def test_apart_the_answer_is_the_same(tmp_path):
    office = an_office(tmp_path)

    answer = checking_apart.check_apart(office.sealed(), tmp_path, NOW)

    assert answer["verdict"] == "genuine"
    assert [s["by_agency"] for s in answer["signatures"]] == [False, True]


def test_a_file_that_takes_too_long_counts_as_unreadable(tmp_path, monkeypatch):
    monkeypatch.setattr(checking_apart, "PATIENCE_S", 0.01)

    assert checking_apart.check_apart(b"%PDF-", tmp_path, NOW)["verdict"] == "unreadable"
