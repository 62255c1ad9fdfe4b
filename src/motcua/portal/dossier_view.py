"""What a dossier's page shows: state, times, who holds it, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from motcua.accounts.service import Role
from motcua.agencies import service as agencies
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Dossier, PersonsDossier, Phase
from motcua.kernel import clock
from motcua.kernel.clock import local_day
from motcua.kernel.limits import Limit, starts_at
from motcua.kernel.parameters import parameters
from motcua.papers import service as papers
from motcua.payments import service as payments
from motcua.portal.endings import asks_for_money, ending_of

GRIEF = "death"  # life event after which nobody is asked for an opinion the same day


def expected_due(dossier: Dossier, now: datetime) -> datetime | None:
    """Return when a result may be expected if the dossier is received in the next office hour."""
    if dossier.received_at or dossier.finished_at:
        return None
    return dossiers.law_of(dossier, now).due(max(now, dossier.submitted_at))


def office_opens(dossier: Dossier, moment: datetime) -> datetime:
    """Return the first working moment from ``moment`` on at the receiving agency."""
    law = dossiers.law_of(dossier, moment)
    return starts_at(moment, Limit.same_day(), law.calendar, law.hours)


def seen_without_names(found: PersonsDossier, now: datetime) -> dict[str, Any]:
    """Return states and times only, for somebody who has not signed in."""
    dossier = found.dossier
    return {
        "dossier": dossier,
        "procedure_name": procedure_name(found),
        "label": dossiers.citizen_label(dossier),
        "holder": holder(dossier),
        "expected_due": expected_due(dossier, now),
    }


def seen(found: PersonsDossier, now: datetime) -> dict[str, Any]:
    """Return everything that one of its people may see and do."""
    dossier = found.dossier
    charges = payments.charges(dossier.code)
    shown = shown_papers(dossier.code)
    events = dossiers.events_of(dossier.code)
    can = set(dossiers.possible(dossier, Role.APPLICANT)) if found.may_act else set()
    return {
        **seen_without_names(found, now),
        "subject_name": found.subject_name,
        "may_act": found.may_act,
        "entries": list(reversed(dossiers.told(events))),
        "charges": charges,
        "papers": shown,
        "result": _result(dossier, shown),
        "to_collect": _to_collect(dossier),
        "draft": next((one for one in reversed(shown) if one.kind in papers.DRAFTS), None),
        "ending": ending_of(dossier, events, shown),
        "unpaid": unpaid(dossier, charges),
        "items": dossiers.supplement_list(dossier.code) if Action.ANSWER_SUPPLEMENT in can else [],
        "can_answer": Action.ANSWER_SUPPLEMENT in can,
        "answers_late": dossier.answer_by is not None and now > dossier.answer_by,
        "can_confirm": Action.CONFIRM_DRAFT in can,
        "can_withdraw": Action.WITHDRAW in can and not dossier.registered,
        "can_rate": Action.RATE in can and not dossier.rating and asks_rating(dossier, now),
    }


def unpaid(dossier: Dossier, charges: Sequence[payments.Owed]) -> list[payments.Owed]:
    """Return what is still to be paid, and what a bank may be paying."""
    open_states = {"unpaid", "pending"} if asks_for_money(dossier) else {"pending"}
    return [one for one in charges if one.state in open_states]


def _to_collect(dossier: Dossier) -> list[dossiers.Result]:
    """Return the results with what was handed over so far, while some of them still wait."""
    return dossiers.results_of(dossier) if dossier.phase == Phase.DECIDED else []


def _result(dossier: Dossier, shown: Sequence[papers.PaperView]) -> papers.PaperView | None:
    if dossier.revoked:
        return None
    return next((one for one in reversed(shown) if one.kind in papers.RESULTS), None)


def shown_papers(code: str) -> list[papers.PaperView]:
    """Return the papers that people on the dossier may read: forms, drafts, issued results.

    A form that a leader decides by is theirs to read once it bears the signature.
    """
    return [
        one
        for one in papers.papers_of(code)
        if one.state == "ready"
        and one.kind not in papers.INNER
        and (one.issued_at or one.kind not in papers.RESULTS)
        and all(signature.signed_at for signature in one.signatures)
    ]


def procedure_name(found: PersonsDossier) -> str:
    """Return the name under which the dossier was filed, in the language of the page."""
    if get_language() == "vi":
        return found.procedure_name
    dossier = found.dossier
    return catalogue.revision(dossier.procedure, dossier.revision).name.said("en")


def holder(dossier: Dossier) -> str:
    """Return the name of the body that the dossier lies with now."""
    code = dossier.receiving_agency if dossier.before_receipt else dossier.competent_agency
    return _agency_name(code, clock.today())


@lru_cache(maxsize=512)
def _agency_name(code: str, on: date) -> str:
    """Return a name as it is on a day; the tree changes by the day at most."""
    return agencies.names([code]).get(code, code)


def asks_rating(dossier: Dossier, now: datetime) -> bool:
    """Tell whether to ask for a rating now: after a death in the family not before another day."""
    grief = next(event for event in parameters().life_events if event.id == GRIEF)
    if dossier.procedure not in grief.procedures:
        return True
    ended = dossier.finished_at or dossier.submitted_at
    return local_day(now) > local_day(ended)
