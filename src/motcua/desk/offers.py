"""What an action's form offers to choose from, read for one dossier at one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from motcua.accounts.service import Role
from motcua.agencies import service as agencies
from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Procedure, Reason
from motcua.desk.inputs import ActionForm, Input, Kind
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Colleague, Dossier
from motcua.kernel.clock import local_day
from motcua.kernel.money import format_dong
from motcua.payments.service import Line


@dataclass(frozen=True)
class Offer:
    """One thing to choose, with what helps to choose it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Offers:
    """Everything is read when it is first asked for: most forms ask for nothing of the kind."""

    form: ActionForm
    dossier: Dossier
    now: datetime

    @cached_property
    def procedure(self) -> Procedure:
        return catalogue.revision(self.dossier.procedure, self.dossier.revision)

    @cached_property
    def templates(self) -> tuple[Reason, ...]:
        return self.procedure.reasons_for(self.form.reasons)

    @cached_property
    def colleagues(self) -> list[Colleague]:
        return dossiers.colleagues(self.dossier.competent_agency, Role.SPECIALIST, self.now)

    @cached_property
    def fees(self) -> Mapping[str, Line]:
        """One unit of each fee that has a fixed amount on the day."""
        day = local_day(self.dossier.received_at or self.now)
        return dossiers.fixed_fees(self.procedure, day)

    def of(self, asked: Input) -> list[Offer]:
        """Return what an input offers; nothing for one that is typed."""
        if asked.kind in _OFFERED:
            return _OFFERED[asked.kind](self)
        return [Offer(value, label) for value, label in asked.options]

    def reasons(self) -> list[Offer]:
        return [
            Offer(r.id, r.text.vi, "; ".join(s.document for s in r.basis)) for r in self.templates
        ]

    def people(self) -> list[Offer]:
        return [Offer(str(one.account_id), one.label, _at_work(one)) for one in self.colleagues]

    def communes(self) -> list[Offer]:
        own = self.dossier.competent_agency
        found = agencies.communes(local_day(self.now))
        return [Offer(one.code, one.name) for one in found if one.code != own]

    def results(self) -> list[Offer]:
        left = (one for one in dossiers.results_of(self.dossier) if not one.handed)
        return [Offer(one.id, one.label) for one in left]

    def charged(self) -> list[Offer]:
        return [Offer(id_, line.label, format_dong(line.amount)) for id_, line in self.fees.items()]


def _at_work(one: Colleague) -> str:
    return one.absence or f"đang xử lý {one.open} hồ sơ"


_OFFERED: dict[Kind, Callable[[Offers], list[Offer]]] = {
    Kind.REASONS: Offers.reasons,
    Kind.COLLEAGUE: Offers.people,
    Kind.AGENCY: Offers.communes,
    Kind.RESULTS: Offers.results,
    Kind.FEE: Offers.charged,
}
