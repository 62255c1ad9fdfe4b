"""Couples, their children and the children's marriages, generation after generation."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from motcua_sandbox.population import communes
from motcua_sandbox.population.name_stock import HMONG, KINH, Sex
from motcua_sandbox.population.world import AS_OF, Marriage, Person, World, invented_name

Couple = tuple[Person, Person]
SEXES: tuple[Sex, Sex] = ("male", "female")
DIGITISED_SINCE = 2016  # the electronic register began; older books were entered in part


def founding_couple(world: World, first_year: int, last_year: int) -> Couple:
    """Return a couple whose own parents are known by name only."""
    rng = world.rng
    places = communes.by_code()
    place = rng.choices(list(places.values()), [p.weight for p in places.values()])[0]
    ethnicity = rng.choices(*zip(*place.peoples, strict=True))[0]
    year = rng.randint(first_year, last_year)
    household, home = world.new_household(), world.home_in(place.code)
    husband, wife = (
        _add_person(world, sex, world.birthday(y), ethnicity, place.code, household, home)
        for sex, y in zip(SEXES, (year, year + rng.randint(-1, 4)), strict=True)
    )
    for person in (husband, wife):
        person.father_name = invented_name(rng, ethnicity, "male", person.surname)
        person.mother_name = invented_name(rng, ethnicity, "female")
    _wed(world, husband, wife)
    return husband, wife


def children_of(world: World, couple: Couple) -> list[Person]:
    """Return the children born to ``couple`` up to the day of the register."""
    father, mother = couple
    rng = world.rng
    mean = 3.4 if mother.born.year < 1958 else 2.4 if mother.born.year < 1978 else 2.0
    wanted = max(0, round(rng.gauss(mean, 0.9)))
    born = mother.born + timedelta(days=rng.randint(20 * 365, 27 * 365))
    children: list[Person] = []
    while len(children) < wanted and born <= AS_OF and not world.full:
        children.append(_child(world, father, mother, born))
        born += timedelta(days=rng.randint(500, 2000))
    return children


def couples_among(world: World, young: list[Person]) -> list[Couple]:
    """Pair men and women of marrying age: mostly of one people, never brother and sister."""
    women: dict[str, dict[int, list[Person]]] = defaultdict(lambda: defaultdict(list))
    for person in young:
        if person.sex == "female":
            women[person.ethnicity][person.born.year].append(person)
    couples = []
    for man in (p for p in young if p.sex == "male"):
        wife = None if world.rng.random() < 0.07 else _bride(world, man, women)
        if wife and max(man.born, wife.born) < date(AS_OF.year - 20, 1, 1):
            _wed(world, man, wife)
            _set_up_home(world, man, wife)
            couples.append((man, wife))
    return couples


def _bride(world: World, man: Person, women: dict[str, dict[int, list[Person]]]) -> Person | None:
    people = man.ethnicity if world.rng.random() < 0.85 else world.rng.choice(list(women))
    for gap in (2, 1, 3, 0, 4, -1, 5):
        near = women[people].get(man.born.year + gap, [])
        for woman in reversed(near):
            if woman.father is not man.father:
                near.remove(woman)
                return woman
    return None


def _wed(world: World, husband: Person, wife: Person) -> None:
    rng = world.rng
    latest = max(husband.born, wife.born)
    day = min(latest + timedelta(days=rng.randint(20 * 365, 26 * 365)), AS_OF)
    share = 0.97 if day.year >= DIGITISED_SINCE else 0.7 if day.year >= 1990 else 0.3
    marriage = Marriage(
        husband, wife, day, rng.randint(1, 120), wife.home_commune, rng.random() < share
    )
    world.marriages.append(marriage)
    husband.spouse, wife.spouse = wife, husband
    husband.marital = wife.marital = "married"
    if day.year > 1985 and rng.random() < 0.04:
        marriage.ended_on = min(day + timedelta(days=rng.randint(700, 5000)), AS_OF)
        husband.marital = wife.marital = "divorced"


def _set_up_home(world: World, man: Person, wife: Person) -> None:
    """Half of the first sons stay with their parents, everybody else begins a household."""
    rng = world.rng
    if man.household in world.shared_homes or rng.random() < 0.5:
        man.household = world.new_household()
        if rng.random() < 0.1:
            man.home_commune = wife.home_commune
        man.home_detail = world.home_in(man.home_commune)
    else:
        world.shared_homes.add(man.household)
    if man.marital == "married":
        wife.household = man.household
        wife.home_commune, wife.home_detail = man.home_commune, man.home_detail


def _child(world: World, father: Person, mother: Person, born: date) -> Person:
    sex: Sex = "male" if world.rng.random() < 0.52 else "female"
    home = mother if father.marital == "divorced" else father
    child = _add_person(
        world,
        sex,
        born,
        father.ethnicity,
        home.home_commune,
        home.household,
        home.home_detail,
        surname=father.surname,
    )
    child.origin_commune = father.origin_commune
    child.father, child.mother = father, mother
    child.father_name, child.mother_name = father.full_name, mother.full_name
    return child


def _add_person(
    world: World,
    sex: Sex,
    born: date,
    ethnicity: str,
    commune: str,
    household: int,
    home: str,
    surname: str = "",
) -> Person:
    rng = world.rng
    forgotten = 0.3 if ethnicity == HMONG else 0.12 if ethnicity == KINH else 0.2
    person = Person(
        personal_id=world.free_id(commune, sex, born),
        full_name=invented_name(rng, ethnicity, sex, surname),
        sex=sex,
        born=born,
        ethnicity=ethnicity,
        birth_commune=commune,
        origin_commune=commune,
        home_commune=commune,
        home_detail=home,
        household=household,
        year_only=born.year < 1962 and rng.random() < forgotten,
        old_id=world.free_old_id() if born.year <= 2002 and rng.random() < 0.75 else None,
    )
    return world.add(person)
