"""The account that transfers at the counter go to: dated data with its source."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from motcua.counter.vietqr import BankAccount
from motcua.kernel.dated import Dated
from motcua.kernel.dated_documents import read_dated
from motcua.kernel.documents import BadData, Fault, Node, read_document
from motcua.paths import PARAMETERS


def bank_account(on: date) -> BankAccount:
    return _accounts().on(on)


@cache
def _accounts() -> Dated[BankAccount]:
    return read_accounts(PARAMETERS)


def read_accounts(folder: Path) -> Dated[BankAccount]:
    """Raises ``BadData`` with every fault of the file."""
    faults: list[Fault] = []
    document = read_document(folder / "counter-account.yaml", folder, faults)
    found = read_dated(document.fields("counter-account")["counter-account"], _account)
    if faults:
        raise BadData(faults)
    return found


def _account(node: Node) -> BankAccount:
    fields = node.fields("bank bank-name account holder")
    bank = fields["bank"].text()
    if not (bank.isdecimal() and len(bank) == 6):
        fields["bank"].fail(bank, "the six digits of a bank")
    return BankAccount(
        bank=bank,
        bank_name=fields["bank-name"].text(),
        account=fields["account"].text(),
        holder=fields["holder"].text(),
    )
