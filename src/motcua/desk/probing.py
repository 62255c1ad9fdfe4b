"""Which actions an official has before them: free to go ahead, blocked for a reason, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.accounts.service import Actor, Role
from motcua.desk.action_forms import FORMS
from motcua.desk.inputs import ActionForm
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command, Dossier, NewContent

# what usually comes next, first; an official sees one primary button
_USUAL = (
    Action.ANSWER_INQUIRY, Action.RECEIVE, Action.RECORD_PAYMENT, Action.FORWARD, Action.SEND_DRAFT,
    Action.REQUEST_REGISTRATION, Action.SUBMIT_FOR_SIGNATURE, Action.SIGN, Action.ISSUE,
    Action.HAND_OVER,
)  # fmt: skip
_EVERYTHING = (
    NewContent(kind="note", body={}).ref,
    NewContent(kind="supplement_list", body={}).ref,
)
_FULL = {
    "items": 1, "legal_basis": "–", "to": "owner", "way": "paper", "amount": 1, "assignee": "–",
    "agency": "–", "results": ["–"],
}  # fmt: skip
_FAR = timedelta(days=3650)


@dataclass(frozen=True)
class Choice:
    """An action with the sentence that blocks it now, empty when it may go ahead."""

    form: ActionForm
    obstacle: str


@dataclass(frozen=True)
class Choices:
    """``blocked`` maps each obstacle to the actions that it blocks."""

    primary: Choice | None
    others: Sequence[Choice]
    blocked: Mapping[str, Sequence[ActionForm]]


def choices(dossier: Dossier, actor: Actor, now: datetime, *, overdue: bool) -> Choices:
    """Return what ``actor`` could do; once the dossier is overdue, the apology comes first."""
    found = [
        Choice(FORMS[action], obstacle(dossier, action, actor, now))
        for action in dossiers.possible(dossier, actor.role)
        if action in FORMS and dossiers.is_theirs(dossier, action, actor)
    ]
    free = [choice for choice in found if not choice.obstacle]
    order = [*([Action.APOLOGISE] if overdue else []), *_usual(dossier)]
    ranked = sorted(free, key=lambda choice: _rank(choice, order))
    primary = next((c for c in ranked if c.form.action in order), None)
    return Choices(
        primary=primary,
        others=[choice for choice in ranked if choice is not primary],
        blocked=_by_obstacle(choice for choice in found if choice.obstacle),
    )


def obstacle(dossier: Dossier, action: Action, actor: Actor, now: datetime) -> str:
    """Return why ``action`` is not possible whatever one writes, or an empty text."""
    full = Command(action=action, facts=_FULL, content=_EVERYTHING, until=now + _FAR)
    law = dossiers.law_of(dossier, now)
    return dossiers.why_not(dossier, full, actor, now, law) or ""


def anybody_could(dossier: Dossier, action: Action) -> bool:
    """Tell whether the dossier stands where some role could do ``action``."""
    return any(action in dossiers.possible(dossier, role) for role in Role)


def _usual(dossier: Dossier) -> list[Action]:
    waiting = {"decline": [Action.DECLINE], "refuse": [Action.REFUSE]}.get(dossier.proposed, [])
    done = {
        Action.SEND_DRAFT: dossier.draft_confirmed or not dossier.needs_confirmation,
        Action.REQUEST_REGISTRATION: not dossier.needs_registration,
    }
    return [*waiting, *(action for action in _USUAL if not done.get(action, False))]


def _by_obstacle(choices: Iterable[Choice]) -> dict[str, list[ActionForm]]:
    blocked: dict[str, list[ActionForm]] = {}
    for choice in choices:
        blocked.setdefault(choice.obstacle, []).append(choice.form)
    return blocked


def _rank(choice: Choice, order: Sequence[Action]) -> int:
    if choice.form.grave and choice.form.action not in order:
        return len(order) + 1
    return order.index(choice.form.action) if choice.form.action in order else len(order)
