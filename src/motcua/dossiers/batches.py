"""One action on several dossiers at once (tiếp nhận, ký số hàng loạt): each its own command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.dossiers import rows
from motcua.dossiers.commands import Command
from motcua.dossiers.errors import ActionRefused, CommandReused, DossierNotFound, StaleDossier
from motcua.dossiers.models import Batch, DossierRow
from motcua.dossiers.officials import dossier_for_official
from motcua.dossiers.perform import perform
from motcua.dossiers.phases import Step
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import Action
from motcua.dossiers.workload import colleagues, lightest

MOST = 50
ACTIONS = {
    Role.RECEIVER: Action.RECEIVE,
    Role.SIGNER: Action.SIGN,
    Role.CLERK: Action.ISSUE,
}
_BACK = "Chưa xác nhận ký trên điện thoại. Hồ sơ đã trở lại nhóm chờ ký; bấm 'Ký số' để ký lại"
_BUSY = frozenset({Step.SIGNING, Step.SEALING})


@dataclass(frozen=True)
class Progress:
    """How a batch stands: ``refused`` maps codes to sentences, ``waiting`` are still being signed."""

    action: Action
    dossiers: Sequence[Dossier]
    refused: dict[str, str]
    waiting: int

    @property
    def done(self) -> int:
        return len(self.dossiers) - self.waiting - len(self.refused)


def do_batch(
    batch_id: UUID, action: Action, chosen: Sequence[tuple[str, int]], actor: Actor, now: datetime
) -> None:
    """Do ``action`` to dossiers as (code, last event seen); sent again, it changes nothing.

    What one dossier refuses keeps the others from nothing.
    """
    refused: dict[str, str] = {}
    for code, seen in chosen[:MOST]:
        try:
            dossier = dossier_for_official(actor, code).dossier
            command = Command(action=action, facts=_facts(action, dossier, now))
            perform(
                code, command, actor, command_id=uuid5(batch_id, code), now=now, seen=seen
            )  # fmt: skip
        except (ActionRefused, StaleDossier) as why:
            refused[code] = str(why)
        except CommandReused:
            continue  # done before; the work went to somebody else meanwhile
        except DossierNotFound:
            refused[code] = "Không tìm thấy hồ sơ"
    codes = [code for code, _ in chosen[:MOST]]
    Batch.objects.get_or_create(
        id=batch_id,
        defaults={
            "account": actor.account_id, "action": action, "codes": codes, "refused": refused,
            "at": now,
        },
    )  # fmt: skip


def progress_of(batch_id: UUID, actor: Actor) -> Progress:
    """Return how a batch of the actor stands; raises ``DossierNotFound`` for another's."""
    batch = Batch.objects.filter(pk=batch_id, account=actor.account_id).first()
    if batch is None:
        raise DossierNotFound
    found = {row.code: rows.state(row) for row in DossierRow.objects.filter(code__in=batch.codes)}
    dossiers = [found[code] for code in batch.codes if code in found]
    refused = {**_given_back(batch, dossiers), **batch.refused}
    busy = [d for d in dossiers if d.step in _BUSY and d.code not in refused]
    return Progress(Action(batch.action), dossiers, refused, len(busy))


def _given_back(batch: Batch, dossiers: Sequence[Dossier]) -> dict[str, str]:
    """Return what was ordered to be signed and came back to its signer."""
    if batch.action != Action.SIGN:
        return {}
    return {d.code: _BACK for d in dossiers if d.step == Step.SIGNATURE}


def _facts(action: Action, dossier: Dossier, now: datetime) -> dict[str, Any]:
    if action != Action.RECEIVE:
        return {}
    least = lightest(colleagues(dossier.competent_agency, Role.SPECIALIST, now))
    return {"assignee": str(least.account_id)} if least else {}
