"""What the registers know of the visitor, and how it compares with the card or with what was said.

Asked as the official, in the name of one procedure; each look-up is on record before it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.counter.service import Visit
from motcua.desk.at_post import Me
from motcua.exchange.clients.population import PersonRecord
from motcua.kernel.bad_input import BadInput
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.personal_ids import PersonalId
from motcua.pages import register_sources
from motcua.pages.register_sources import Sources
from motcua.registries import service as registries

PURPOSE = "Tiếp nhận hồ sơ trực tiếp tại quầy của người được tra cứu"
WORDS = {
    "found": "Đã xác thực",
    "differs": "Có sai lệch",
    "not_found": "Không tìm thấy",
    "unavailable": "Chưa kết nối được, sẽ tự tra cứu lại",
}
_SEX = {"1": "male", "2": "female"}


def look_up(visit: Visit, me: Me, procedure: str) -> tuple[dict[str, Any], Sources]:
    """Return how the register compares, and sources for the forms; outside any transaction."""
    asker = registries.Asker(
        account=me.actor.account_id,
        name=", ".join(filter(None, [me.actor.name, me.actor.title])),
        agency=visit.agency,
        purpose=PURPOSE,
        service=procedure,
    )
    answer = registries.look_up_person(_facts(visit.person), asker)
    compared = {"outcome": str(answer.outcome), "at": answer.at.isoformat(), "fields": []}
    if answer.record is None:
        return compared, {}
    compared["fields"] = _fields(visit.person, answer.record)
    if any(not field["agrees"] for field in compared["fields"]):
        compared["outcome"] = "differs"
    own = register_sources.of_kin(answer.record, answer.at)
    return compared, {"person": own} | _kin(answer.record, asker)


def _facts(person: Mapping[str, str]) -> registries.Facts:
    birth = PartialDate.parse(person["birth"])
    return registries.Facts(personal_id=person["personal_id"], name=person["name"], birth=birth)


def _fields(person: Mapping[str, str], record: PersonRecord) -> list[dict[str, Any]]:
    """Number, name and birth agree or there is no answer; what is left can differ."""
    known = _SEX.get(record.gender, "")
    agrees = not person["sex"] or not known or person["sex"] == known
    return [{"name": "sex", "agrees": agrees, "register": known}]


def _kin(record: PersonRecord, asker: registries.Asker) -> Sources:
    """Ask for the spouse whom the record names, and for the marriage."""
    spouse = record.spouse
    if spouse is None or not spouse.personal_id:
        return {}
    found: Sources = {}
    try:
        year = PartialDate(PersonalId.parse(spouse.personal_id).year_of_birth)
    except BadInput:
        return {}
    facts = registries.Facts(personal_id=spouse.personal_id, name=spouse.name, birth=year)
    answer = registries.look_up_person(facts, asker)
    if answer.record:
        found["spouse"] = register_sources.of_kin(answer.record, answer.at)
    wedding = registries.marriage(record.personal_id, spouse.personal_id, asker)
    if wedding.record:
        found["marriage"] = register_sources.of_marriage(wedding.record, wedding.at)
    return found
