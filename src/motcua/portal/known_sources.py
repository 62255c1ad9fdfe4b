"""What registers already know, in the words of a form: a person, their spouse, their marriage.

Only the signed-in person's own record and those that name them are shown; the registers room sees
to that and logs every look-up. Each source keeps which register said it and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.accounts.service import Account
from motcua.catalogue.place_names import resolve
from motcua.exchange.clients.birth_notice import BirthNotice
from motcua.exchange.clients.civil_status import Marriage
from motcua.exchange.clients.population import PersonRecord, Place
from motcua.kernel.bad_input import BadInput
from motcua.kernel.parameters import parameters
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.personal_ids import PersonalId
from motcua.registries import service as registries

Sources = dict[str, dict[str, Any]]
POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"
CIVIL_STATUS = "Cơ sở dữ liệu hộ tịch điện tử"
HEALTH = "Giấy chứng sinh điện tử của cơ sở y tế"
IDENTITY = "tài khoản định danh điện tử"
PURPOSE = "Điền sẵn tờ khai điện tử của chính người được tra cứu hoặc vợ, chồng, con"
NOTICE_CODE = "notice.code"  # the prefill path of the question that asks for it
_SEX = {"1": "male", "2": "female"}


def gather(account: Account, procedure: str) -> Sources:
    """Ask who the person is, who their spouse is and whether they are married.

    Outside any transaction. A register that does not answer leaves its source out.
    """
    facts = _facts(account)
    if facts is None:
        return {}
    asker = _asker(account, procedure)
    own = registries.own_record(facts, asker)
    if own.record is None:
        return {}
    reached = _known(phone=account.phone, email=account.email)
    sources = {"person": _said(POPULATION, own.at, _person(own.record) | reached)}
    sources["person"]["registers"] = dict.fromkeys(reached, IDENTITY)
    spouse = own.record.spouse
    if spouse and spouse.personal_id:
        sources |= _spouse(facts, spouse.name, spouse.personal_id, asker)
        sources |= _marriage(facts.personal_id, spouse.personal_id, asker)
    return sources


def answered(sources: Mapping[str, Any]) -> bool:
    """Tell whether the population register has answered for this draft."""
    return "person" in sources


def with_notice(
    account: Account, procedure: str, code: str, sources: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Mapping[str, Any]]:
    """Add the birth notice of a code when it names one of the people already known."""
    found = registries.birth_notice_of(code, _asker(account, procedure))
    ours = {account.personal_id, *(s["values"].get("personal_id") for s in sources.values())}
    if found.record is None or found.record.mother_id not in ours:
        return sources
    return {**sources, "notice": _said(HEALTH, found.at, _notice(found.record))}


def _spouse(
    person: registries.Facts, name: str, personal_id: str, asker: registries.Asker
) -> Sources:
    try:
        year = PartialDate(PersonalId.parse(personal_id).year_of_birth)
        other = registries.Facts(personal_id=personal_id, name=name, birth=year)
        shown = registries.record_of_another(person, other, asker)
    except (BadInput, registries.TooManyStrangers):
        return {}
    if shown.record is None:
        return {}
    return {"spouse": _said(POPULATION, shown.at, _person(shown.record))}


def _marriage(one: str, other: str, asker: registries.Asker) -> Sources:
    found = registries.marriage(one, other, asker)
    if found.record is None:
        return {}
    return {"marriage": _said(CIVIL_STATUS, found.at, _wedding(found.record))}


def _person(record: PersonRecord) -> dict[str, Any]:
    home = record.current or record.permanent
    kind = "permanent" if home == record.permanent else "temporary"
    return _known(
        full_name=record.name,
        personal_id=record.personal_id,
        birth_date=record.birth.iso() if record.birth else None,
        sex=_SEX.get(record.gender),
        ethnicity=record.ethnicity,
        nationality=record.nationality,
        residence=_address(home),
        residence_kind=kind if _address(home) else None,
        origin=_place(record.origin),
    )


def _wedding(found: Marriage) -> dict[str, Any]:
    where = resolve(found.place.removeprefix("UBND "), parameters().places).commune
    return _known(
        registered=True,
        number=found.number,
        date=found.registered_on.isoformat(),
        place={"commune": where.code} if where else None,
    )


def _notice(found: BirthNotice) -> dict[str, Any]:
    return _known(
        code=found.code,
        issued_on=found.issued_on.iso(),
        sex=_SEX.get(found.child_gender),
        birth_date=found.born_on.iso(),
    )


def _address(place: Place | None) -> dict[str, str] | None:
    if place is None or not place.commune:
        return None
    return {"commune": place.commune, **({"detail": place.detail} if place.detail else {})}


def _place(place: Place | None) -> dict[str, str] | None:
    return {"commune": place.commune} if place and place.commune else None


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _said(register: str, at: datetime, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"register": register, "at": at.isoformat(), "values": dict(values)}


def _facts(account: Account) -> registries.Facts | None:
    if not account.personal_id or not account.birth:
        return None
    birth = PartialDate.parse(account.birth)
    return registries.Facts(personal_id=account.personal_id, name=account.full_name, birth=birth)


def _asker(account: Account, procedure: str) -> registries.Asker:
    return registries.Asker(
        account=account.id, name=account.full_name, purpose=PURPOSE, service=procedure
    )
