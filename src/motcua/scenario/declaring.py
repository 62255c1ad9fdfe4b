"""Fill the form of any procedure as a person would: what is known, then each question asked.

What cannot be filled without a scanned paper is left out and named, never forced.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from motcua.catalogue import forms
from motcua.catalogue.package import Procedure
from motcua.scenario.people import PHONE, Family

ROUNDS = 12
CHOSEN = {  # what most people answer, where the first option is not it
    "relation": "mother",
    "register_at": "mother",
    "birth_proof": "code",
    "child_surname_after": "father",
    "child_ethnicity_after": "mother",
    "child_origin_after": "father",
    "delivery": "centre",
    "copies": 0,
}
NAMES = ("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Linh", "Minh", "Ngọc", "Phúc")
NOTICE = "notice_code"
Answers = dict[str, Any]

OWN: Mapping[str, Callable[[dict[str, str]], Any]] = {  # type of a question → the filer's own
    "personal_id": lambda row: row["personal_id"],
    "address": lambda row: {"commune": row["home_commune"], "detail": row["home_detail"]},
    "place": lambda row: {"commune": row["home_commune"]},
    "ethnicity": lambda row: row["ethnicity"],
    "nationality": lambda row: "VN",
    "phone": lambda row: PHONE,
    "email": lambda row: "nguoi.dan@vidu.vn",
}


def declaration(
    procedure: Procedure, family: Family, number: int, day: date, *, scan: str = ""
) -> Answers | None:
    """Return complete answers for a day, or None when this procedure cannot be filled so.

    ``number`` makes the subject (the child, the copy …) another one each time; ``scan`` is the
    upload that answers questions for a file.
    """
    chance = random.Random(f"{procedure.code} {number}")  # noqa: S311 - a repeatable story
    typed: Answers = {}
    sources = family.sources()
    for _ in range(ROUNDS):
        filled = forms.prefill(procedure.form, sources, typed).answers
        asked = forms.visible_questions(procedure.form, filled)
        missing = [q for q in asked if filled.get(q.id) is None and (q.required or q.id in CHOSEN)]
        if not missing:
            break
        for question in missing:
            if question.type == "file":
                answer = [scan] if scan else None
            else:
                answer = _typed(question, filled, family, number, day, chance)
            if answer is None:
                return None
            typed[question.id] = answer
    return None if forms.check(forms.filled(procedure.form, filled, day)) else filled


def _typed(
    question: forms.Question,
    filled: Mapping[str, Any],
    family: Family,
    number: int,
    day: date,
    chance: random.Random,
) -> Any:
    if question.id in CHOSEN and _fits(question, CHOSEN[question.id], filled):
        return CHOSEN[question.id]
    if question.type in OWN:
        return OWN[question.type](family.mother)
    match question.type:
        case "choice" | "agency_choice":
            options = forms.offered(question, filled)
            return options[0].id if options else None
        case "yes_no":
            return bool(question.must_be)
        case "date" | "partial_date":
            return (day - timedelta(days=chance.randrange(1, 25))).isoformat()
        case "person_name":
            return f"{family.father['full_name'].split()[0]} {chance.choice(NAMES)}"
        case "number":
            return question.minimum or 0
    return f"17041.GCS.{number:05}.26" if question.id == NOTICE else "Theo giấy tờ đã có"


def _fits(question: forms.Question, answer: Any, filled: Mapping[str, Any]) -> bool:
    return not question.choices or any(c.id == answer for c in forms.offered(question, filled))
