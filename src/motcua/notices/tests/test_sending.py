from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from motcua.exchange.clients import mail, sms
from motcua.exchange.clients.sms import Fate
from motcua.kernel.clock import HANOI
from motcua.notices import leasing
from motcua.notices.models import Notice, Sending
from motcua.notices.service import Recipient, notify, send_notices, told_about
from motcua.notices.tests.gateways import Gateway

NOON = datetime(2026, 11, 23, 12, tzinfo=HANOI)
CODE = "H44.28.05-261123-0007"
FACTS = {"dossier": CODE}
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def far_end(monkeypatch) -> Gateway:
    gateway = Gateway()
    monkeypatch.setattr(sms, "gateway", lambda: gateway)
    monkeypatch.setattr(mail, "relay", lambda: gateway)
    return gateway


def told(phone: str = "0912345678") -> Notice:
    facts = {**FACTS, "procedure": "Đăng ký khai sinh", "who": "UBND xã Mai Châu", "at": NOON}
    notice = notify(
        Recipient(phone=phone), "dossier-ready", facts, cause=uuid4().hex, now=NOON, about=CODE
    )
    return Notice.objects.get(id=notice)


def state() -> str:
    return Sending.objects.get().state


def test_a_message_is_sent_and_its_arrival_asked_for(far_end):
    told()
    assert send_notices(NOON) == 1
    [(reference, phone, text)] = far_end.taken
    assert (phone, state()) == ("0912345678", "sent")
    assert "Hồ sơ H44.28.05-261123-0007 đã có kết quả" in text
    far_end.fates[reference] = Fate.DELIVERED
    send_notices(NOON + MINUTE)
    assert state() == "delivered"


def test_a_message_whose_answer_was_lost_does_not_go_twice(far_end):
    told()
    far_end.unheard = True
    send_notices(NOON)
    assert state() == "waiting"
    far_end.unheard = False
    send_notices(NOON + MINUTE)
    assert (len(far_end.taken), state()) == (1, "sent")


def test_a_gateway_that_is_down_for_a_day_loses_nothing(far_end):
    told()
    far_end.down = True
    for hours in range(9):
        send_notices(NOON + timedelta(hours=hours))
    far_end.down = False
    send_notices(NOON + timedelta(hours=10))
    assert state() == "waiting", "it is 22:00"
    send_notices(NOON + timedelta(hours=19, minutes=1))
    assert (len(far_end.taken), state()) == (1, "sent")


def test_a_number_that_does_not_exist_is_said_and_not_tried_again(far_end):
    told(phone="0912345000")
    send_notices(NOON)
    assert state() == "failed"
    assert not Sending.objects.filter(next_attempt_at__isnull=False).exists()
    assert told_about(CODE)[0].sent[0].label == "Không gửi được"


def test_two_workers_do_not_take_the_same_message(far_end):
    told()
    assert len(leasing.lease("sms", NOON, 5)) == 1
    assert leasing.lease("sms", NOON, 5) == []
    assert send_notices(NOON) == 0


def test_a_worker_whose_lease_ran_out_writes_nothing(far_end):
    told()
    [old] = leasing.lease("sms", NOON, 5)
    Sending.objects.update(leased_until=None)
    leasing.lease("sms", NOON, 5)
    leasing.write(old, state="delivered")
    assert state() == "waiting"


def test_after_three_days_nobody_is_asked_any_more(far_end):
    told()
    send_notices(NOON)
    send_notices(NOON + timedelta(days=4))
    assert Sending.objects.get().next_attempt_at is None
