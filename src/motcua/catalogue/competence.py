"""Which commune decides.

Civil status follows residence: a birth is registered where the mother or the father lives,
permanently or temporarily (Luật Hộ tịch 60/2014/QH13, article 13; the national record 1.001193).
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.catalogue.asking import offered
from motcua.catalogue.conditions import Answers
from motcua.catalogue.form_model import Choice, Form, Question
from motcua.catalogue.place_names import agency_name
from motcua.kernel.places import Commune, Places


@dataclass(frozen=True)
class Option:
    """A commune that may register, and the answer of the form that chooses it."""

    choice: Choice
    commune: Commune
    agency_name: str  # 'UBND xã Mai Châu'


def options(form: Form, answers: Answers, places: Places) -> list[Option]:
    """Return the communes that the answers allow to choose, in the order of the form."""
    question = _agency_question(form)
    if question is None:
        return []
    return [
        Option(choice, commune, agency_name(commune))
        for choice in offered(question, answers)
        if (commune := _commune_of(choice, answers, places))
    ]


def competent(form: Form, answers: Answers, places: Places) -> Commune | None:
    """Return the commune that the person chose, or None before the choice is complete."""
    question = _agency_question(form)
    choice = question.choice(answers.get(question.id)) if question else None
    return _commune_of(choice, answers, places) if choice else None


def _agency_question(form: Form) -> Question | None:
    return next((q for q in form.questions() if q.type == "agency_choice"), None)


def _commune_of(choice: Choice, answers: Answers, places: Places) -> Commune | None:
    address = answers.get(choice.value_of)
    return places.communes.get(address["commune"]) if address else None
