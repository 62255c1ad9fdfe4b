"""The synthetic population: the same size and seed give the same people."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from motcua_sandbox.population import demo_cast
from motcua_sandbox.population.families import children_of, couples_among, founding_couple
from motcua_sandbox.population.world import AS_OF, Person, World

PEOPLE_PER_FOUNDING_COUPLE = 16  # measured; the rest are incomers, so the size is exact
GENERATIONS = 4
DEATHS = ((60, 0.015), (70, 0.08), (80, 0.25), (90, 0.6), (200, 0.9))  # share dead below an age


def populate(size: int, seed: int) -> World:
    """Return exactly ``size`` people, the demo's own among them."""
    world = World(Random(seed), size)  # noqa: S311 - reproducible, guards nothing
    demo_cast.add_to(world)
    fixed = len(world.people)
    couples = [
        founding_couple(world, 1932, 1956) for _ in range(size // PEOPLE_PER_FOUNDING_COUPLE)
    ]
    for _ in range(GENERATIONS):
        young = [child for couple in couples for child in children_of(world, couple)]
        couples = couples_among(world, young)
    _add_incomers(world)
    strangers = world.people[fixed:]
    _let_some_have_died(world, strangers)
    _name_heads_of_households(world.people)
    return world


def _add_incomers(world: World) -> None:
    while len(world.people) < world.size - 1:
        children_of(world, founding_couple(world, 1975, 2001))
    if not world.full:
        demo_cast.add_lone_neighbour(world)


def _let_some_have_died(world: World, people: list[Person]) -> None:
    last_child = {
        parent: child.born for child in people for parent in (child.father, child.mother) if parent
    }
    for person in people:
        age = person.age_on(AS_OF)
        share = next(share for limit, share in DEATHS if age < limit)
        if age >= 25 and world.rng.random() < share:
            _bury(world, person, last_child.get(person, person.born))


def _bury(world: World, person: Person, last_child: date) -> None:
    """Nobody dies before 20, before the last child is born, or before records are kept."""
    grown = person.born + timedelta(days=20 * 365)
    earliest = max(grown, last_child, date(1995, 1, 1))
    days = max((AS_OF - earliest).days, 1)
    person.died_on = AS_OF - timedelta(days=world.rng.randrange(days))
    if person.spouse and person.marital == "married":
        person.spouse.marital = "widowed"


def _name_heads_of_households(people: list[Person]) -> None:
    households: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        households[person.household].append(person)
    for members in households.values():
        living = [p for p in members if not p.died_on] or members
        head = min(living, key=lambda p: (p.born.year > 2008, p.born, p.sex))
        for person in members:
            person.relation = _relation(head, person)


def _relation(head: Person, person: Person) -> str:
    """Return what ``person`` is to the head of the household."""
    man = person.sex == "male"
    if person is head:
        return "Chủ hộ"
    if person.spouse is head:
        return "Chồng" if man else "Vợ"
    if head in (person.father, person.mother):
        return "Con"
    if person.spouse and head in (person.spouse.father, person.spouse.mother):
        return "Con rể" if man else "Con dâu"
    if person in (head.father, head.mother):
        return "Bố" if man else "Mẹ"
    if any(p and head in (p.father, p.mother) for p in (person.father, person.mother)):
        return "Cháu"
    return "Thành viên khác"
