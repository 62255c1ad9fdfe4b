"""A declaration filled in without the population register: the person writes what she knows."""

from __future__ import annotations

from dataclasses import dataclass

from people import Applicant, Child, Citizen


@dataclass(frozen=True)
class Parent:
    """``part`` is mẹ or cha, as the questions call them; ``born`` as dd/mm/yyyy."""

    part: str
    who: Citizen
    born: str
    ethnicity: str
    hamlet: str


@dataclass(frozen=True)
class Known:
    """What a mother knows by heart; of the child, the clinic's notice tells the rest."""

    mother: Parent
    father: Parent
    child: Child


def fill_in_by_hand(person: Applicant, known: Known) -> None:
    """Answer every page from the first to the review; everybody lives in Mai Châu."""
    _herself(person, known.mother)
    _parent(person, known.mother)
    person.choose("Cha mẹ của trẻ đã đăng ký kết hôn chưa?", "Có")
    person.write_place("Nơi đăng ký kết hôn", "Mai Châu")
    person.goes_on()
    _parent(person, known.father)
    person.chooses_the_mothers_commune()
    person.gives_notice(known.child)
    person.choose("Quê quán của con", known.child.after)
    person.write_place("Quê quán (xã, tỉnh)", "Mai Châu")
    person.names(known.child)
    person.wants_copies(0)
    person.declares_it_true()


def _herself(person: Applicant, mother: Parent) -> None:
    person.write("Họ, chữ đệm, tên của ông/bà", mother.who.name)
    person.write("Số định danh cá nhân của ông/bà", mother.who.personal_id)
    person.write_place("Nơi cư trú của ông/bà", "Mai Châu", mother.hamlet)
    person.says_who_they_are()


def _parent(person: Applicant, parent: Parent) -> None:
    part = parent.part
    person.write(f"Họ, chữ đệm, tên của {part}", parent.who.name)
    person.write(f"Số định danh cá nhân của {part}", parent.who.personal_id)
    person.write_date(f"Ngày, tháng, năm sinh của {part}", parent.born)
    person.pick(f"Dân tộc của {part}", parent.ethnicity)
    person.write_place(f"Nơi cư trú của {part}", "Mai Châu", parent.hamlet)
    person.choose(f"{part.capitalize()} cư trú ở đó là", "Thường trú")
    person.goes_on()
