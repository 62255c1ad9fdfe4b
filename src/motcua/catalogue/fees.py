"""What a declaration costs, by the fees of its procedure and the answers given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.package import Fee, Procedure


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
        Charge(fee, _quantity(fee, answers), fee.amounts.on(on))
        for fee in procedure.fees
        if holds(fee.when, answers)
    )
    return tuple(charge for charge in counted if charge.amount)


def _quantity(fee: Fee, answers: Answers) -> int:
    return 1 if fee.per == "dossier" else int(answers.get(fee.per) or 0)
