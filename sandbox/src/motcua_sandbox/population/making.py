"""Makes the population once and keeps it: a start with the same home finds it as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple
from datetime import timedelta

from motcua_sandbox.population import demo_cast
from motcua_sandbox.population.demo_cast import BirthNotice
from motcua_sandbox.population.generate import populate
from motcua_sandbox.population.world import AS_OF, Marriage, Person, World, invented_name
from motcua_sandbox.store import Store

NEWBORNS = 400
HOSPITAL = "Bệnh viện Đa khoa khu vực Hòa Bình"


def ensure(store: Store, size: int, seed: int) -> int:
    """Make the population unless the file holds one already; return how many people it has."""
    with store.writing() as db:
        if db.execute("SELECT 1 FROM population_made").fetchone() is None:
            _write(db, populate(size, seed))
            db.execute("INSERT INTO population_made VALUES (?, ?)", (size, seed))
        return int(db.execute("SELECT count(*) FROM person").fetchone()[0])


def _write(db: sqlite3.Connection, world: World) -> None:
    db.executemany(
        "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        map(_person_row, world.people),
    )
    db.executemany(
        "INSERT INTO marriage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_marriage_row, world.marriages)
    )
    notices = [*demo_cast.NOTICES, *_other_notices(world)]
    db.executemany(
        "INSERT INTO birth_notice VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(astuple, notices)
    )


def _person_row(person: Person) -> tuple[object, ...]:
    return (
        person.personal_id,
        person.old_id,
        person.full_name,
        person.sex,
        str(person.born.year) if person.year_only else person.born.isoformat(),
        person.ethnicity,
        person.marital,
        person.birth_commune,
        person.origin_commune,
        person.home_commune,
        person.home_detail,
        person.father.personal_id if person.father else None,
        person.father_name,
        person.mother.personal_id if person.mother else None,
        person.mother_name,
        person.spouse.personal_id if person.spouse and person.marital == "married" else None,
        f"H{person.household:07}",
        person.relation,
        person.died_on.isoformat() if person.died_on else None,
    )


def _marriage_row(marriage: Marriage) -> tuple[object, ...]:
    return (
        marriage.husband.personal_id,
        marriage.wife.personal_id,
        marriage.registered_on.isoformat(),
        marriage.number,
        f"01/{marriage.registered_on.year}",
        marriage.commune,
        int(marriage.digitised),
        marriage.ended_on.isoformat() if marriage.ended_on else None,
    )


def _other_notices(world: World) -> Iterator[BirthNotice]:
    """Yield a newborn of the last month, not yet declared, for some young couples."""
    mothers = [m.wife for m in world.marriages if _may_have_a_newborn(m)]
    for number, mother in enumerate(world.rng.sample(mothers, min(NEWBORNS, len(mothers)))):
        born = AS_OF - timedelta(days=world.rng.randrange(2, 30))
        hour, minute = world.rng.randrange(24), world.rng.randrange(60)
        yield BirthNotice(
            code=f"17001.GCS.{number + 1:05}.26",
            mother_id=mother.personal_id,
            sex=world.rng.choice(("male", "female")),
            born_at=f"{born}T{hour:02}:{minute:02}",
            grams=world.rng.randrange(2400, 3900, 50),
            facility=HOSPITAL,
            midwife=invented_name(world.rng, mother.ethnicity, "female"),
            issued_on=(born + timedelta(days=1)).isoformat(),
        )


def _may_have_a_newborn(marriage: Marriage) -> bool:
    wife, husband = marriage.wife, marriage.husband
    named = {notice.mother_id for notice in demo_cast.NOTICES}
    return (
        wife.marital == "married"
        and not wife.died_on
        and not husband.died_on
        and 19 <= wife.age_on(AS_OF) <= 38
        and wife.personal_id not in named
    )
