"""What a declaration costs, by the fees of its procedure and the answers given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.package import Fee, PageScale, Procedure


@dataclass(frozen=True)
class Charge:
    """``quantity`` units at ``unit_amount`` đồng each."""

    fee: Fee
    quantity: int
    unit_amount: int

    @property
    def amount(self) -> int:
        return self.quantity * self.unit_amount


def charges(procedure: Procedure, answers: Answers, on: date) -> tuple[Charge, ...]:
    """Return what is charged on a day, nothing for a fee of zero units."""
    counted = (
        Charge(fee, _quantity(fee, answers), _unit_amount(fee, answers, on))
        for fee in procedure.fees
        if holds(fee.when, answers)
    )
    return tuple(charge for charge in counted if charge.amount)


def _quantity(fee: Fee, answers: Answers) -> int:
    return 1 if fee.per == "dossier" else int(answers.get(fee.per) or 0)


def _unit_amount(fee: Fee, answers: Answers, on: date) -> int:
    if fee.scale is None:
        return fee.amounts.on(on)
    return for_pages(fee.scale, int(answers.get(fee.scale.by) or 0), on)


def for_pages(scale: PageScale, pages: int, on: date) -> int:
    """Return what one unit of ``pages`` pages costs: each page at its rate, up to the ceiling."""
    ends = [*(rate.first_page - 1 for rate in scale.rates[1:]), pages]
    amount = sum(
        max(0, min(end, pages) - rate.first_page + 1) * rate.amounts.on(on)
        for rate, end in zip(scale.rates, ends, strict=True)
    )
    return amount if scale.at_most is None else min(amount, scale.at_most.on(on))
