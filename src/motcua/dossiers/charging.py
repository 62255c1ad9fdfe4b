"""What a declaration costs, as lines of a charge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.catalogue.fees import charges
from motcua.catalogue.package import Procedure
from motcua.payments.service import Line

KINDS = {"service_fee": "1", "state_charge": "2"}  # phí, lệ phí


def lines(procedure: Procedure, answers: Mapping[str, Any], on: date) -> list[Line]:
    """Return the lines with an amount above zero, in the order of the package."""
    return [
        Line(
            code=charge.fee.id,
            label=charge.fee.name.vi,
            unit="hồ sơ" if charge.fee.per == "dossier" else "bản",
            quantity=charge.quantity,
            unit_amount=charge.unit_amount,
            kind=KINDS[charge.fee.kind],
        )
        for charge in charges(procedure, answers, on)
    ]
