"""Public door of payments."""

from motcua.payments.charging import (
    Line,
    NotPayable,
    Owed,
    Receipt,
    charge,
    charges,
    charges_of,
    owed,
    paid,
    pay_at_counter,
    receipt,
)
from motcua.payments.paying import (
    Outcome,
    Payee,
    Payer,
    begin,
    receive_callback,
    settle_unanswered,
)

__all__ = [
    "Line",
    "NotPayable",
    "Outcome",
    "Owed",
    "Payee",
    "Payer",
    "Receipt",
    "begin",
    "charge",
    "charges",
    "charges_of",
    "owed",
    "paid",
    "pay_at_counter",
    "receipt",
    "receive_callback",
    "settle_unanswered",
]
