"""What a declaration costs: the procedure's fees, counted by its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from motcua.catalogue.conditions import holds
from motcua.catalogue.package import Fee, Procedure
from motcua.payments.service import Line

KINDS = {"service_fee": "1", "state_charge": "2"}  # phí, lệ phí


def lines(procedure: Procedure, answers: Mapping[str, Any], on: date) -> list[Line]:
    """Return the lines with an amount above zero, in the order of the package."""
    return [line for line in _lines(procedure, answers, on) if line.amount > 0]


def _lines(procedure: Procedure, answers: Mapping[str, Any], on: date) -> Iterator[Line]:
    for fee in procedure.fees:
        if holds(fee.when, answers):
            yield Line(
                code=fee.id,
                label=fee.name.vi,
                unit="hồ sơ" if fee.per == "dossier" else "bản",
                quantity=_units(fee, answers),
                unit_amount=fee.amounts.on(on),
                kind=KINDS[fee.kind],
            )


def _units(fee: Fee, answers: Mapping[str, Any]) -> int:
    return 1 if fee.per == "dossier" else int(answers.get(fee.per) or 0)
