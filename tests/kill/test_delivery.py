"""Nothing confirmed is lost on its way to the national side, whoever dies or freezes where.

Held against an independent ledger: what people and the clerk were told, dossier by dossier and
event by event. The short selection runs always, the whole matrix with `make test-long`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from deliveries import Town
from small_disk import fill, small_disk

from motcua.scenario.checking import Findings
from motcua.scenario.stage import HUB, NODE

pytestmark = pytest.mark.kill
FROZEN_S = 1.5
POINTS = (
    "before sending", "answer on its way", "answer lost", "answer not yet noted",
    "before the hub commits",
)  # fmt: skip
VICTIMS = ("courier", "node", "postgres", "hub")
SHORT = {
    ("courier", "kill", "answer not yet noted"),
    ("courier", "freeze", "answer on its way"),
    ("postgres", "kill", "before the hub commits"),
    ("hub", "kill", "before the hub commits"),
}
MATRIX = [
    pytest.param(*case, marks=[] if case in SHORT else pytest.mark.kill_long)
    for case in ((v, how, p) for v in VICTIMS for how in ("kill", "freeze") for p in POINTS)
]
DISTURBANCES = (
    "away", "error", "garbled", "cut_request", "late", "unheard", "cut_answer", "duplicate",
)  # fmt: skip
_pause = threading.Event()


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    here = Town(Path(os.environ["MOTCUA_TEST_RUN"]) / f"town-{worker}")
    try:
        here.start()
        yield here
    finally:
        here.end()


@pytest.fixture(autouse=True)
def _calm(town: Town) -> Iterator[None]:
    yield
    town.let_go()


def assert_equal(found: Findings) -> None:
    assert found.named() == {}
    assert found.lost_steps == 0


@pytest.mark.parametrize(("victim", "how", "point"), MATRIX)
def test_whoever_falls_at_whatever_point_everything_arrives_once(
    town: Town, victim: str, how: str, point: str
):
    release = "release/drop" if point == "answer lost" else "release"
    codes = town.file(2)
    with ExitStack() as standing, ThreadPoolExecutor(1) as others:
        stand_at(town, point, codes, standing)
        meanwhile = others.submit(town.file, 1)  # people file all the same
        if how == "kill":
            town.kill(victim)
        else:
            with town.frozen(victim):
                if victim == "courier":  # its lease ends, and another one takes its place
                    standing.close()
                    town.let_go(release)
                    town.relieve()
                _pause.wait(FROZEN_S)
        standing.close()
        town.let_go(release)
        meanwhile.result()
    assert_equal(town.findings())


def stand_at(town: Town, point: str, codes: list[str], standing: ExitStack) -> None:
    """Let the clerk work, and return while a delivery of it stands at the point."""
    if point == "before the hub commits":
        standing.enter_context(town.locked(HUB, "hub_hubdossier"))
    else:
        town.misbehave(**{"hold_request" if point == "before sending" else "hold_answer": 1.0})
    for code in codes:
        town.work_on(code)
    if point == "before the hub commits":
        town.await_blocked()
        return
    town.await_held()
    if point == "answer not yet noted":
        standing.enter_context(town.locked(NODE, "exchange_lane"))
        town.let_go()
        town.await_blocked()


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_a_gateway_that_misbehaves_loses_nothing_and_doubles_nothing(town: Town, kind: str):
    town.misbehave(**{kind: 0.7})
    for code in town.file(3):
        town.work_on(code)
    _pause.wait(0.5)
    town.misbehave()
    assert_equal(town.findings())


def test_a_hub_whose_disk_is_full_is_served_when_there_is_room(town: Town):
    with small_disk(town.stage, "hub_message") as disk:
        filler = fill(disk)
        (code,) = town.file(1)
        town.work_on(code)
        passed = town.stage.gateway()["messages"].get("passed", 0)
        town.await_messages(passed + 3)
        assert town.pending() > 0
        assert "No space left on device" in town.stage.cluster.log.read_text()
        filler.unlink()
        assert_equal(town.findings())


@pytest.mark.kill_long
@pytest.mark.parametrize("statement", [
    "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'",
    "RAISE EXCEPTION USING ERRCODE = '25006'",
])  # fmt: skip
def test_a_hub_that_cannot_write_is_served_when_it_can(town: Town, statement: str):
    """The errors of a full disk and of a read-only standby, as PostgreSQL raises them."""
    town.tell_owner(HUB, f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$"
                         f" BEGIN {statement}; END $$")  # fmt: skip
    for table in ("hub_message", "hub_deadletter"):
        town.tell_owner(HUB, f"CREATE TRIGGER full_disk BEFORE INSERT ON {table}"
                             " FOR EACH STATEMENT EXECUTE FUNCTION full_disk()")  # fmt: skip
    (code,) = town.file(1)
    town.work_on(code)
    passed = town.stage.gateway()["messages"].get("passed", 0)
    town.await_messages(passed + 3)
    assert town.pending() > 0
    town.tell_owner(HUB, "DROP FUNCTION full_disk CASCADE")
    assert_equal(town.findings())


@pytest.mark.kill_long
@pytest.mark.parametrize("ahead_s", [86_400, -60])
def test_a_hub_whose_clock_is_wrong_gets_everything_once(town: Town, ahead_s: int):
    town.skew("hub", ahead_s)
    try:
        for code in town.file(2):
            town.work_on(code)
        assert_equal(town.findings())
    finally:
        town.skew("hub", 0)


@pytest.mark.kill_long
def test_a_hub_whose_clock_is_days_slow_gets_everything_once_it_is_right(town: Town):
    town.skew("hub", -3 * 86_400)
    (code,) = town.file(1)
    town.work_on(code)
    passed = town.stage.gateway()["messages"].get("passed", 0)
    town.await_messages(passed + 3)
    assert town.pending() > 0
    town.skew("hub", 0)
    assert_equal(town.findings())


@pytest.mark.parametrize(("away_s", "faster"), [
    pytest.param(10, 1, marks=pytest.mark.kill_long),
    pytest.param(60, 1, marks=pytest.mark.kill_long),
    pytest.param(300, 1, marks=pytest.mark.kill_long),
    (300, 100),
    pytest.param(86_400, 14_400, marks=pytest.mark.kill_long),
])  # fmt: skip
def test_a_receiver_that_is_away_loses_nothing(town: Town, away_s: int, faster: int):
    """Both the time away and every wait of the courier are divided by ``faster``."""
    with town.courier_at(faster):
        town.misbehave(away=1.0)
        for code in town.file(4):
            town.work_on(code)
        _pause.wait(away_s / faster)
        assert town.pending() > 0
        town.misbehave()
    assert_equal(town.findings())
