"""Tell a person that a correction of their data was given out, with a code to object by."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from motcua.accounts.service import Account
from motcua.agencies import service as agencies
from motcua.corrections.models import Export, PersonTold, Proposal
from motcua.kernel.clock import local_day
from motcua.kernel.parameters import parameters
from motcua.notices.service import Fact, Recipient, notify

TEMPLATE = "sector-data-corrected"
FIELD_WORDS = {
    "personal_id": "số định danh cá nhân",
    "full_name": "họ tên",
    "birth": "ngày sinh",
    "sex": "giới tính",
    "commune": "địa bàn cư trú",
}
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another
_PERSONAL_ID = re.compile(r"\d{12}")


def tell_all(proposals: Iterable[Proposal], export: Export, now: datetime) -> int:
    """Tell everybody whose data an export corrects, in its transaction; returns how many.

    The fields are named, never their values: a message may be read by others. Who has no personal
    id in the register's file cannot be told.
    """
    known = {one.pk: found for one in proposals if one.changes and (found := personal_id(one))}
    accounts = _accounts(known.values())
    common: dict[str, Fact] = {
        "sector": export.sector,
        "body_short": agencies.agency(export.agency).short_name,
        "phone": parameters().help_line.on(local_day(now)),
    }
    told = []
    for one in (proposal for proposal in proposals if proposal.pk in known):
        person, code = known[one.pk], new_code()
        to = Recipient(account=accounts.get(person), personal_id=person)
        facts = {**common, "code": code, "fields": fields_of(one)}
        notice = notify(to, TEMPLATE, facts, cause=f"correction {code}", now=now)
        told.append(PersonTold(code=code, proposal=one, export=export, notice=notice, at=now))
    PersonTold.objects.bulk_create(told)
    return len(told)


def personal_id(proposal: Proposal) -> str | None:
    """Return the person's twelve digits, from the register's row, its key, or the correction."""
    corrected = {field: after for field, _, after in proposal.changes}
    of_person = proposal.sides.get("person", {})
    candidates = (of_person.get("personal_id"), corrected.get("personal_id"), proposal.person_id)
    return next((text for text in candidates if text and _PERSONAL_ID.fullmatch(text)), None)


def fields_of(proposal: Proposal) -> str:
    return ", ".join(FIELD_WORDS.get(field, field) for field, _, _ in proposal.changes)


def new_code() -> str:
    """Draw a code such as ``DS-7K3M-9QXP``."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"DS-{drawn[:4]}-{drawn[4:]}"


def _accounts(personal_ids: Iterable[str]) -> dict[str, UUID]:
    rows = Account.objects.filter(personal_id__in=set(personal_ids))
    return {person: account for person, account in rows.values_list("personal_id", "id") if person}
