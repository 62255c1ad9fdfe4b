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
LONGEST_VALUE = 400
Outcome = Verification.Outcome
_TOLD = ("party", "field", "register", "outcome", "register_value", "source_at")
_KEPT = f"""
SELECT facts, {", ".join(_TOLD)} FROM registries_verification WHERE dossier = %s
ORDER BY party, field
"""  # noqa: S608  names of our own columns
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


class Round:
    """One round of questions about a dossier: what is kept of it is read once, when it begins."""

    def __init__(self, dossier: str, asker: Asker) -> None:
        self.dossier, self.asker = dossier, asker
        self._kept = _kept(dossier)

    def people(self, parties: Iterable[Party]) -> list[Verified]:
        """Ask the population register about each, unless it has answered to the same facts.

        Returns what is known of everything asked about, not of these alone.
        """
        for party in parties:
            asked = digest(f"{party.facts} {sorted(party.declared.items())}")
            if not self.answered(party.role, IDENTITY, asked):
                answer = look_up_person(party.facts, self.asker)
                self.keep(asked, _compare(party, answer), answer.at)
        return self.found()

    def found(self) -> list[Verified]:
        """Return all that has been verified of the dossier."""
        return [one for _, one in self._kept.values()]

    def marriage(self, one: str, other: str) -> Verified:
        """Ask whether the two parents (personal ids) are married to each other, until answered."""
        asked = digest(f"{one} {other}")
        if not self.answered(PARENTS, MARRIAGE, asked):
            answer = marriage(one, other, self.asker)
            value = f"{answer.record.number} {answer.record.place}".strip() if answer.record else ""
            row = verified(PARENTS, MARRIAGE, civil_status.SYSTEM, answer, value=value)
            self.keep(asked, [row], answer.at)
        return self._kept[PARENTS, MARRIAGE][1]

    def entry(self, kind: str, facts: Facts) -> tuple[str, civil_status.Entry | None]:
        """Ask for the entry that a copy is wanted of, until answered; returns the outcome.

        The entry comes with the answer that found it, and not again.
        """
        asked = digest(f"{kind} {facts}")
        found = None
        if not self.answered(ENTRY, ENTRY, asked):
            answer = register_entry(kind, facts, self.asker)
            found = answer.record
            value = f"Số {found.number}, {found.place}" if found else ""
            row = verified(ENTRY, ENTRY, civil_status.SYSTEM, answer, value=value)
            self.keep(asked, [row], answer.at)
        return self._kept[ENTRY, ENTRY][1].outcome, found

    def answered(self, party: str, field: str, asked: str) -> bool:
        """Tell whether a register has answered to the same facts, by their digest."""
        facts, known = self._kept.get((party, field), ("", None))
        return known is not None and facts == asked and known.outcome != Outcome.PENDING

    def keep(self, asked: str, rows: Sequence[Verified], now: datetime) -> None:
        """Replace what is kept of a party by what is known of it now."""
        _keep(self.dossier, asked, rows, now)
        others = {key: one for key, one in self._kept.items() if key[0] != rows[0].party}
        self._kept = others | {(row.party, row.field): (asked, row) for row in rows}


def verifications(dossier: str) -> list[Verified]:
    """Return what has been verified of a dossier, by party and field."""
    return [one for _, one in _kept(dossier).values()]


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
    rows = [verified(party.role, IDENTITY, population.SYSTEM, answer)]
    if answer.record is None:
        return rows
    for name, declared in party.declared.items():
        known = FIELDS[name](answer.record)
        same = fold(known) == fold(declared)
        value = "" if same else known
        rows.append(
            verified(party.role, name, population.SYSTEM, answer, value=value, differs=not same)
        )
    return rows


def verified(
    party: str,
    field: str,
    register: str,
    answer: Answer[Any],
    *,
    value: str = "",
    differs: bool = False,
) -> Verified:
    """Return what an answer says of one field; ``value`` is the register's, as it is shown."""
    return Verified(
        party=party,
        field=field,
        register=register,
        outcome=Outcome.DIFFERS if differs else outcome_of(answer),
        register_value=value[:LONGEST_VALUE],
        source_at=None if answer.unavailable else answer.at,
    )


def outcome_of(answer: Answer[Any]) -> Outcome:
    """Return whether a register found what it was asked for, or is still to answer."""
    if answer.unavailable:
        return Outcome.PENDING
    return Outcome.NOT_FOUND if answer.record is None else Outcome.AGREES


def _kept(dossier: str) -> dict[tuple[str, str], tuple[str, Verified]]:
    """Return (party, field) → digest of what was asked about, and what came of it."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [dossier])
        rows = [(facts, Verified(**dict(zip(_TOLD, told, strict=True)))) for facts, *told in cursor]
    return {(one.party, one.field): (facts, one) for facts, one in rows}


def _keep(dossier: str, asked: str, rows: Sequence[Verified], now: datetime) -> None:
    """Replace what is kept of a party by what is known of it now, in one statement."""
    told = [
        {
            "field": row.field,
            "register": row.register,
            "outcome": row.outcome,
            "register_value": row.register_value,
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
