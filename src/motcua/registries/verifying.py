"""Compare what was declared with what the registers know, until they have answered.

Questions are asked outside any transaction; each answer is kept at once. A register that does not
answer leaves ``pending`` rows, and the dossier is named by ``unanswered`` when it is due again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.exchange.clients import civil_status, population
from motcua.exchange.clients.population import PersonRecord
from motcua.kernel.names import fold
from motcua.registries.asking import (
    Answer,
    Asker,
    Facts,
    digest,
    look_up_person,
    marriage,
    register_entry,
)
from motcua.registries.models import Verification

IDENTITY = "identity"
MARRIAGE = "marriage"
PARENTS = "parents"
ENTRY = "entry"
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
Outcome = Verification.Outcome
_KEEP = """
WITH told AS (
    SELECT * FROM json_to_recordset(%(rows)s) AS told (
        field text, register text, outcome text, register_value text, source_at timestamptz
    )
), before AS (
    SELECT coalesce(max(attempts) FILTER (WHERE facts = %(facts)s), 0) AS attempts
    FROM registries_verification WHERE dossier = %(dossier)s AND party = %(party)s
), gone AS (
    DELETE FROM registries_verification WHERE dossier = %(dossier)s AND party = %(party)s
        AND field NOT IN (SELECT field FROM told)
)
INSERT INTO registries_verification (dossier, party, field, register, facts, outcome,
                                     register_value, source_at, attempts, next_attempt_at)
SELECT %(dossier)s, %(party)s, field, register, %(facts)s, outcome, register_value, source_at,
       before.attempts + 1,
       CASE WHEN outcome = 'pending' THEN %(now)s::timestamptz
           + least(%(longest)s::interval, %(first)s::interval * power(2, least(before.attempts, 10)))
       END
FROM told, before
ON CONFLICT (dossier, party, field) DO UPDATE SET
    register = excluded.register, facts = excluded.facts, outcome = excluded.outcome,
    register_value = excluded.register_value, source_at = excluded.source_at,
    attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at
"""

# declared field → what the register says; codes are the register's own
FIELDS: Mapping[str, Callable[[PersonRecord], str]] = {
    "gender": lambda record: record.gender,
    "ethnicity": lambda record: record.ethnicity,
    "nationality": lambda record: record.nationality,
    "marital": lambda record: record.marital,
    "permanent_commune": lambda record: record.permanent.commune if record.permanent else "",
    "permanent_detail": lambda record: record.permanent.detail if record.permanent else "",
    "current_commune": lambda record: record.current.commune if record.current else "",
    "origin_commune": lambda record: record.origin.commune if record.origin else "",
}


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody a dossier is about: ``role`` as the form calls them, e.g. ``mother``.

    ``declared`` maps names of ``FIELDS`` to what was declared, in the register's codes.
    """

    role: str
    facts: Facts
    declared: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Verified:
    """One field of one party; ``register_value`` is filled where the register differs."""

    party: str
    field: str
    register: str
    outcome: str
    register_value: str = ""
    source_at: datetime | None = None


def verify(dossier: str, parties: Sequence[Party], asker: Asker) -> list[Verified]:
    """Ask the population register about each party, unless it has answered to the same facts."""
    for party in parties:
        asked = digest(f"{party.facts} {sorted(party.declared.items())}")
        if not answered(dossier, party.role, IDENTITY, asked):
            answer = look_up_person(party.facts, asker)
            keep(dossier, asked, _compare(party, answer), answer.at)
    return verifications(dossier)


def verify_marriage(dossier: str, one: str, other: str, asker: Asker) -> Verified:
    """Ask whether the two parents (personal ids) are married to each other, until answered."""
    asked = digest(f"{one} {other}")
    if not answered(dossier, PARENTS, MARRIAGE, asked):
        answer = marriage(one, other, asker)
        value = f"{answer.record.number} {answer.record.place}".strip() if answer.record else ""
        row = Verified(
            party=PARENTS,
            field=MARRIAGE,
            register=civil_status.SYSTEM,
            outcome=outcome_of(answer),
            register_value=value,
            source_at=None if answer.unavailable else answer.at,
        )
        keep(dossier, asked, [row], answer.at)
    return next(one for one in verifications(dossier) if one.field == MARRIAGE)


