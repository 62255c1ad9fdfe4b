"""The text of a VietQR code: its parts, its checksum, and what banks would not take."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.counter.bank_account import bank_account, read_accounts
from motcua.counter.vietqr import BankAccount, checksum, payload
from motcua.kernel.documents import BadData

TO = BankAccount(bank="999999", bank_name="", account="0011001932418", holder="")


def parts(text: str) -> dict[str, str]:
    found = {}
    while text:
        number, length = text[:2], int(text[2:4])
        found[number], text = text[4 : 4 + length], text[4 + length :]
    return found


def test_the_checksum_is_that_of_the_standard():
    assert checksum("123456789") == 0x29B1


def test_a_code_names_bank_account_amount_and_purpose():
    found = parts(payload(TO, 16000, "MC 4F2A9C1B"))
    assert (found["53"], found["54"], found["58"]) == ("704", "16000", "VN")
    assert parts(found["62"]) == {"08": "MC 4F2A9C1B"}
    account = parts(found["38"])
    assert (account["00"], account["02"]) == ("A000000727", "QRIBFTTA")
    assert parts(account["01"]) == {"00": "999999", "01": "0011001932418"}


@given(st.integers(1, 10**11), st.text(alphabet="ABCDEF0123456789 ", min_size=1, max_size=25))
def test_every_code_is_read_back_and_its_checksum_holds(amount, purpose):
    text = payload(TO, amount, purpose)
    assert checksum(text[:-4]) == int(text[-4:], 16)
    found = parts(text)
    assert (found["54"], parts(found["62"])["08"]) == (str(amount), purpose)


@given(st.integers(1, 10**9), st.integers(0, 60))
def test_one_wrong_sign_does_not_go_unseen(amount, place):
    text = payload(TO, amount, "MC1")
    wrong = text[:place] + ("8" if text[place] != "8" else "9") + text[place + 1 :]
    assert checksum(wrong[:-4]) != int(wrong[-4:], 16)


@pytest.mark.parametrize(
    ("amount", "purpose"), [(0, "MC1"), (-1, "MC1"), (1, "phí"), (1, ""), (1, "M" * 26)]
)
def test_what_a_bank_would_refuse_is_refused_here(amount, purpose):
    with pytest.raises(ValueError, match=r"nothing|purpose"):
        payload(TO, amount, purpose)


def test_the_account_is_dated_data_with_a_source(tmp_path):
    assert bank_account(date(2026, 11, 23)).bank == "999999"
    (tmp_path / "counter-account.yaml").write_text(
        "counter-account:\n  - {from: 2025-07-01, source: x, checked_on: 2026-11-22, "
        "status: unverified, value: {bank: '12', bank-name: a, account: '1', holder: b}}\n"
    )
    with pytest.raises(BadData):
        read_accounts(tmp_path)
