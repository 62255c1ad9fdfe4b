import json
import shutil

import pytest

from motcua.cli import main
from motcua.paths import PROCEDURES


def test_check_of_the_repository_s_packages_passes(capsys):
    assert main.main(["catalogue", "check", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    assert told["revisions"] >= 1


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(PROCEDURES, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_check_fails_when_an_example_differs(copied, capsys):
    example = copied / "1.001193/examples/three-copies.yaml"
    example.write_text(example.read_text(encoding="utf-8").replace("24000", "25000"))

    assert main.main(["catalogue", "check", str(copied)]) == 1
    assert "three-copies.yaml: fees" in capsys.readouterr().out


def test_check_fails_on_an_edit_of_a_published_revision(copied, capsys):
    form = copied / "1.001193/1/form.yaml"
    form.write_text(form.read_text(encoding="utf-8") + "\n")

    assert main.main(["catalogue", "check", str(copied)]) == 1
    assert "publish a new revision" in capsys.readouterr().out


def test_check_of_an_empty_folder_is_not_a_success(tmp_path):
    assert main.main(["catalogue", "check", str(tmp_path)]) == 1


def test_the_preview_of_a_form_gives_a_way_to_each_question(capsys):
    assert main.main(["catalogue", "show", "1.001193", "--json"]) == 0

    preview = json.loads(capsys.readouterr().out)
    ways = [question["way"] for page in preview["pages"] for question in page["questions"]]
    assert len(ways) > 40
    assert None not in ways


def test_an_unknown_procedure_is_not_shown():
    assert main.main(["catalogue", "show", "9.999999"]) == 1


def test_what_is_published_is_not_published_again(capsys):
    assert main.main(["catalogue", "publish", "1.001193", "1"]) == 1
    assert "published already" in capsys.readouterr().err


def test_import_writes_rows_and_reports_for_machines(tmp_path, capsys):
    file, output = tmp_path / "list.jsonl", tmp_path / "index.jsonl"
    file.write_text('{"code": "1.001193", "name": "Đăng ký khai sinh"}\n', encoding="utf-8")

    status = main.main(["catalogue", "import", str(file), "--output", str(output), "--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["procedures"] == 1
    assert json.loads(output.read_text(encoding="utf-8"))["code"] == "1.001193"
