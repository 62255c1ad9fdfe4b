"""One acting process: its share of the people and officials, hour by hour of the story.

``python -m motcua.scenario.acting HOME NUMBER`` reads a moment a line, does everything that falls
before it, and answers with one line of JSON.
"""

from __future__ import annotations

import gc
import heapq
import json
import logging
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import django

from motcua.kernel.parameters import parameters

django.setup()

from motcua.agencies import service as agencies  # noqa: E402
from motcua.catalogue.package import Channel, Procedure  # noqa: E402
from motcua.dossiers.service import ActionRefused  # noqa: E402
from motcua.scenario import copying, levels, mix, pace, people, story  # noqa: E402
from motcua.scenario.declaring import declaration  # noqa: E402
from motcua.scenario.ledger import Book  # noqa: E402
from motcua.scenario.levels import Level  # noqa: E402
from motcua.scenario.mix import Mix  # noqa: E402
from motcua.scenario.people import Family  # noqa: E402
from motcua.scenario.plan import Arrival, Plan, arrivals  # noqa: E402
from motcua.scenario.story import Story  # noqa: E402
from motcua.scenario.temper import Act  # noqa: E402

log = logging.getLogger(__name__)
Turn = tuple[datetime, int, str]  # when, whose, what: file, verify or act


@dataclass(frozen=True)
class Towns:
    """The families of all communes, and of former district towns."""

    families: list[Family]
    in_district_towns: list[Family]

    def family(self, arrival: Arrival) -> Family:
        among = self.in_district_towns if arrival.level == Level.DISTRICT else self.families
        return among[arrival.number % len(among)]

    def agency(self, arrival: Arrival) -> str:
        """Return where an arrival gets its code: the provincial centre, or a commune's place."""
        if arrival.level == Level.PROVINCE:
            return levels.CENTRE
        return self.family(arrival).mother["home_commune"]


@dataclass
class Share:
    """The dossiers of one acting process, and what each does next."""

    plan: Plan
    towns: Towns
    mix: Mix
    book: Book
    turns: list[Turn] = field(default_factory=list)
    waiting: dict[int, Arrival] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    acts: dict[int, Act] = field(default_factory=dict)
    asking: set[int] = field(default_factory=set)  # whose register is away
    counts: Counter[str] = field(default_factory=Counter)

    def expect(self, arrival: Arrival) -> None:
        self.waiting[arrival.number] = arrival
        heapq.heappush(self.turns, (arrival.at, arrival.number, "file"))

    def live_until(self, moment: datetime) -> None:
        """Do everything that falls before ``moment``, in order of time."""
        while self.turns and self.turns[0][0] < moment:
            at, number, what = heapq.heappop(self.turns)
            match what:
                case "file":
                    self._file(at, self.waiting.pop(number))
                case "verify":
                    self._verify(at, self.stories[number])
                case "act":
                    self._act(at, self.stories[number])
        self.book.flush()

    def _file(self, at: datetime, arrival: Arrival) -> None:
        chance = random.Random(f"{self.plan.seed} {arrival.number}")  # noqa: S311
        family = self.towns.family(arrival)
        channel = Channel.ONLINE if arrival.online else Channel.COUNTER
        procedure = self.mix.draw(chance, channel, arrival.level)
        begun = self._begun(arrival, procedure, family)
        self.stories[arrival.number] = begun
        self.counts["dossiers"] += 1
        self.counts[procedure.code] += 1
        self._verify(at, begun)

    def _begun(self, arrival: Arrival, procedure: Procedure, family: Family) -> Story:
        seed, day = self.plan.seed, arrival.at.date()
        if procedure.code == copying.PROCEDURE:
            agency = str(agencies.commune_serving(family.mother["home_commune"], day))
            return copying.certified(arrival, procedure, family, agency, self.book, seed)
        answers = declaration(procedure, family, arrival.number, day)
        if answers is None:
            raise LookupError(f"{procedure.code} could be filed on the first day, not on {day}")
        return story.filed(arrival, procedure, answers, family.account(), self.book, seed)

    def _verify(self, at: datetime, one: Story) -> None:
        if story.verify(one, self.book, at) == story.PENDING:
            self.asking.add(one.arrival.number)
            self._turn(at + story.ASK_AGAIN, one, "verify")
        else:
            self.asking.discard(one.arrival.number)
        if one.arrival.number not in self.acts:
            self._plan_next(at, one)

    def _act(self, at: datetime, one: Story) -> None:
        what = self.acts.pop(one.arrival.number)
        try:
            self.counts[story.act(one, what, self.book, at)] += 1
            self.counts["commands"] += 1
        except ActionRefused:  # it became late meanwhile: the next thought is an apology
            self.counts["refused commands"] += 1
        self._plan_next(at, one)

    def _plan_next(self, at: datetime, one: Story) -> None:
        """Think of the next act; a dossier that has none and waits for no register has ended."""
        hours = parameters().hours_of(one.dossier.competent_agency, at.date())
        due = story.next_due(one, at, (parameters().calendar, hours))
        if due is not None:
            self.acts[one.arrival.number] = due[1]
            self._turn(due[0], one, "act")
        elif one.arrival.number not in self.asking:
            del self.stories[one.arrival.number]

    def _turn(self, at: datetime, one: Story, what: str) -> None:
        heapq.heappush(self.turns, (at, one.arrival.number, what))


def main() -> int:
    home, number = Path(sys.argv[1]), int(sys.argv[2])
    pace.shortened(pace.FASTER, pace.LEASE_S)
    plan = Plan.read(home / "plan.json")
    served = frozenset(a.place_code for a in agencies.communes(plan.first))
    towns = _towns(home / "population.csv", served)
    with (home / f"ledger-{number}.jsonl").open("a", encoding="utf-8") as file:
        share = Share(plan, towns, mix.found(plan.first, towns.families[0]), Book(file))
        everybody = arrivals(plan, parameters().calendar)
        whose = levels.share_out(map(towns.agency, everybody), plan.actors)
        for arrival in everybody:
            if whose[towns.agency(arrival)] == number:
                share.expect(arrival)
        gc.set_threshold(20_000)
        gc.freeze()  # what is read once is not looked through again and again
        _answer(share)
        for line in sys.stdin:
            share.live_until(datetime.fromisoformat(line.strip()))
            _answer(share)
    return 0


def _towns(register: Path, served: frozenset[str]) -> Towns:
    families = people.families(register, served)
    towns = levels.district_towns(parameters().places, served)
    return Towns(families, [one for one in families if one.mother["home_commune"] in towns])


def _answer(share: Share) -> None:
    counts = {**share.counts, "register waits": len(share.asking)}
    told = {"counts": counts, "left_out": share.mix.left_out}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
