from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections import Counter

import pytest
from motcua_sandbox.population.generate import populate
from motcua_sandbox.population.world import AS_OF, World
from running import SOURCES

from motcua.kernel.personal_ids import PersonalId


@pytest.fixture(scope="module")
def world() -> World:
    return populate(6000, seed=7)


def test_the_population_has_exactly_the_asked_size() -> None:
    assert [len(populate(size, seed=1).people) for size in (100, 101, 1203)] == [100, 101, 1203]


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    names = [[p.full_name for p in populate(300, seed).people] for seed in (3, 3, 4)]
    assert names[0] == names[1] != names[2]


def test_every_personal_id_is_unique_and_tells_sex_and_year_of_birth(world: World) -> None:
    ids = [PersonalId.parse(person.personal_id) for person in world.people]
    assert len(set(ids)) == len(ids)
    assert all(
        (parsed.sex, parsed.year_of_birth) == (person.sex, person.born.year)
        for parsed, person in zip(ids, world.people, strict=True)
    )


def test_about_a_third_of_kinh_people_are_called_nguyen(world: World) -> None:
    kinh = [p.surname for p in world.people if p.ethnicity == "01"]
    assert 0.2 < Counter(kinh)["Nguyễn"] / len(kinh) < 0.42


def test_muong_and_hmong_people_bear_their_own_surnames(world: World) -> None:
    most_common = {
        people: Counter(p.surname for p in world.people if p.ethnicity == people).most_common(1)
        for people in ("06", "08")
    }
    assert most_common["06"][0][0] == "Bùi"
    assert most_common["08"][0][0] in {"Sùng", "Giàng"}


def test_children_bear_the_fathers_surname_and_are_younger_than_their_parents(
    world: World,
) -> None:
    children = [p for p in world.people if p.father and p.mother]
    assert len(children) > 1000
    assert all(child.surname == child.father.surname for child in children)
    assert all(child.born > child.mother.born for child in children)


def test_a_marriage_joins_a_man_and_a_woman_who_are_not_brother_and_sister(world: World) -> None:
    for marriage in world.marriages:
        assert (marriage.husband.sex, marriage.wife.sex) == ("male", "female")
        assert marriage.husband.father is None or marriage.husband.father != marriage.wife.father


def test_each_household_has_one_head(world: World) -> None:
    heads = Counter(p.household for p in world.people if p.relation == "Chủ hộ")
    assert set(heads) == {p.household for p in world.people}
    assert set(heads.values()) == {1}


def test_only_old_people_have_a_year_of_birth_without_a_day(world: World) -> None:
    year_only = [p for p in world.people if p.year_only]
    assert len(year_only) > 50
    assert min(p.age_on(AS_OF) for p in year_only) > 60


def test_the_population_can_be_written_as_csv(tmp_path) -> None:
    out = subprocess.run(
        [sys.executable, "-m", "motcua_sandbox", "population", "--csv"],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
            "SANDBOX_HOME": str(tmp_path),
            "SANDBOX_PEOPLE": "200",
            "MOTCUA_DEMO": "1",
        },
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    dung = next(row for row in rows if row["full_name"] == "Khà Thị Dung")
    assert len(rows) == 200
    assert (dung["personal_id"], dung["birth"]) == ("017199004127", "1999-03-14")
