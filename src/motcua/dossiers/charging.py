"""What a declaration costs, as lines of a charge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.catalogue.fees import charges
from motcua.catalogue.package import Fee, Procedure
from motcua.payments.service import Line

KINDS = {"service_fee": "1", "state_charge": "2"}  # phí, lệ phí


def lines(procedure: Procedure, answers: Mapping[str, Any], on: date) -> list[Line]:
    """Return the lines with an amount above zero, in the order of the package."""
    found = charges(procedure, answers, on)
    return [_line(one.fee, one.quantity, one.unit_amount) for one in found]


def fixed_fees(procedure: Procedure, on: date) -> dict[str, Line]:
    """Return one unit of each fee whose amount does not depend on pages, by its id."""
    fixed = (fee for fee in procedure.fees if fee.scale is None)
    return {fee.id: _line(fee, 1, fee.amounts.on(on)) for fee in fixed}


def _line(fee: Fee, quantity: int, unit_amount: int) -> Line:
    return Line(
        code=fee.id,
        label=fee.name.vi,
        unit="hồ sơ" if fee.per == "dossier" else "bản",
        quantity=quantity,
        unit_amount=unit_amount,
        kind=KINDS[fee.kind],
    )
