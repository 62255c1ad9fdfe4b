"""Our client against the payment platform of the sandbox."""

from __future__ import annotations

import secrets
from datetime import datetime

import httpx
import pytest

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.payment_platform import FeeItem, Order, PaymentPlatform
from motcua.exchange.errors import Malformed, Refused
from motcua.kernel.clock import HANOI

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=HANOI)
HEARD_S = 20
pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(sandbox) -> PaymentPlatform:
    line = Line("payment", f"{sandbox.url}/thanhtoan")
    return PaymentPlatform(line, "MOTCUA", "demo-thanhtoan-secret")


@pytest.fixture
def heard(merchant):
    queue = merchant.RequestHandlerClass.heard
    while not queue.empty():
        queue.get()
    return queue


def order() -> Order:
    return Order(
        reference=secrets.token_hex(16),
        amount=24_000,
        summary="Nop phi, le phi ho so H44.28.05-261123-0007",
        dossier="H44.28.05-261123-0007",
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        agency_code="H44.28.05",
        agency_name="UBND xã Mai Châu",
        payer_name="Khà Thị Dung",
        payer_id="017199004127",
        payer_ip="127.0.0.1",
        return_url="http://127.0.0.1:8000/back",
        items=[FeeItem(kind="2", code="LP01", name="Bản sao Giấy khai sinh", amount=24_000)],
    )


def pay(address: str, outcome: str = "paid") -> httpx.Response:
    return httpx.post(address, data={"outcome": outcome})


def test_a_payment_is_told_by_a_genuine_callback_and_by_query(platform, heard):
    wanted = order()
    address, _ = platform.begin(wanted, NOW)
    assert platform.query(wanted.reference, NOW).paid is None
    assert pay(address).headers["Location"].startswith("http://127.0.0.1:8000/back")
    said = platform.read_callback(heard.get(timeout=HEARD_S))
    assert (said.reference, said.paid, said.amount) == (wanted.reference, True, 24_000)
    assert platform.query(wanted.reference, NOW).paid is True
    assert platform.bill(wanted.reference, NOW).endswith(".pdf")


def test_a_failed_payment_is_told_as_failed(platform, heard):
    wanted = order()
    address, _ = platform.begin(wanted, NOW)
    pay(address, "failed")
    assert platform.read_callback(heard.get(timeout=HEARD_S)).paid is False
    assert platform.query(wanted.reference, NOW).paid is False


def test_a_lost_callback_is_made_up_for_by_query(sandbox, platform, heard):
    wanted = order()
    address, _ = platform.begin(wanted, NOW)
    with sandbox.fault("thanhtoan", "lost"):
        pay(address)
        assert platform.query(wanted.reference, NOW).paid is True
    assert heard.empty()


@pytest.mark.parametrize("kind", ["forged", "wrong_signature"])
def test_a_callback_with_a_wrong_checksum_is_refused(sandbox, platform, heard, kind):
    address, _ = platform.begin(order(), NOW)
    with sandbox.fault("thanhtoan", kind):
        pay(address, "failed" if kind == "forged" else "paid")
        first = heard.get(timeout=HEARD_S)
    with pytest.raises(Refused):
        platform.read_callback(first)


def test_a_wrongly_signed_answer_to_a_query_is_not_believed(sandbox, platform):
    wanted = order()
    platform.begin(wanted, NOW)
    with sandbox.fault("thanhtoan", "wrong_signature"), pytest.raises(Malformed):
        platform.query(wanted.reference, NOW)


def test_a_reference_is_used_once(platform):
    wanted = order()
    platform.begin(wanted, NOW)
    with pytest.raises(Refused):
        platform.begin(wanted, NOW)
