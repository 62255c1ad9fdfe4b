"""Read the law of a dossier for its day of receipt, from its own revision and parameters/."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Channel
from motcua.dossiers.law import Law
from motcua.dossiers.state import Dossier
from motcua.kernel.clock import local_day
from motcua.kernel.limits import Limit
from motcua.kernel.parameters import parameters


def law_of(dossier: Dossier, now: datetime) -> Law:
    """Return what law says for ``dossier``: of its day of receipt, or of today before that."""
    day = local_day(dossier.received_at or now)
    agency = dossier.competent_agency
    return law_for(dossier.procedure, dossier.revision, dossier.channel, agency, day)


@lru_cache(maxsize=512)
def law_for(code: str, revision: int, channel: str, agency: str, day: date) -> Law:
    procedure = catalogue.revision(code, revision)
    draft, rules = procedure.draft, parameters().rules
    own = procedure.verification_limit
    opinion = Limit(rules.opinion_working_days.on(day), "working_days")
    return Law(
        limit=procedure.limit(Channel(channel), day).value,
        supplement_limit=procedure.supplement_limit.on(day),
        # a procedure that sets none asks under the clock of any other inquiry
        verification_limit=own.on(day) if own.spans else opinion,
        opinion_limit=opinion,
        calendar=parameters().calendar,
        hours=parameters().hours_of(agency, day),
        confirmation_hours=draft.hours.on(day) if draft else 0,
        confirmation_pauses=draft.pauses_clock.on(day) if draft else False,
        inquiry_pauses=rules.inquiry_pauses_clock.on(day),
        apology_days_before=rules.apology_working_days_before.on(day),
        apologies_allowed=rules.apologies_allowed.on(day),
    )
