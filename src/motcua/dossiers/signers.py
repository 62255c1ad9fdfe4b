"""May this official sign, or this agency seal, now: is the certificate still good?"""

from __future__ import annotations

from datetime import datetime

from motcua.accounts.actors import Actor
from motcua.dossiers.decide import ActionRefused
from motcua.kernel.clock import local_day
from motcua.kernel.parameters import parameters
from motcua.papers import service as papers


def refuse_ended_certificate(actor: Actor, now: datetime) -> None:
    """Raise ``ActionRefused`` before anything is signed with an ended certificate."""
    if sentence := papers.obstacle(_held(actor, now), now):
        raise ActionRefused(sentence)


def refuse_ended_seal(agency: str, now: datetime) -> None:
    """Raise ``ActionRefused`` before anything is sealed with an agency's ended certificate."""
    held = papers.held_by([agency], local_day(now))[agency]
    if sentence := papers.obstacle(held, now, "cơ quan"):
        raise ActionRefused(sentence)


def certificate_warning(actor: Actor, now: datetime) -> str:
    """Return what to tell a signer whose certificate ends soon or has ended; mostly empty."""
    days = parameters().rules.certificate_warning_days.on(local_day(now))
    return papers.warning(_held(actor, now), now, days)


def _held(actor: Actor, now: datetime) -> papers.Held:
    ref = str(actor.account_id)
    return papers.held_by([ref], local_day(now))[ref]
