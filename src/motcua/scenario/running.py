"""The run: hour by hour of the story, then healing, waiting, and the comparison."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django
import httpx

from motcua.kernel import clock
from motcua.operations.children import Process
from motcua.scenario import checking, ledger, national_side, pace, reporting
from motcua.scenario.plan import Plan, ticks
from motcua.scenario.reporting import Report
from motcua.scenario.stage import HUB, NODE, Stage, wait_until

DRAIN_PATIENCE_S = 900
HOURS_BEHIND = 2  # ticks that an acting process may be behind the other
FRIDAY, EVENING = 4, 18
REGISTER_AWAY = 3  # times in the story, up to two days each
CLOSING_HOURS = 72
EXTENSION = "motcua-1"
ROUNDS = 3  # of comparing both sides in the end
_BACKLOG = """
SELECT count(*), min(d.created_at) FROM exchange_delivery d
JOIN exchange_lane l ON l.id = d.lane_id
WHERE l.destination = 'national' AND d.state <> 'acknowledged'
"""
_UNPROVEN = """
SELECT count(*) FROM exchange_lane WHERE destination = 'national' AND stored = ''
"""
Say = Callable[[str], None]


@dataclass
class Run:
    """One replay on a stage of its own."""

    plan: Plan
    stage: Stage
    say: Say
    actors: list[Process] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    oldest_at_worst_s: int = 0
    unheard_at_worst: float = 0.0
    falsely_late: set[str] = field(default_factory=set)
    left_out: dict[str, str] = field(default_factory=dict)
    register_is_away: bool = False
    is_plain: bool = True
    acknowledged_only: int = 0
    differences: int = 0
    unheard: int = 0  # moments that the actors have not answered yet
    books: ledger.Reader = field(default_factory=ledger.Reader)

    def play(self) -> Report:
        """Replay the story and return its report; everything it started ends with it."""
        begun = time.monotonic()
        try:
            self._begin()
            self._live()
            self._close()
            self._compare_sides()
            return self._report(round(time.monotonic() - begun))
        finally:
            for actor in self.actors:
                actor.terminate()
            self.stage.end()

    def _begin(self) -> None:
        plan, stage = self.plan, self.stage
        self.say("PostgreSQL, hub, gateway, sandbox …")
        stage.start_database(plan.begins)
        django.setup()  # the settings of this stage are known only now
        plan.write(stage.home / "plan.json")
        stage.run_once("motcua_sandbox", "population", "--csv", out=stage.home / "population.csv")
        stage.add_hub()
        stage.add_gateway(plan.seed, (plan.first, plan.last))
        stage.add_sandbox()
        for name in ("hub", "sandbox"):
            stage.await_answer(f"{stage.url(name)}/")
        trusted = stage.home / "keys" / "timestamp"
        trusted.mkdir(parents=True, exist_ok=True)
        root = httpx.get(f"{stage.url('sandbox')}/tsa/ca.pem").content
        (trusted / "sandbox.pem").write_bytes(root)
        stage.speak("")
        self._add_courier()
        for number in range(plan.actors):
            words = ("motcua.scenario.acting", str(stage.home), str(number))
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            self.actors.append(stage.spawn(f"acting-{number}", "node", *words, **pipes))
        self._hear_one()

    def _live(self) -> None:
        away = register_outages(self.plan)
        day_began = time.monotonic()
        for moment in ticks(self.plan):
            self._switch_register(away, moment)
            if self.is_plain and moment >= self.plan.extended_from:
                self._extend_wire()
            self._until(moment, behind=0 if moment.hour == EVENING else HOURS_BEHIND)
            if moment.hour == EVENING:
                self._let_deliver(moment, day_began + pace.day_s(self.plan.dossiers))
                self._look_around(moment)
                day_began = time.monotonic()

    def _extend_wire(self) -> None:
        """The portal has learnt our extension: the courier that speaks it takes over."""
        self.is_plain = False
        self.stage.children.drop("courier")
        self.stage.speak(EXTENSION)
        self._add_courier()

    def _add_courier(self) -> None:
        rest_s = pace.rest_s(self.plan.dossiers)
        self.stage.add_courier(lease_s=pace.LEASE_S, faster=pace.FASTER, rest_s=rest_s)

    def _let_deliver(self, moment: datetime, day_ends: float) -> None:
        """Let a day of the story last long enough for the courier, unless nobody answers it."""
        windows = gateway_plan(self.stage.gateway_plan)
        if not any(since <= moment < until for since, until in windows):
            with suppress(TimeoutError):
                left = max(0, day_ends - time.monotonic())
                wait_until(lambda: self._backlog()[0] == 0, "a day's deliveries", left)

    def _close(self) -> None:
        """Heal everything, answer what waits for the register, and wait for empty lanes."""
        self.stage.heal_gateway()
        self._switch_register([], self.plan.ends)
        self.say("the gateway is healed; waiting for what is on its way …")
        for hour in range(1, CLOSING_HOURS):
            self._until(self.plan.ends + timedelta(hours=4 + hour))
            if not self.counts["register waits"]:
                break
        self._drain()

    def _compare_sides(self) -> None:
        """Compare both sides as the worker does every hour, until they agree."""
        from motcua.dossiers import parity  # needs models, loaded after settings

        ((self.acknowledged_only,),) = self.stage.ask(NODE, _UNPROVEN)
        for _ in range(ROUNDS):
            report = parity.run(clock.now())
            if report is None or report.error or not report.differences:
                break
            self.differences += report.differences
            self._drain()

    def _drain(self) -> None:
        try:
            wait_until(lambda: self._backlog()[0] == 0, "everything is delivered", DRAIN_PATIENCE_S)
        except TimeoutError as late:  # the report will tell what is missing
            self.say(str(late))

    def _until(self, moment: datetime, behind: int = 0) -> None:
        """Let the actors live until ``moment``; return when none is further than that behind."""
        clock.set_to(moment)
        with suppress(BrokenPipeError):  # its silence is heard at once
            for actor in self.actors:
                actor.stdin.write(f"{moment.isoformat()}\n".encode())  # type: ignore[union-attr]
                actor.stdin.flush()  # type: ignore[union-attr]
        self.unheard += 1
        self._hear(behind)

    def _hear(self, behind: int = 0) -> None:
        while self.unheard > behind:
            self._hear_one()
            self.unheard -= 1

    def _hear_one(self) -> None:
        self.counts.clear()
        for actor in self.actors:
            line = actor.stdout.readline()  # type: ignore[union-attr]
            if not line:
                raise RuntimeError(f"an acting process ended; see {self.stage.home / 'logs'}")
            told = json.loads(line)
            self.counts.update(told["counts"])
            self.left_out = told["left_out"]

    def _look_around(self, moment: datetime) -> None:
        """Once a day note the backlog; on Fridays hold the hub's words against the truth."""
        pending, oldest = self._backlog()
        age = max(0, int((moment - oldest).total_seconds())) if oldest else 0
        self.oldest_at_worst_s = max(self.oldest_at_worst_s, age)
        done = f"{self.counts['dossiers']:,} filed, {self.counts['commands']:,} commands"
        self.say(f"{moment:%d/%m}  {done}, {pending:,} undelivered, oldest {age / 86_400:.1f} days")
        if moment.weekday() == FRIDAY:
            entries = self._ledger()
            seen = national_side.read(self.stage.database(HUB), moment, steps=False)
            due, unheard = checking.silent_finishes(entries.values(), seen, moment)
            self.unheard_at_worst = max(self.unheard_at_worst, unheard / due if due else 0.0)
            self.falsely_late.update(
                code
                for code, there in seen.items()
                if there.look == "late" and not entries[code].was_late_at(moment)
            )

    def _report(self, seconds: int) -> Report:
        now = clock.now()
        entries = self._ledger()
        findings = checking.compare(entries, national_side.read(self.stage.database(HUB), now), now)
        findings.falsely_late = sorted({*findings.falsely_late, *self.falsely_late})
        _, oldest = self._backlog()
        ((asked,),) = self.stage.ask(NODE, "SELECT count(*) FROM registries_lookup")
        ((unproven,),) = self.stage.ask(NODE, _UNPROVEN)
        figures: dict[str, Any] = self.stage.gateway()["messages"]
        return Report(
            **reporting.shares(entries.values()),
            **reporting.found(findings, len(entries)),
            questions_asked=asked,
            acknowledged_only=self.acknowledged_only,
            differences_found=self.differences,
            unproven=unproven,
            oldest_undelivered_s=int((now - oldest).total_seconds()) if oldest else 0,
            oldest_undelivered_at_worst_s=self.oldest_at_worst_s,
            unheard_at_worst=round(self.unheard_at_worst, 4),
            procedures={name: n for name, n in self.counts.items() if name[:1].isdigit()},
            left_out=self.left_out,
            gateway=figures,
            rendered=self.counts["rendered"] // 2,  # signed, then sealed
            not_rendered=self.counts["not rendered"],
            refused_commands=self.counts["refused commands"],
            seconds=seconds,
            seed=self.plan.seed,
        )

    def _ledger(self) -> dict[str, ledger.Entry]:
        return self.books.read(self.stage.home.glob("ledger-*.jsonl"))

    def _backlog(self) -> tuple[int, datetime | None]:
        ((pending, oldest),) = self.stage.ask(NODE, _BACKLOG)
        return pending, oldest

    def _switch_register(self, away: Iterable[tuple[datetime, datetime]], now: datetime) -> None:
        is_away = any(since <= now < until for since, until in away)
        if is_away != self.register_is_away:
            self._hear()  # the same hour for all
            self.register_is_away = is_away
            address = f"{self.stage.url('sandbox')}/faults/dancu"
            method = "PUT" if is_away else "DELETE"
            httpx.request(method, address, json={"kind": "down"}).raise_for_status()


def gateway_plan(file: Path) -> list[tuple[datetime, datetime]]:
    """Return when the gateway is away for days."""
    return [
        (datetime.fromisoformat(window["since"]), datetime.fromisoformat(window["until"]))
        for window in json.loads(file.read_text())
        if window["chances"].get("away") == 1
    ]


def register_outages(plan: Plan) -> list[tuple[datetime, datetime]]:
    """Return when the population register is away."""
    chance = random.Random(f"{plan.seed} register")  # noqa: S311 - a repeatable story
    days = (plan.last - plan.first).days
    begins = [
        plan.begins + timedelta(hours=chance.randrange(days * 24 - 100))
        for _ in range(REGISTER_AWAY)
    ]
    return [(at, at + timedelta(hours=chance.randint(3, 48))) for at in begins]


def run(plan: Plan, home: Path, say: Say) -> Report:
    """Replay ``plan`` in the empty folder ``home``."""
    return Run(plan, Stage(home, plan.dossiers), say).play()
