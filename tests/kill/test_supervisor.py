"""The supervisor of the demo: what dies comes back, and what ends leaves nothing behind."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from stack import Stack, children_of, claim_ports, start, still_run, wait_until

pytestmark = pytest.mark.kill


@pytest.mark.parametrize("name", ["node", "node worker", "hub", "sandbox", "postgres"])
def test_a_killed_child_is_started_again(stack: Stack, name: str):
    old = stack.kill(name)
    stack.await_revived(name, old)
    assert stack.await_line(f"{name} ended (-9)")
    os.kill(stack.processes()[name], 0)


def test_what_a_dead_server_leaves_behind_is_ended_before_it_starts_again(stack: Stack):
    old = stack.processes()["node"]
    left = children_of(old)
    os.kill(old, signal.SIGKILL)
    stack.await_revived("node", old)
    assert left
    wait_until(lambda: not still_run(left), "what the server left behind has ended")
    assert httpx.get(f"{stack.node}/healthz").text == "ok"


def test_a_web_process_that_dies_is_replaced_without_the_server(stack: Stack):
    server = stack.processes()["node"]
    before = children_of(server)
    dead = max(before)
    os.kill(dead, signal.SIGKILL)
    wait_until(lambda: len(children_of(server) - before) == 1, "another web process runs")
    wait_until(stack.is_ready, "node answers")
    assert stack.processes()["node"] == server


@pytest.mark.kill_long
def test_ctrl_c_keeps_the_data_for_the_next_start():
    home = Path(os.environ["MOTCUA_TEST_RUN"]) / "started-twice"
    base, claim = claim_ports()
    with closing(claim):
        first = start(home, base)
        first.await_line("READY")
        family, moment = first.family(), (home / "clock").read_text()
        assert first.end(signal.SIGINT) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in family)
        second = start(home, base)
        second.await_line("READY")
        assert (home / "clock").read_text() == moment
        assert second.end(signal.SIGTERM) == 0
    assert not (home / "processes.json").exists()


def test_a_start_on_ports_in_use_says_which_and_touches_nothing(stack: Stack):
    home = Path(os.environ["MOTCUA_TEST_RUN"]) / "never"
    refused = start(home, stack.base)
    assert f"port {stack.base} is in use" in refused.await_line("MOTCUA_PORT_BASE")
    assert refused.process.wait(30) == 1
    assert not home.exists()
