"""Verify the people of a dossier with the population register, until it has answered.

It happens by itself after submission; nobody has to remember it (report 004: 222 look-ups for
29,613 dossiers when officials had to).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.accounts.service import system_actor
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.dossiers import declared_people, organisation, reading, register_entries, rows
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent, body_of
from motcua.dossiers.errors import ActionRefused, DossierNotFound
from motcua.dossiers.models import DossierRow, Party
from motcua.dossiers.perform import perform
from motcua.dossiers.phases import OPEN
from motcua.dossiers.table import Action
from motcua.kernel.clock import local_day
from motcua.kernel.partial_dates import PartialDate
from motcua.registries import service as registries

log = logging.getLogger(__name__)
_ROUND = UUID("c5f6a1de-7f19-4f0b-8a8f-1f2a3b4c5d6e")
_APART = frozenset({registries.ORGANISATION, registries.ENTRY, registries.PARENTS})
PARENTS = (Party.Part.MOTHER, Party.Part.FATHER)


def verify_dossier(code: str, now: datetime) -> str:
    """Ask about everybody not yet answered for and record the outcome; returns it.

    ``pending`` while the register does not answer; then ``retry_verifications`` asks again.
    """
    row = reading.one(DossierRow, code=code)
    if row is None:
        raise DossierNotFound
    parties = reading.every(Party, dossier_code=code)
    people = [party for party in parties if party.personal_id and party.birth]
    asker = registries.Asker(
        account=None,
        name="Hệ thống tự xác thực khi tiếp nhận hồ sơ",
        agency=row.competent_agency,
        dossier=code,
        purpose=f"Giải quyết hồ sơ {row.procedure_name}",
        service=row.procedure,
    )
    wire, asked = _wire(row), registries.Round(code, asker)
    found = asked.people(_asked(p, wire) for p in people)
    married = _marriage(asked, people)
    entry, contents = register_entries.look_up(asked, wire)
    fields = [v.outcome for v in found if v.party not in _APART]
    fields += organisation.verify(asked, row, parties)
    result = outcome([*fields, entry] if entry else fields, married)
    if result != "pending":
        _record(row, result, now, contents)
    return result


def retry_verifications(now: datetime) -> int:
    """Ask again about dossiers whose register was down; returns how many were answered."""
    return sum(verify_dossier(code, now) != "pending" for code in registries.unanswered(now))


def outcome(fields: list[str], marriage: str | None = None) -> str:
    """Return one word for a dossier: the worst of its fields.

    A marriage that is not in the register is no mismatch: old ones are on paper.
    """
    for word in ("pending", "differs", "not_found"):
        if word in fields or (word == "pending" and marriage == "pending"):
            return word
    return "agrees"


def _wire(row: DossierRow) -> Mapping[str, Any]:
    """Return what was declared, by wire name; nothing once it was erased."""
    body = body_of(row.declaration)
    if body is None:
        return {}
    form = catalogue.revision(row.procedure, row.revision).form
    return forms.wire_values(forms.filled(form, body["answers"], local_day(row.submitted_at)))


def _asked(party: Party, wire: Mapping[str, Any]) -> registries.Party:
    facts = registries.Facts(
        personal_id=party.personal_id,
        name=party.full_name,
        birth=PartialDate.parse(party.birth),
    )
    return registries.Party(
        role=party.part, facts=facts, declared=declared_people.declared(wire, party.part)
    )


def _marriage(asked: registries.Round, parties: list[Party]) -> str | None:
    by_part = {p.part: p.personal_id for p in parties}
    mother, father = (by_part.get(part) for part in PARENTS)
    if not (mother and father):
        return None
    return asked.marriage(father, mother).outcome


def _record(row: DossierRow, result: str, now: datetime, contents: Sequence[NewContent]) -> None:
    dossier = rows.state(row)
    if dossier.phase not in OPEN or (dossier.verification == result and not contents):
        return
    try:
        perform(
            row.code,
            Command(action=Action.RECORD_VERIFICATION, facts={"outcome": result}),
            system_actor("Các cơ sở dữ liệu quốc gia"),
            command_id=uuid5(_ROUND, f"{row.code}#{row.declaration}#{result}#{row.seq}"),
            now=now,
            contents=contents,
        )
    except ActionRefused as refusal:
        log.info("verification came too late", extra={"dossier": row.code, "why": str(refusal)})
