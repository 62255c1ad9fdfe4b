"""Decide what a command does to a dossier: the events it causes, or why not. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.dossiers.commands import Command
from motcua.dossiers.events import Event
from motcua.dossiers.evolve import evolve
from motcua.dossiers.labels import ACTION_LABELS, PHASE_LABELS
from motcua.dossiers.law import Law
from motcua.dossiers.phases import ClockEffect
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import RULES, Action, Rule
from motcua.kernel.agency_codes import stands_within


class ActionRefused(Exception):
    """The action is not possible now; the text says in Vietnamese what to do instead."""


def decide(
    dossier: Dossier, command: Command, actor: Actor, now: datetime, law: Law
) -> tuple[Event, ...]:
    """Return the events of ``command``, in order; raises ``ActionRefused``.

    Receiving forwards at once unless ``facts['keep']`` says that papers travel first.
    """
    event = _one(dossier, command, actor, now, law)
    follow = _follow_up(command)
    if follow is None:
        return (event,)
    return (event, *decide(evolve(dossier, event), follow, actor, now, law))


def submitted(command: Command, actor: Actor, now: datetime, opening: dict[str, Any]) -> Event:
    """Return the first event; ``opening`` are the dossier's constant facts (codes, channel)."""
    facts = {**opening, **command.facts}
    return Event(kind="submitted", at=now, actor=actor, facts=facts, content=command.content)


def why_not(
    dossier: Dossier, command: Command, actor: Actor, now: datetime, law: Law
) -> str | None:
    """Return the sentence that refuses ``command``, or None when it may go ahead."""
    rule = RULES[command.action]
    if not reachable(dossier, rule):
        return (
            f"Hồ sơ đang ở trạng thái '{PHASE_LABELS[dossier.phase]}', "
            f"không thể '{ACTION_LABELS[command.action]}'"
        )
    if actor.role not in rule.roles:
        return f"Vai trò hiện tại không được '{ACTION_LABELS[command.action]}'"
    if not is_theirs(dossier, command.action, actor):
        return "Việc này thuộc cơ quan khác"
    if actor.procedures and dossier.procedure not in actor.procedures:
        return f"{actor.decision}: không gồm thủ tục này. Trình người có thẩm quyền ký"
    if command.action == Action.APOLOGISE and _asks_the_head(dossier, actor, law):
        return (
            f"Đã hẹn lại {dossier.apologies} lần. "
            "Lần này do Giám đốc Trung tâm Phục vụ hành chính công xin lỗi và hẹn lại"
        )
    return next((s for g in rule.guards if (s := g(dossier, command, actor, now))), None)


def reachable(dossier: Dossier, rule: Rule) -> bool:
    in_step = not rule.steps or dossier.step in rule.steps
    return dossier.phase in rule.phases and in_step


def possible(dossier: Dossier, role: Role) -> Iterator[Action]:
    """Yield what ``role`` could do from here, before looking at what they write."""
    for action, rule in RULES.items():
        if role in rule.roles and reachable(dossier, rule):
            yield action


def _one(dossier: Dossier, command: Command, actor: Actor, now: datetime, law: Law) -> Event:
    sentence = why_not(dossier, command, actor, now, law)
    if sentence:
        raise ActionRefused(sentence)
    rule = RULES[command.action]
    facts = {**command.facts, **_clock_facts(dossier, command, rule, now, law)}
    return Event(kind=rule.event, at=now, actor=actor, facts=facts, content=command.content)


def is_theirs(dossier: Dossier, action: Action, actor: Actor) -> bool:
    """Tell whether ``action`` on the dossier is for the actor's agency to do."""
    rule = RULES[action]
    if actor.role in {Role.APPLICANT, Role.SYSTEM}:
        return True
    agencies = {
        "receiving": {dossier.receiving_agency},
        "competent": {dossier.competent_agency},
        "either": {dossier.receiving_agency, dossier.competent_agency},
        "asked": {dossier.asked_agency},
    }[rule.at]
    return any(agency and stands_within(actor.agency, agency) for agency in agencies)


def _asks_the_head(dossier: Dossier, actor: Actor, law: Law) -> bool:
    return dossier.apologies >= law.apologies_allowed and actor.role == Role.SPECIALIST


_OWN_CLOCKS = {
    Action.SEND_DRAFT: Law.confirm_by,
    Action.ASK_VERIFICATION: Law.verification_by,
    Action.ASK_OPINION: Law.opinion_by,
}


def _clock_facts(
    dossier: Dossier, command: Command, rule: Rule, now: datetime, law: Law
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    match rule.clock:
        case ClockEffect.START:
            facts["due_at"] = law.due(now).isoformat()
        case ClockEffect.PAUSE if _stands_still(dossier, command, law):
            facts["pause"] = True
        case ClockEffect.RESUME if dossier.paused and dossier.due_at:
            start = dossier.pauses[-1].start
            facts["due_at"] = law.due_after_pause(dossier.due_at, start, now).isoformat()
        case ClockEffect.EXTEND if command.until:
            facts["due_at"] = command.until.isoformat()
    if command.action in {Action.GUIDE, Action.REQUEST_SUPPLEMENT}:
        facts["answer_by"] = (command.until or law.supplement_by(now)).isoformat()
    if command.action in _OWN_CLOCKS:
        facts["answer_by"] = _OWN_CLOCKS[command.action](law, now).isoformat()
    if command.action == Action.ANSWER_SUPPLEMENT and dossier.answer_by and now > dossier.answer_by:
        facts["after_limit"] = True
    return facts


def _stands_still(dossier: Dossier, command: Command, law: Law) -> bool:
    if dossier.before_receipt:
        return False
    if command.action in {Action.ASK_VERIFICATION, Action.ASK_OPINION}:
        return law.inquiry_pauses
    return command.action != Action.SEND_DRAFT or law.confirmation_pauses


def _follow_up(command: Command) -> Command | None:
    if command.action == Action.RECEIVE and not command.fact("keep", False):
        named = ("assignee", "assignee_agency")
        facts = {name: command.fact(name) for name in named if command.fact(name)}
        return Command(action=Action.FORWARD, facts=facts)
    return None
