from __future__ import annotations

import subprocess
import sys

import pytest

from motcua.cli.main import COMMANDS, main


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert COMMANDS[name] in " ".join(capsys.readouterr().out.split())


def test_without_a_command_the_commands_are_told_and_the_status_is_not_zero(capsys):
    assert main([]) == 2
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in COMMANDS)


def test_a_command_that_does_not_exist_is_refused(capsys):
    assert main(["demolish"]) == 2
    assert "there is no command 'demolish'" in capsys.readouterr().err


def test_the_engines_start_without_django():
    said = subprocess.run(
        [sys.executable, "-c", "import sys; from motcua.cli import admit, reconcile; print('django' in sys.modules)"],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"},
    )  # fmt: skip
    assert said.stdout == "False\n"


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (["sync", "status"], {}, "motcua sync: MOTCUA_SECRET_KEY is not set"),
        (["serve"], {}, "motcua serve: MOTCUA_SECRET_KEY is not set"),
        (["hub", "rebuild"], {"MOTCUA_DEMO": "1", "DATABASE_URL": "postgresql://x@127.0.0.1:1/x"},
         "motcua hub: the database does not answer"),
        (["backup", "no/such/folder/b.tar.gz"], {}, "motcua backup: there is no folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_ends_in_one_sentence(tmp_path, words, settings, said):
    environment = {"PYTHONPATH": "src", "MOTCUA_HOME": str(tmp_path), **settings}
    ended = subprocess.run(
        [sys.executable, "-m", "motcua.cli.main", *words],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.startswith(said)
    assert ended.stderr.count("\n") == 1
