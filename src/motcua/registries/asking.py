"""Ask a register and keep a record of having asked.

The record is written before the question, so that no look-up can happen unseen.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection

from motcua.exchange.clients import birth_notice, business_register, civil_status, population
from motcua.exchange.clients.birth_notice import BirthNotice
from motcua.exchange.clients.business_register import BusinessRecord
from motcua.exchange.clients.civil_status import Entry, Marriage
from motcua.exchange.clients.population import Asking, PersonRecord
from motcua.exchange.errors import ExchangeError
from motcua.kernel import clock
from motcua.kernel.partial_dates import PartialDate
from motcua.registries.models import LookUp

log = logging.getLogger(__name__)
T = TypeVar("T")
Outcome = LookUp.Outcome
_NOTE = """
INSERT INTO registries_lookup (at, register, account, asked_by, agency, dossier, purpose,
                               stranger, outcome, subject)
SELECT %s, %s, %s::uuid, %s, %s, %s, %s, %s::boolean, %s, unnest(%s::text[]) RETURNING id
"""
_SETTLE = "UPDATE registries_lookup SET outcome = %s, stranger = %s WHERE id = ANY(%s)"


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who asks, and why: shown to the person asked about.

    ``name`` is what that person reads, e.g. 'Hà Thị Xuyến, công chức tư pháp - hộ tịch'.
    """

    account: UUID | None
    name: str
    agency: str = ""
    dossier: str = ""
    purpose: str
    service: str  # procedure code, MaDVC on the wire


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The three facts by which the population register knows somebody."""

    personal_id: str
    name: str
    birth: PartialDate


@dataclass(frozen=True)
class Answer(Generic[T]):
    """``found`` with a record, ``not_found``, or ``unavailable`` (asked again later)."""

    outcome: Outcome
    at: datetime
    record: T | None = None

    @property
    def unavailable(self) -> bool:
        return self.outcome == Outcome.UNAVAILABLE


def look_up_person(facts: Facts, asker: Asker, *, kin_of: str = "") -> Answer[PersonRecord]:
    """Ask the population register, outside any transaction.

    ``kin_of`` is the personal id of a signed-in person who asks about another: the look-up is
    counted as one about a stranger unless the record found names them.
    """
    asking = Asking(official=str(asker.account or asker.name), service=asker.service)
    return _ask(
        population.SYSTEM,
        [facts.personal_id],
        asker,
        lambda: population.register().look_up(facts.personal_id, facts.name, facts.birth, asking),
        is_stranger=lambda record: bool(kin_of) and not names(record, kin_of),
    )


def names(record: PersonRecord | None, personal_id: str) -> bool:
    """Tell whether a record names somebody as spouse, father or mother."""
    kin = (record.spouse, record.father, record.mother) if record else ()
    return any(one is not None and one.personal_id == personal_id for one in kin)


def marriage(one: str, other: str, asker: Asker) -> Answer[Marriage]:
    """Ask the civil-status register whether two personal ids are married to each other."""
    return _ask(
        civil_status.SYSTEM,
        [one, other],
        asker,
        lambda: civil_status.register().marriage(one, other),
    )


def register_entry(kind: str, facts: Facts, asker: Asker) -> Answer[Entry]:
    """Ask the civil-status register for an entry about somebody; ``kind`` is its loaiBanSao.

    ``facts.personal_id`` may be empty: old entries have none.
    """
    return _ask(
        civil_status.SYSTEM,
        [facts.personal_id or f"{facts.name} {facts.birth}"],
        asker,
        lambda: civil_status.register().entry(kind, facts.name, facts.birth, facts.personal_id),
    )


def birth_notice_of(code: str, asker: Asker) -> Answer[BirthNotice]:
    """Ask the health sector for the medical birth notice (giấy chứng sinh) of a code."""
    return _ask(birth_notice.SYSTEM, [code], asker, lambda: birth_notice.notices().look_up(code))


def look_up_organisation(tax_code: str, asker: Asker) -> Answer[BusinessRecord]:
    """Ask the business register what is registered under a tax code (mã số thuế)."""
    return _ask(
        business_register.SYSTEM,
        [tax_code],
        asker,
        lambda: business_register.register().look_up(tax_code),
    )


def digest(subject: str) -> str:
    """Return a keyed digest, by which something can be recognised and not read."""
    return hmac.new(settings.SECRET_KEY.encode(), subject.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One look-up as the person asked about may read it."""

    at: datetime
    register: str
    asked_by: str
    agency: str
    dossier: str
    purpose: str
    outcome: str


def my_lookups(number: str, limit: int = 200) -> list[Seen]:
    """Return who asked about a personal id or tax code, newest first ('Ai đã tra cứu …')."""
    rows = LookUp.objects.filter(subject=digest(number)).order_by("-at")[:limit]
    fields = ("at", "register", "asked_by", "agency", "dossier", "purpose", "outcome")
    return [Seen(**row) for row in rows.values(*fields)]


def strangers_asked_about(account: UUID, since: timedelta) -> int:
    """Count the look-ups an account made about people its own record does not name."""
    after = clock.now() - since
    return LookUp.objects.filter(account=account, stranger=True, at__gt=after).count()


def _ask(
    register: str,
    subjects: list[str],
    asker: Asker,
    question: Callable[[], T | None],
    *,
    is_stranger: Callable[[T | None], bool] = lambda record: False,
) -> Answer[T]:
    now = clock.now()
    noted = _note(register, subjects, asker, now, stranger=is_stranger(None))
    try:
        record = question()
        outcome = Outcome.NOT_FOUND if record is None else Outcome.FOUND
    except ExchangeError as fault:
        log.warning("register unavailable", extra={"register": register, "kind": fault.kind})
        record, outcome = None, Outcome.UNAVAILABLE
    stranger = outcome != Outcome.UNAVAILABLE and is_stranger(record)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [outcome, stranger, noted])
    return Answer(outcome, now, record)


def _note(
    register: str, subjects: Sequence[str], asker: Asker, now: datetime, *, stranger: bool
) -> list[int]:
    """Write down what is about to be asked, a row for each subject; returns their ids."""
    of_all: list[Any] = [
        now, register, asker.account, asker.name, asker.agency, asker.dossier, asker.purpose,
        stranger, Outcome.ASKED,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [*of_all, [digest(subject) for subject in subjects]])
        return [id_ for (id_,) in cursor]
