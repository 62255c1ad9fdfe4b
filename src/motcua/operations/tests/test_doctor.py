from __future__ import annotations

from pathlib import Path

from motcua.cli.main import main
from motcua.operations import doctor


def test_a_missing_program_is_named_with_its_package_and_its_use(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["doctor"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("lack")]
    assert [line.split()[1] for line in lines] == ["chromium:", "pdfsig:", "java:"]
    assert all("apt-get install" in line for line in lines)


def test_what_the_product_cannot_do_without_makes_it_fail(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "FONTS", Path("/nowhere"))
    assert main(["doctor"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("NEED")]
    assert line.endswith("missing; make setup")


def test_each_finding_is_one_line():
    texts = [finding.text for finding in doctor.findings()]
    assert len(texts) >= 7
    assert not [text for text in texts if "\n" in text]
