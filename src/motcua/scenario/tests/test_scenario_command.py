"""Sixty dossiers through everything: the run that `motcua scenario` makes at full size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DOSSIERS = 60
ROOT = Path(__file__).parents[4]


@pytest.mark.kill
def test_sixty_dossiers_arrive_once_over_a_line_that_fails():
    home = Path(os.environ["MOTCUA_TEST_RUN"]) / "scenario"  # PostgreSQL can enter it
    done = subprocess.run(
        [sys.executable, "-m", "motcua.cli.main", "scenario", "hoa-binh", "--json",
         "--dossiers", str(DOSSIERS), "--home", str(home)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout
    told = json.loads(done.stdout)
    assert told["dossiers"] == DOSSIERS
    assert (told["verified"] + told["attempted"], told["synchronised"]) == (1, 1)
    wrong = ("falsely_late", "lost", "lost_events", "doubled", "wrong_status", "wrong_times")
    assert [name for name in wrong if told[name]] == []
    assert told["oldest_undelivered_s"] == 0
    assert told["events"] > DOSSIERS * 5
    assert set(told["levels"]) == {"province", "district", "commune"}
    assert told["unproven"] == 0  # what the plain wire had carried was compared in the end
    # the line was really bad, or nothing is shown
    assert told["gateway"]["error"] > 0
    assert told["gateway"]["unheard"] > 0
