"""Who may open what: loading a proposal is the permission check."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from motcua.accounts.service import Actor, Role
from motcua.corrections.models import Proposal, StepTaken
from motcua.corrections.settling import Desk

SETTLERS = frozenset({Role.SPECIALIST, Role.SIGNER})
LEAD = Role.SIGNER
OBJECTION_TAKERS = SETTLERS | {Role.RECEIVER, Role.CENTRE_HEAD}
ONLY_SETTLERS = "Đối soát dữ liệu chỉ giao cho công chức chuyên môn và lãnh đạo của cơ quan"


class ProposalNotFound(LookupError):
    """There is none, or it is another agency's: the two cannot be told apart."""


def check_role(actor: Actor, roles: frozenset[Role] = SETTLERS) -> None:
    """Raise ``PermissionDenied`` unless the official acts in one of ``roles``."""
    if actor.role not in roles:
        raise PermissionDenied(ONLY_SETTLERS)


def is_lead(actor: Actor) -> bool:
    return actor.role == LEAD


def proposal_for(actor: Actor, number: int, *, lock: bool = False) -> Proposal:
    """Return a proposal of the official's agency; raises ``ProposalNotFound``."""
    check_role(actor)
    rows = Proposal.objects.select_related("run")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(agency=actor.agency, pk=number).first()
    if found is None:
        raise ProposalNotFound
    return found


def steps_shown(actor: Actor, proposal: Proposal) -> Sequence[StepTaken]:
    """Return the steps so far; whoever is yet to read sees nothing, not even what was undone."""
    blind = proposal.waits_for == Desk.OFFICIAL and proposal.first_by != actor.account_id
    if (blind and not is_lead(actor)) or not proposal.version:
        return ()
    return list(proposal.steps.order_by("seq"))