def verify_entry(
    dossier: str, kind: str, facts: Facts, asker: Asker
) -> tuple[str, civil_status.Entry | None]:
    """Ask for the entry that a copy is wanted of, until answered; returns the outcome.

    The entry comes with the answer that found it, and not again.
    """
    asked = digest(f"{kind} {facts}")
    found = None
    if not answered(dossier, ENTRY, ENTRY, asked):
        answer = register_entry(kind, facts, asker)
        found = answer.record
        row = Verified(
            party=ENTRY,
            field=ENTRY,
            register=civil_status.SYSTEM,
            outcome=outcome_of(answer),
            register_value=f"Số {found.number}, {found.place}" if found else "",
            source_at=None if answer.unavailable else answer.at,
        )
        keep(dossier, asked, [row], answer.at)
    known = next(one for one in verifications(dossier) if one.field == ENTRY)
    return known.outcome, found


def verifications(dossier: str) -> list[Verified]:
    """Return what has been verified of a dossier, by party and field."""
    rows = Verification.objects.filter(dossier=dossier).order_by("party", "field")
    names = ("party", "field", "register", "outcome", "register_value", "source_at")
    return [Verified(**row) for row in rows.values(*names)]


def consulted(dossiers: Iterable[str]) -> set[str]:
    """Return those of the dossiers about which the population register has answered, in one query."""
    rows = Verification.objects.filter(
        dossier__in=set(dossiers), register=population.SYSTEM, source_at__isnull=False
    )
    return set(rows.values_list("dossier", flat=True))


def unanswered(now: datetime, limit: int = 100) -> list[str]:
    """Return dossiers whose registers are to be asked again now, longest waiting first."""
    rows = Verification.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")
    return list(dict.fromkeys(rows.values_list("dossier", flat=True)[:limit]))


def _compare(party: Party, answer: Answer[PersonRecord]) -> list[Verified]:
    def row(name: str, outcome: Outcome, value: str = "") -> Verified:
        return Verified(
            party=party.role,
            field=name,
            register=population.SYSTEM,
            outcome=outcome,
            register_value=value,
            source_at=None if answer.unavailable else answer.at,
        )

    rows = [row(IDENTITY, outcome_of(answer))]
    if answer.record is None:
        return rows
    for name, declared in party.declared.items():
        known = FIELDS[name](answer.record)
        same = fold(known) == fold(declared)
        rows.append(row(name, Outcome.AGREES if same else Outcome.DIFFERS, "" if same else known))
    return rows


def outcome_of(answer: Answer[Any]) -> Outcome:
    """Return whether a register found what it was asked for, or is still to answer."""
    if answer.unavailable:
        return Outcome.PENDING
    return Outcome.NOT_FOUND if answer.record is None else Outcome.AGREES


def answered(dossier: str, party: str, field: str, asked: str) -> bool:
    """Tell whether a register has answered to the same facts, by their digest."""
    rows = Verification.objects.filter(dossier=dossier, party=party, field=field, facts=asked)
    return rows.exclude(outcome=Outcome.PENDING).exists()


def keep(dossier: str, asked: str, rows: Sequence[Verified], now: datetime) -> None:
    """Replace what is kept of a party by what is known of it now, in one statement."""
    told = [
        {
            "field": row.field,
            "register": row.register,
            "outcome": row.outcome,
            "register_value": row.register_value[:400],
            "source_at": row.source_at,
        }
        for row in rows
    ]
    values: dict[str, Any] = {
        "dossier": dossier,
        "party": rows[0].party,
        "facts": asked,
        "rows": json.dumps(told, ensure_ascii=False, default=str),
        "now": now,
        "first": FIRST_RETRY,
        "longest": LONGEST_RETRY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
