"""`motcua corrections`: what it prints, and with which status it ends."""

import json

import pytest

from motcua.cli.main import main
from motcua.corrections.tests.cast import AGENCY, ONE, SECTOR, load_agency, matched, one, says

pytestmark = pytest.mark.django_db
TO = ("--agency", AGENCY)


@pytest.fixture(autouse=True)
def agency(db):
    load_agency()


def load(*more):
    return main(["corrections", "load", str(matched()[0]), "--sector", SECTOR, *TO, *more])


def test_a_run_is_loaded_once_and_said_so(capsys):
    files = vars(matched()[1])
    given = ["--population", str(files["population"]), "--mapping", str(files["mapping"])]
    assert load(*given, "--sector-file", str(files["sector"]), "--json") == 0
    assert json.loads(capsys.readouterr().out)["proposals"] > 0
    assert load() == 0
    assert "đã được nạp" in capsys.readouterr().out


def test_some_of_the_files_are_not_enough(capsys):
    assert load("--population", str(matched()[1].population)) == 2
    assert "--mapping" in capsys.readouterr().err


def test_a_folder_of_something_else_is_refused(capsys, tmp_path):
    assert main(["corrections", "load", str(tmp_path), *TO]) == 2
    assert "không phải kết quả" in capsys.readouterr().err


def test_an_agency_that_does_not_exist_is_refused(capsys):
    out = str(matched()[0])
    assert main(["corrections", "load", out, "--sector", SECTOR, "--agency", "X99"]) == 2
    assert "X99" in capsys.readouterr().err


def test_what_was_accepted_is_exported_once_and_again_on_request(capsys, tmp_path):
    load()
    says(ONE, one())
    command = ["corrections", "export", str(tmp_path), "--sector", SECTOR, *TO]
    assert main([*command, "--json"]) == 0
    number = json.loads(capsys.readouterr().out.splitlines()[-1])["export"]
    first = (tmp_path / f"export-{number}" / "corrections.csv").read_bytes()
    assert main(command) == 0
    assert "Không có chỉnh sửa" in capsys.readouterr().out
    assert main([*command, "--again", str(number)]) == 0
    assert (tmp_path / f"export-{number}" / "corrections.csv").read_bytes() == first
    assert main([*command, "--again", "999999"]) == 2
