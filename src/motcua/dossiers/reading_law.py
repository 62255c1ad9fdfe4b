"""Read the law of a dossier for its day of receipt, from its own revision and parameters/."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from motcua.catalogue import service as catalogue
from motcua.catalogue.citations import in_force
from motcua.catalogue.package import Channel, Procedure
from motcua.dossiers.law import Law
from motcua.dossiers.state import Dossier
from motcua.kernel.clock import local_day
from motcua.kernel.limits import Limit
from motcua.kernel.parameters import parameters

NO_DRAFT = Limit(1, "calendar_days")


def law_of(dossier: Dossier, now: datetime) -> Law:
    """Return what law says for ``dossier``: of its day of receipt, or of today before that."""
    day = local_day(dossier.received_at or now)
    agency = dossier.competent_agency
    return law_for(dossier.procedure, dossier.revision, dossier.channel, agency, day)


@lru_cache(maxsize=512)
def law_for(code: str, revision: int, channel: str, agency: str, day: date) -> Law:
    procedure = catalogue.revision(code, revision)
    limit, pauses = _confirmation(procedure, day)
    return Law(
        limit=procedure.limit(Channel(channel), day).value,
        supplement_limit=in_force(procedure.supplement_limit, day).value,
        calendar=parameters().calendar,
        hours=parameters().hours_of(agency, day),
        confirmation_limit=limit,
        confirmation_pauses=pauses,
    )


def _confirmation(procedure: Procedure, day: date) -> tuple[Limit, bool]:
    if procedure.draft is None:
        return NO_DRAFT, False
    limit = in_force(procedure.draft.limit, day).value
    return limit, not in_force(procedure.draft.clock_runs, day).value
