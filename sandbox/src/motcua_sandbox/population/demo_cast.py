"""The people of the demo, with fixed numbers (all invented; ui-wording D3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua_sandbox.population.families import founding_couple
from motcua_sandbox.population.name_stock import HMONG, MUONG, THAI, Sex
from motcua_sandbox.population.world import Marriage, Person, World

DUNG, TUYEN, UN, INH = "017199004127", "017097003518", "017155000913", "017052000648"
CHONG, MY, HOA = "017092006204", "017196005530", "017190002846"
THANH, NHUNG = "017068001175", "017171001926"
PANH, CHIEN = "017094007391", "017196008257"


@dataclass(frozen=True)
class Household:
    number: int
    commune: str
    home: str


@dataclass(frozen=True)
class BirthNotice:
    """A medical birth notice (giấy chứng sinh) of a demo couple; code as in TT 22/2025/TT-BYT."""

    code: str
    mother_id: str
    sex: Sex
    born_at: str
    grams: int
    facility: str
    midwife: str
    issued_on: str


NOTICES = (
    BirthNotice(
        "17029.GCS.00412.26", DUNG, "female", "2026-11-20T05:40", 3100,
        "Trung tâm Y tế khu vực Mai Châu", "Hà Thị Thương", "2026-11-21",
    ),
    BirthNotice(
        "17029.GCS.00405.26", MY, "male", "2026-11-16T22:15", 2900,
        "Trung tâm Y tế khu vực Mai Châu", "Vì Thị Thơm", "2026-11-17",
    ),
    BirthNotice(
        "17029.GCS.00409.26", CHIEN, "male", "2026-11-18T13:05", 3350,
        "Trung tâm Y tế khu vực Mai Châu", "Hà Thị Thương", "2026-11-19",
    ),
)  # fmt: skip


def add_to(world: World) -> None:
    """Add Khà Thị Dung's and Bùi Văn Tuyển's families, the two other couples and the clerk."""
    kha = Household(world.new_household(), "05200", "Xóm Văn")
    bui = Household(world.new_household(), "04795", "Tổ 7")
    inh = _add(world, kha, INH, "Khà Văn Inh", "male", date(1952, 1, 1), THAI, year_only=True)
    un = _add(world, kha, UN, "Hà Thị Ún", "female", date(1955, 1, 1), THAI, year_only=True)
    dung = _add(world, kha, DUNG, "Khà Thị Dung", "female", date(1999, 3, 14), THAI)
    thanh = _add(world, bui, THANH, "Bùi Văn Thành", "male", date(1968, 5, 2), MUONG)
    nhung = _add(world, bui, NHUNG, "Đinh Thị Nhung", "female", date(1971, 9, 9), MUONG)
    tuyen = _add(world, bui, TUYEN, "Bùi Văn Tuyển", "male", date(1997, 6, 8), MUONG)
    _child(dung, inh, un)
    _child(tuyen, thanh, nhung)
    _wed(world, inh, un, date(1978, 2, 11), 9, "05200", digitised=False)
    _wed(world, thanh, nhung, date(1995, 12, 3), 31, "04795", digitised=True)
    _wed(world, tuyen, dung, date(2024, 10, 10), 41, "05200", digitised=True)
    _add_unmarried_couple(world)
    _add_couple_known_on_paper_only(world)
    hoa = Household(world.new_household(), "05200", "Tiểu khu 2")
    _add(world, hoa, HOA, "Vì Thị Hoa", "female", date(1990, 8, 21), THAI)


def add_lone_neighbour(world: World) -> None:
    """Add one person, when one is missing to the asked size: half of a couple."""
    man, _ = founding_couple(world, 1990, 2000)
    world.people.pop()
    world.marriages.pop()
    man.spouse, man.marital = None, "single"


def _add_unmarried_couple(world: World) -> None:
    sung = Household(world.new_household(), "05212", "Xóm Chà Đáy")
    giang = Household(world.new_household(), "05212", "Xóm Pà Háng")
    chong = _add(world, sung, CHONG, "Sùng A Chống", "male", date(1992, 4, 25), HMONG)
    my = _add(world, giang, MY, "Giàng Thị Mỷ", "female", date(1996, 1, 30), HMONG)
    chong.father_name, chong.mother_name = "Sùng A Páo", "Vàng Thị Chu"
    my.father_name, my.mother_name = "Giàng A Sình", "Mùa Thị Dợ"


def _add_couple_known_on_paper_only(world: World) -> None:
    """Married in 2015 in what is now xã Bao La: the electronic register does not know it."""
    lo = Household(world.new_household(), "05245", "Xóm Khòe")
    panh = _add(world, lo, PANH, "Lò Văn Pánh", "male", date(1994, 12, 19), THAI)
    chien = _add(world, lo, CHIEN, "Ngần Thị Chiên", "female", date(1996, 7, 5), THAI)
    _wed(world, panh, chien, date(2015, 1, 6), 3, "05245", digitised=False)


def _add(
    world: World, house: Household, personal_id: str, name: str, sex: Sex, born: date,
    people: str, *, year_only: bool = False,
) -> Person:  # fmt: skip
    return world.add(
        Person(
            personal_id, name, sex, born, people, house.commune, house.commune, house.commune,
            house.home, house.number, year_only,
        )
    )  # fmt: skip


def _child(child: Person, father: Person, mother: Person) -> None:
    child.father, child.mother = father, mother
    child.father_name, child.mother_name = father.full_name, mother.full_name


def _wed(
    world: World, husband: Person, wife: Person, day: date, number: int, commune: str, *,
    digitised: bool,
) -> None:  # fmt: skip
    world.marriages.append(Marriage(husband, wife, day, number, commune, digitised))
    husband.spouse, wife.spouse = wife, husband
    husband.marital = wife.marital = "married"
