from datetime import datetime, timedelta

import pytest

from motcua.exchange.clients import payment_platform
from motcua.exchange.clients import payment_wire as wire
from motcua.exchange.errors import Unreachable
from motcua.kernel.clock import HANOI
from motcua.payments import service as payments
from motcua.payments.tests.platforms import SECRET, Platform

CODE = "H44.28.05-261123-0007"
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=HANOI)
COPIES = payments.Line(
    code="LP01", label="Bản sao Giấy khai sinh", unit="bản", quantity=3, unit_amount=8_000
)
PAYEE = payments.Payee(
    procedure_code="1.001193",
    procedure_name="Đăng ký khai sinh",
    agency_code="H44.28.05",
    agency_name="UBND xã Mai Châu",
)
PAYER = payments.Payer(name="Hà Văn Nam", personal_id="017090000001", ip="127.0.0.1")
pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(monkeypatch) -> Platform:
    far_end = Platform()
    monkeypatch.setattr(payment_platform, "platform", far_end.client)
    return far_end


def begun(platform: Platform):
    charge = payments.charge(CODE, [COPIES], NOW)
    payments.begin(charge, "http://portal/back", PAYER, PAYEE, NOW)
    return charge


def test_a_charge_is_paid_by_a_genuine_callback(platform):
    charge = begun(platform)
    assert payments.owed(charge).state == "pending"
    outcome = payments.receive_callback(platform.callback(), NOW)
    assert (outcome.dossier, outcome.state, outcome.changed) == (CODE, "paid", True)
    assert wire.is_genuine(outcome.answer, wire.ANSWER_FIELDS, SECRET)
    assert payments.paid(CODE)
    assert payments.receipt(charge).transaction_no == "GD1"


def test_the_same_callback_twice_is_answered_alike_and_changes_nothing(platform):
    begun(platform)
    first = payments.receive_callback(platform.callback(), NOW)
    again = payments.receive_callback(platform.callback(), NOW)
    assert not again.changed
    assert again.answer == first.answer


@pytest.mark.parametrize("field", ["SoTien", "MaLoi", "MaGiaoDich", "MaXacThuc", "MaThamChieu"])
def test_a_forged_callback_is_refused(platform, field):
    charge = begun(platform)
    outcome = payments.receive_callback({**platform.callback(), field: "1"}, NOW)
    assert outcome.answer["MaLoi"] == "99"
    assert payments.owed(charge).state == "pending"


def test_a_callback_of_another_amount_is_refused_even_when_signed(platform):
    charge = begun(platform)
    outcome = payments.receive_callback(platform.callback(SoTien="1000"), NOW)
    assert outcome.answer["MaLoi"] == "99"
    assert payments.owed(charge).state == "pending"


@pytest.mark.parametrize("message", [{}, {"MaThamChieu": None}, {"MaDoiTac": "MOTCUA"}])
def test_nonsense_in_place_of_a_callback_is_refused(platform, message):
    assert payments.receive_callback(message, NOW).answer["MaLoi"] == "99"


def test_a_failed_payment_leaves_the_charge_to_be_paid_again(platform):
    charge = begun(platform)
    payments.receive_callback(platform.callback("05"), NOW)
    assert payments.owed(charge).state == "unpaid"
    payments.begin(charge, "http://portal/back", PAYER, PAYEE, NOW)
    payments.receive_callback(platform.callback(), NOW)
    assert payments.owed(charge).state == "paid"


def test_a_success_that_comes_late_after_a_failure_is_taken_once(platform):
    begun(platform)
    payments.receive_callback(platform.callback("05"), NOW)
    late = payments.receive_callback(platform.callback(), NOW + timedelta(days=2))
    assert (late.state, late.changed) == ("paid", True)
    assert not payments.receive_callback(platform.callback(), NOW).changed


def test_paying_twice_leaves_one_payment_and_a_surplus_to_refund(platform):
    charge = begun(platform)
    payments.begin(charge, "http://portal/back", PAYER, PAYEE, NOW)
    payments.receive_callback(platform.callback(order=0), NOW)
    payments.receive_callback(platform.callback(order=1), NOW)
    states = payment_attempts(charge)
    assert sorted(states) == ["paid", "surplus"]


def payment_attempts(charge) -> list[str]:
    from motcua.payments.models import Attempt

    return list(Attempt.objects.filter(charge=charge).values_list("state", flat=True))


def test_a_payment_whose_callback_never_comes_is_found_by_asking(platform):
    charge = begun(platform)
    platform.answers_query = "1"
    assert payments.settle_unanswered(NOW + timedelta(minutes=1)) == []
    assert payments.settle_unanswered(NOW + timedelta(minutes=3)) == [CODE]
    assert payments.owed(charge).state == "paid"


def test_a_wrongly_signed_answer_to_a_query_is_not_believed(platform):
    charge = begun(platform)
    platform.answers_query, platform.forges_query = "1", True
    assert payments.settle_unanswered(NOW + timedelta(minutes=3)) == []
    assert payments.owed(charge).state == "pending"


def test_asking_goes_on_while_the_platform_is_silent(platform):
    charge = begun(platform)
    platform.down = True
    later = NOW + timedelta(minutes=3)
    assert payments.settle_unanswered(later) == []
    platform.down, platform.answers_query = False, "1"
    assert payments.settle_unanswered(later) == []
    assert payments.settle_unanswered(later + timedelta(minutes=5)) == [CODE]
    assert payments.owed(charge).state == "paid"


def test_an_attempt_nobody_ever_paid_is_given_up(platform):
    charge = begun(platform)
    assert payments.settle_unanswered(NOW + timedelta(days=4)) == [CODE]
    assert payments.owed(charge).state == "unpaid"


def test_a_platform_that_is_down_leaves_the_charge_to_be_paid(platform):
    charge = payments.charge(CODE, [COPIES], NOW)
    platform.down = True
    with pytest.raises(Unreachable):
        payments.begin(charge, "http://portal/back", PAYER, PAYEE, NOW)
    assert payments.owed(charge).state == "unpaid"


def test_what_is_paid_cannot_be_paid_again(platform):
    charge = payments.charge(CODE, [COPIES], NOW)
    payments.pay_at_counter(charge, "cash", NOW)
    with pytest.raises(payments.NotPayable):
        payments.begin(charge, "http://portal/back", PAYER, PAYEE, NOW)


def test_nothing_to_pay_is_exempt_and_counts_as_paid():
    charge = payments.charge(CODE, [], NOW)
    assert payments.owed(charge).state == "exempt"
    assert payments.paid(CODE)


def test_times_on_the_wire_have_24_hours():
    assert wire.wire_time(NOW) == "20261123140500"
