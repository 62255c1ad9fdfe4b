"""The VietQR code that the person scans at the counter, and the words that identify the money."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import segno
from django.utils.safestring import SafeString, mark_safe

from motcua.counter import service as counter
from motcua.kernel import clock


@dataclass(frozen=True)
class Transfer:
    svg: SafeString
    bank_name: str
    account: str
    holder: str
    purpose: str


def purpose_of(intake: UUID) -> str:
    """Return what stands on the bank's statement: plain letters, because banks drop accents."""
    return f"MC {intake.hex[:10].upper()}"


def transfer(intake: UUID, amount: int) -> Transfer | None:
    if amount <= 0:
        return None
    to, purpose = counter.bank_account(clock.today()), purpose_of(intake)
    drawing = BytesIO()
    code = segno.make(counter.vietqr(to, amount, purpose), error="m")
    code.save(drawing, kind="svg", scale=5, border=2, xmldecl=False, omitsize=True, title="VietQR")
    svg = mark_safe(drawing.getvalue().decode())  # noqa: S308 - our own drawing
    return Transfer(svg, to.bank_name, to.account, to.holder, purpose)
