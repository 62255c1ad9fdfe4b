"""Take running dossiers to the agency that goes on in the place of theirs, and back again.

A dossier keeps its code, its history and its due time: a reorganisation is nobody's delay.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Q

from motcua.accounts.actors import system_actor
from motcua.agencies.reorganising import Move, moves, undone
from motcua.dossiers import chain
from motcua.dossiers.commands import Command
from motcua.dossiers.errors import ActionRefused
from motcua.dossiers.models import DossierRow, EventRow
from motcua.dossiers.perform import perform
from motcua.dossiers.phases import OPEN, Phase
from motcua.dossiers.table import Action
from motcua.kernel.clock import local_day

log = logging.getLogger(__name__)
RUNNING = OPEN | {Phase.DECIDED}
DUTY = "Sắp xếp đơn vị hành chính"
A_ROUND = 500
_ROUND = UUID("5b0b7c0e-51c0-4f0c-8f5e-3d1f6a3f2f10")


def rehome(now: datetime) -> int:
    """Move what runs at agencies that have ended, and back what an undone change had moved.

    Returns how many dossiers were moved; runs in every worker, each move happens once.
    """
    return _back(now) + _forth(now)


def _forth(now: datetime) -> int:
    done = 0
    for move in moves(local_day(now)):
        here = Q(receiving_agency=move.agency) | Q(competent_agency=move.agency)
        for row in DossierRow.objects.filter(here, phase__in=RUNNING)[:A_ROUND]:
            why = {"change": move.change, "by": move.decision}
            done += _move(row, _homes(row, move), why, now)
    return done


def _back(now: datetime) -> int:
    ids = undone()
    if not ids:
        return 0
    done = 0
    moved = EventRow.objects.filter(kind="rehomed", dossier__phase__in=RUNNING)
    last = {event.dossier_id: event for event in moved.order_by("seq").select_related("dossier")}
    for event in last.values():
        facts = chain.read(event.text).facts
        if facts["change"] in ids and not facts.get("undone"):
            was = {name: facts[f"from_{name}"] for name in ("receiving_agency", "competent_agency")}
            why = {"change": facts["change"], "undone": True}
            done += _move(event.dossier, was, why, now)
    return done


def _homes(row: DossierRow, move: Move) -> dict[str, str]:
    return {
        name: move.heir if getattr(row, name) == move.agency else getattr(row, name)
        for name in ("receiving_agency", "competent_agency")
    }


def _move(row: DossierRow, homes: dict[str, str], why: dict[str, Any], now: datetime) -> bool:
    facts = {
        **homes,
        "from_receiving_agency": row.receiving_agency,
        "from_competent_agency": row.competent_agency,
        **why,
    }
    command = Command(action=Action.REHOME, facts=facts)
    turn = uuid5(_ROUND, f"{row.code}#{row.seq}")
    try:
        perform(row.code, command, system_actor(DUTY), command_id=turn, now=now)
    except ActionRefused as refusal:  # somebody acted in between
        log.info("not moved", extra={"dossier": row.code, "why": str(refusal)})
        return False
    return True
