"""Fold events into a dossier. Pure: every moment and choice is already in the event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from typing import Any
from uuid import UUID

from motcua.dossiers.events import Event
from motcua.dossiers.phases import ClockEffect, Phase
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import RULE_OF_EVENT
from motcua.kernel.limits import Pause

Changes = dict[str, Any]


def fold(events: Iterable[Event]) -> Dossier:
    """Return the dossier that ``events`` tell of; the first must be ``submitted``."""
    first, *rest = events
    return reduce(evolve, rest, opened(first))


def opened(event: Event) -> Dossier:
    facts = event.facts
    return Dossier(
        code=facts["code"],
        procedure=facts["procedure"],
        revision=facts["revision"],
        channel=event.actor.channel,
        receiving_agency=facts["receiving_agency"],
        competent_agency=facts["competent_agency"],
        needs_confirmation=facts["needs_confirmation"],
        needs_registration=facts["needs_registration"],
        phase=Phase.SUBMITTED,
        submitted_at=event.at,
        declaration=_content(event, "declaration"),
        seq=1,
    )


def evolve(dossier: Dossier, event: Event) -> Dossier:
    """Return the dossier after one more event."""
    rule = RULE_OF_EVENT[event.kind]
    changes: Changes = {"seq": dossier.seq + 1}
    if rule.to is not None:
        changes["phase"] = rule.to
    if rule.step is not None:
        changes["step"] = rule.step
    if dossier.proposed and (rule.to or rule.step is not None):
        changes["proposed"] = ""  # overtaken by an act
    changes.update(_clock(dossier, event, rule.clock))
    special = SPECIAL.get(event.kind)
    if special:
        changes.update(special(dossier, event))
    return replace(dossier, **changes)


def _clock(dossier: Dossier, event: Event, effect: ClockEffect) -> Changes:
    due_at = event.moment("due_at")
    match effect:
        case ClockEffect.START:
            return {"received_at": event.at, "due_at": due_at, "first_due_at": due_at}
        case ClockEffect.PAUSE if event.facts.get("pause"):
            return {"pauses": (*dossier.pauses, Pause(event.at, None))}
        case ClockEffect.RESUME if dossier.paused:
            return {"pauses": _closed(dossier, event), "due_at": due_at}
        case ClockEffect.EXTEND:
            return {
                "due_at": due_at,
                "apologies": dossier.apologies + 1,
                "apologised_until": due_at,
            }
        case ClockEffect.STOP:
            return {"pauses": _closed(dossier, event), "finished_at": event.at, "answer_by": None}
    return {}


def _closed(dossier: Dossier, event: Event) -> tuple[Pause, ...]:
    if not dossier.paused:
        return dossier.pauses
    return (*dossier.pauses[:-1], Pause(dossier.pauses[-1].start, event.at))


def _content(event: Event, kind: str) -> UUID | None:
    return next((ref.id for ref in event.content if ref.kind == kind), None)


def _asked(dossier: Dossier, event: Event) -> Changes:
    counted = event.kind == "supplement_requested"
    return {
        "answer_by": event.moment("answer_by"),
        "supplements": dossier.supplements + counted,
    }


def _answered(dossier: Dossier, event: Event) -> Changes:
    return {
        "phase": dossier.returns_to,
        "answer_by": None,
        "proposed": "",
        "declaration": _content(event, "declaration") or dossier.declaration,
        "verification": event.facts.get("verification", dossier.verification),
    }


def _corrected(dossier: Dossier, event: Event) -> Changes:
    return {**_answered(dossier, event), "phase": Phase.PROCESSING, "draft_confirmed": False}


def _inquired(dossier: Dossier, event: Event) -> Changes:
    return {"asked_agency": event.facts["agency"], "answer_by": event.moment("answer_by")}


def _assigned(dossier: Dossier, event: Event) -> Changes:
    named = event.facts.get("assignee")
    return {"assignee": UUID(named)} if named else {}


def _rehomed(dossier: Dossier, event: Event) -> Changes:
    """Who had it is left to the new agency to say."""
    homes = ("receiving_agency", "competent_agency")
    return {**{name: event.facts[name] for name in homes}, "assignee": None}


def _handed(dossier: Dossier, event: Event) -> Changes:
    return {"handed": (*dossier.handed, *event.facts.get("results", ()))}


SPECIAL: dict[str, Callable[[Dossier, Event], Changes]] = {
    "guided": _asked,
    "supplement_requested": _asked,
    "supplement_answered": _answered,
    "paid": lambda d, e: {"phase": d.returns_to},
    "declined": lambda d, e: {"finished_at": e.at},
    "decline_proposed": lambda d, e: {"proposed": "decline"},
    "refusal_proposed": lambda d, e: {"proposed": "refuse"},
    "proposal_returned": lambda d, e: {"proposed": ""},
    "forwarded": _assigned,
    "taken": lambda d, e: {"assignee": e.actor.account_id},
    "assigned": _assigned,
    "verification_asked": _inquired,
    "opinion_asked": _inquired,
    "inquiry_answered": lambda d, e: {"answer_by": None},
    "inquiry_closed": lambda d, e: {"answer_by": None},
    "verified": lambda d, e: {"verification": e.facts["outcome"]},
    "draft_sent": lambda d, e: {"answer_by": e.moment("answer_by"), "draft_confirmed": False},
    "draft_confirmed": lambda d, e: {"draft_confirmed": True, "answer_by": None},
    "draft_corrected": _corrected,
    "registered": lambda d, e: {"registered": True},
    "issued": lambda d, e: {"outcome": "granted"},
    "refused": lambda d, e: {"outcome": "refused"},
    "collection_reminded": lambda d, e: {"reminded_at": e.at},
    "handed_over_in_part": _handed,
    "handed_over": lambda d, e: {**_handed(d, e), "handed_over_at": e.at},
    "revoked": lambda d, e: {"revoked": True},
    "rated": lambda d, e: {"rating": e.facts["rating"]},
    "rehomed": _rehomed,
}
