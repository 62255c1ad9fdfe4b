"""What a signed-in person may see of the population register.

Their own record and the records that name them as spouse, father or mother. About anyone else
only whether the facts agree, so often an hour and no oftener; every question is logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.exchange.clients.population import PersonRecord
from motcua.registries.asking import Asker, Facts, look_up_person, names, strangers_asked_about

STRANGERS_AN_HOUR = 10
HOUR = timedelta(hours=1)


class TooManyStrangers(Exception):
    """The account has asked about too many people in the last hour; the person types by hand."""


@dataclass(frozen=True)
class Shown:
    """``record`` only where the person may see it; ``agrees`` is None while nobody answered."""

    agrees: bool | None
    at: datetime
    record: PersonRecord | None = None


def own_record(person: Facts, asker: Asker) -> Shown:
    """Return what the register knows of the signed-in person."""
    answer = look_up_person(person, asker)
    agrees = None if answer.unavailable else answer.record is not None
    return Shown(agrees, answer.at, answer.record)


def record_of_another(person: Facts, subject: Facts, asker: Asker) -> Shown:
    """Return another's record when it names the signed-in person, else only agrees or differs.

    Raises ``TooManyStrangers``.
    """
    if subject.personal_id == person.personal_id:
        return own_record(person, asker)
    if asker.account and strangers_asked_about(asker.account, HOUR) >= STRANGERS_AN_HOUR:
        raise TooManyStrangers
    answer = look_up_person(subject, asker, kin_of=person.personal_id)
    if answer.unavailable:
        return Shown(None, answer.at)
    if names(answer.record, person.personal_id):
        return Shown(True, answer.at, answer.record)
    return Shown(answer.record is not None, answer.at)
