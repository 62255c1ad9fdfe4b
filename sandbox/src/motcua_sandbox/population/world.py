"""The people of the synthetic population while it is being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from motcua_sandbox.population import communes, name_stock
from motcua_sandbox.population.name_stock import Sex

# The population is as of this day, whatever the clock says: the same seed gives the same people.
AS_OF = date(2026, 11, 20)
MERGER = date(2025, 7, 1)
ID_CODE_AFTER_MERGER = {"25": "025"}


@dataclass(slots=True, eq=False)
class Person:
    personal_id: str
    full_name: str
    sex: Sex
    born: date
    ethnicity: str
    birth_commune: str
    origin_commune: str
    home_commune: str
    home_detail: str
    household: int
    year_only: bool = False
    old_id: str | None = None
    father: Person | None = None
    mother: Person | None = None
    father_name: str | None = None
    mother_name: str | None = None
    spouse: Person | None = None
    marital: str = "single"
    relation: str = ""
    died_on: date | None = None

    @property
    def surname(self) -> str:
        return self.full_name.split(" ", 1)[0]

    def age_on(self, day: date) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(slots=True)
class Marriage:
    husband: Person
    wife: Person
    registered_on: date
    number: int
    commune: str
    digitised: bool
    ended_on: date | None = None


@dataclass
class World:
    """Never holds more than ``size`` people."""

    rng: Random
    size: int
    people: list[Person] = field(default_factory=list)
    marriages: list[Marriage] = field(default_factory=list)
    shared_homes: set[int] = field(default_factory=set)  # where a married child stayed
    _ids: set[str] = field(default_factory=set)
    _old_ids: set[str] = field(default_factory=set)
    _households: int = 0

    @property
    def full(self) -> bool:
        return len(self.people) >= self.size

    def new_household(self) -> int:
        self._households += 1
        return self._households

    def home_in(self, commune: str) -> str:
        return self.rng.choice(communes.by_code()[commune].hamlets)

    def add(self, person: Person) -> Person:
        self._ids.add(person.personal_id)
        self.people.append(person)
        return person

    def free_id(self, commune: str, sex: Sex, born: date) -> str:
        place = communes.by_code()[commune]
        code = place.id_code
        if born >= MERGER:
            code = ID_CODE_AFTER_MERGER.get(place.province_code, code)
        while True:
            text = personal_id_text(code, sex, born.year, self.rng.randrange(1_000_000))
            if text not in self._ids:
                return text

    def free_old_id(self) -> str:
        while True:
            text = f"1{self.rng.randrange(10**8):08}"
            if text not in self._old_ids:
                self._old_ids.add(text)
                return text

    def birthday(self, year: int) -> date:
        last = AS_OF if year == AS_OF.year else date(year, 12, 31)
        return date.fromordinal(self.rng.randint(date(year, 1, 1).toordinal(), last.toordinal()))


def personal_id_text(code: str, sex: Sex, year: int, serial: int) -> str:
    century_and_sex = (year // 100 - 19) * 2 + (sex == "female")
    return f"{code}{century_and_sex}{year % 100:02}{serial:06}"


def invented_name(rng: Random, ethnicity: str, sex: Sex, surname: str = "") -> str:
    family = surname or name_stock.surname(rng, ethnicity)
    return name_stock.full_name(rng, family, ethnicity, sex)
