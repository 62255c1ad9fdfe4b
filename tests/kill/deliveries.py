"""Node, gateway and hub as real processes, people who file, and the book of what they were told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import psycopg
from stack import children_of, wait_until
from submitters import Submitters

from motcua.kernel import clock
from motcua.scenario import checking, ledger, national_side
from motcua.scenario.checking import Findings
from motcua.scenario.ledger import Entry
from motcua.scenario.stage import HUB, NODE, Stage

MONDAY = datetime(2026, 11, 23, 8, 40, tzinfo=clock.HANOI)
LEASE_S = 3.0
FASTER = 100.0
DRAFTS = 400
PENDING = """
SELECT count(*) FROM exchange_delivery d JOIN exchange_lane l ON l.id = d.lane_id
WHERE l.destination = 'national' AND d.state <> 'acknowledged'
"""
WAITS_FOR_LOCK = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


class Town:
    """A stage with people; ``entries`` is the independent ledger of everything ever told."""

    def __init__(self, home: Path) -> None:
        self.stage = Stage(home, durable=True)
        self.entries: dict[str, Entry] = {}

    def start(self) -> None:
        stage = self.stage
        before = dict(os.environ)
        try:
            stage.start_database(MONDAY)
        finally:
            os.environ.clear()
            os.environ.update(before)
        stage.add_hub()
        stage.add_gateway(seed=1)
        stage.add_node_web()
        stage.add_courier(lease_s=LEASE_S, faster=FASTER)
        for name in ("hub", "node"):
            stage.await_answer(f"{stage.url(name)}/healthz")
        self.people = Submitters(self, 7, DRAFTS)  # type: ignore[arg-type]
        self._drafts = iter(self.people.drafts)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._clerk = stage.spawn("clerk", "node", "tests.kill.clerk", **pipes)

    @property
    def node(self) -> str:
        return self.stage.url("node")

    def environment(self, role: str = "node") -> dict[str, str]:
        """Return the environment of one more process, as ``Submitters`` ask for it."""
        return self.stage.environment(role)

    def file(self, count: int) -> list[str]:
        """File dossiers over HTTP, pressing again until told the code."""
        drafts = [next(self._drafts) for _ in range(count)]
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(self.people._submit, drafts))
        codes = [self.people.codes[draft] for draft in drafts]
        for code in codes:
            assert code not in self.entries, "a code was given twice"
            self.entries[code] = Entry(code, "commune", online=True)
            self.entries[code].steps["", 1] += 1
        return codes

    def work_on(self, code: str) -> None:
        """Let the clerk guide, hear and receive; the book notes what each act returned."""
        self._clerk.stdin.write(f"{code}\n".encode())
        self._clerk.stdin.flush()
        while (line := self._clerk.stdout.readline().decode()) != "done\n":
            ledger.note(self.entries, json.loads(line))

    def pid(self, name: str) -> int:
        return int(json.loads((self.stage.home / "processes.json").read_text())[name])

    def kill(self, name: str) -> None:
        """End a process and those of its group as by `kill -9`, then start it again."""
        os.killpg(self.pid(name), signal.SIGKILL)
        wait_until(lambda: self.stage.children.revive() != [], f"{name} is started again")
        if name in self.stage.ports:
            self.stage.await_answer(f"{self.stage.url(name)}/gateway/figures")

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Stop a process and all it started, as by SIGSTOP, and let them go on afterwards."""
        family = {self.pid(name), *children_of(self.pid(name))}
        for number in (signal.SIGSTOP, signal.SIGCONT):
            for pid in family:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
            if number == signal.SIGSTOP:
                yield

    @contextmanager
    def locked(self, database: str, table: str) -> Iterator[None]:
        """Keep everybody else from writing a table; a killed server lets go of it by itself."""
        connection = psycopg.connect(self.stage.database(database, "motcua_owner"))
        connection.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield
        connection.close()

    def relieve(self) -> None:
        """Let another courier serve what one that stands still has leased."""
        words = ("motcua.scenario.courier", str(LEASE_S), str(FASTER))
        relief = self.stage.spawn("relief", "node", *words)
        wait_until(self._all_delivered, "another courier has delivered", patience_s=60)
        relief.terminate()
        relief.wait(30)

    def await_blocked(self) -> None:
        wait_until(
            lambda: self.stage.ask(NODE, WAITS_FOR_LOCK) != [(0,)], "somebody stands at the lock"
        )

    def await_held(self) -> None:
        wait_until(lambda: self.stage.gateway()["held"] > 0, "the gateway holds a message")

    def misbehave(self, **chances: float) -> None:
        self.stage.plan_gateway([{"chances": chances}] if chances else [])

    def let_go(self, how: str = "release") -> None:
        self.misbehave()
        self.stage.gateway(how)

    def findings(self) -> Findings:
        """Wait until nothing is on its way, then hold the hub's tables against the book."""
        wait_until(self._all_delivered, "everything is delivered", patience_s=120)
        now = clock.now()
        return checking.compare(
            self.entries, national_side.read(self.stage.database(HUB), now), now
        )

    def _all_delivered(self) -> bool:
        with suppress(psycopg.OperationalError):
            return self.stage.ask(NODE, PENDING) == [(0,)]
        return False

    def pending(self) -> int:
        ((count,),) = self.stage.ask(NODE, PENDING)
        return int(count)

    def await_messages(self, count: int) -> None:
        wait_until(
            lambda: self.stage.gateway()["messages"].get("passed", 0) >= count, "it was tried again"
        )

    def skew(self, role: str, ahead_s: int) -> None:
        """Start a process again with a clock that is wrong by so much."""
        offset = float((self.stage.home / "clock").read_text()) + ahead_s
        wrong = self.stage.home / f"clock-{role}"
        wrong.write_text(f"{offset}")
        self.stage.settings[role] = {"MOTCUA_CLOCK_FILE": str(wrong)}
        self.kill(role)

    @contextmanager
    def courier_at(self, faster: float) -> Iterator[None]:
        """Let another courier, whose waits are divided by ``faster``, do all the work inside."""
        words = ("motcua.scenario.courier", str(LEASE_S), str(faster))
        other = self.stage.spawn("courier-at-a-pace", "node", *words)
        with self.frozen("courier"):
            yield
            wait_until(self._all_delivered, "the other courier has delivered", patience_s=120)
        other.terminate()
        other.wait(30)

    def tell_owner(self, database: str, statement: str) -> None:
        address = self.stage.database(database, "motcua_owner")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def end(self) -> None:
        self._clerk.kill()
        self.stage.end()
