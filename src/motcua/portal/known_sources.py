"""What registers already know, in the words of a form: a person, their spouse, their marriage.

Only the signed-in person's own record and those that name them are shown; the registers room sees
to that and logs every look-up. Each source keeps which register said it and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.accounts.service import Account
from motcua.kernel.bad_input import BadInput
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.personal_ids import PersonalId
from motcua.pages import register_sources
from motcua.pages.register_sources import Sources
from motcua.registries import service as registries

PURPOSE = "Điền sẵn tờ khai điện tử của chính người được tra cứu hoặc vợ, chồng, con"
NOTICE_CODE = "notice.code"  # the prefill path of the question that asks for it


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
    person = register_sources.of_person(
        own.record, own.at, phone=account.phone, email=account.email
    )
    sources: Sources = {"person": person}
    spouse = own.record.spouse
    if spouse and spouse.personal_id:
        sources |= _spouse(facts, spouse.name, spouse.personal_id, asker)
        sources |= _marriage(facts.personal_id, spouse.personal_id, asker)
    return sources


def answered(sources: Mapping[str, Any]) -> bool:
    """Tell whether the population register has answered, or need not: an organisation files."""
    return "person" in sources or "organisation" in sources


def of_organisation(organisation: Account, person: Account, now: datetime) -> Sources:
    """Return who files for an organisation, as their electronic identity accounts say."""
    delegate = person if person.id != organisation.id else None
    return register_sources.of_organisation(
        now,
        organisation={"name": organisation.full_name, "tax_code": organisation.tax_code},
        delegate={
            "full_name": delegate.full_name,
            "personal_id": delegate.personal_id,
            "phone": delegate.phone,
            "email": delegate.email,
        }
        if delegate
        else {"phone": organisation.phone, "email": organisation.email},
    )


def with_notice(
    account: Account, procedure: str, code: str, sources: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Mapping[str, Any]]:
    """Add the birth notice of a code when it names one of the people already known."""
    found = registries.birth_notice_of(code, _asker(account, procedure))
    ours = {account.personal_id, *(s["values"].get("personal_id") for s in sources.values())}
    if found.record is None or found.record.mother_id not in ours:
        return sources
    return {**sources, "notice": register_sources.of_notice(found.record, found.at)}


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
    return {"spouse": register_sources.of_kin(shown.record, shown.at)}


def _marriage(one: str, other: str, asker: registries.Asker) -> Sources:
    found = registries.marriage(one, other, asker)
    if found.record is None:
        return {}
    return {"marriage": register_sources.of_marriage(found.record, found.at)}


def _facts(account: Account) -> registries.Facts | None:
    if not account.personal_id or not account.birth:
        return None
    birth = PartialDate.parse(account.birth)
    return registries.Facts(personal_id=account.personal_id, name=account.full_name, birth=birth)


def _asker(account: Account, procedure: str) -> registries.Asker:
    return registries.Asker(
        account=account.id, name=account.full_name, purpose=PURPOSE, service=procedure
    )
