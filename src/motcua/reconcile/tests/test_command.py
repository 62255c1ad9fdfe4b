import json
import subprocess
import sys

import pytest

from motcua.reconcile.tests import towns

REGISTER = towns.people(500)


def command(request, *more):
    words = [
        sys.executable,
        "-m",
        "motcua.cli.main",
        "reconcile",
        "--population",
        request.population,
    ]
    words += ["--sector", request.sector, "--mapping", request.mapping, "--out", request.out, *more]
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)


def test_the_command_prints_the_manifest_it_wrote(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    done = command(request, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads((request.out / "manifest.json").read_text())


@pytest.mark.parametrize(("column", "status"), [("birth", 3), ("missing", 2)])
def test_the_exit_status_tells_a_stop_from_a_file_that_cannot_be_used(tmp_path, column, status):
    rows = [{**row, "name": row["birth"], "birth": row["name"]} for row in towns.rows_of(REGISTER)]
    mapping = towns.MAPPING.replace("birth: birth", f"birth: {column}")
    request = towns.write(tmp_path, REGISTER, rows, mapping)
    done = command(request)
    assert done.returncode == status, done.stderr
    assert not request.out.exists()


def test_too_little_memory_is_said_in_one_sentence_and_writes_nothing(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    done = command(request, "--memory-mb", "1")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Không đủ bộ nhớ")
    assert not request.out.exists()


def test_the_report_is_one_printable_page_that_names_nobody(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    assert command(request).returncode == 0
    page = (request.out / "report.html").read_text(encoding="utf-8")
    assert 'lang="vi"' in page and "@media print" in page and "http" not in page
    assert not any(person["id"] in page for person in REGISTER)
